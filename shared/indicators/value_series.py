"""Figures from cells, one place after the other: what is alike for all places of a level is looked up once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from shared.clock import Period
from shared.models import Level
from shared.models.labelled_enum import least_reliable
from shared.models.region import level_of

from .catalogue import MEASURES, UNDIMENSIONED_MEASURES, cells_behind, summands
from .cube_reader import NO_VALUE, ZERO, Cells, Value, is_reported_at, sum_of_cells
from .cube_snapshot import CubeSnapshot
from .hidden_cells import HiddenCells
from .indicator import Indicator
from .indicator_value import IndicatorValue
from .keys_in_cube import keys_in_cube
from .locked_months import MonthLock
from .percentiles import percentile
from .value_context import About

PeriodLock = tuple[MonthLock | None, bool]  # that holds a figure; whether there is one that does not


@dataclass(frozen=True)
class ValueSeries:
    """The figures of some periods, from cells that were read; `hidden`: which of them the reader is not shown."""

    cells: Cells
    times: list[Period]
    state: CubeSnapshot
    about: About | None = None
    hidden: HiddenCells | None = None
    _plans: dict[str, list[tuple[list[str], bool]]] = field(default_factory=dict)
    _reported: dict[tuple[str, Level], bool] = field(default_factory=dict)
    _locks: dict[tuple[str, Level, frozenset[tuple[str, str]]], list[PeriodLock]] = field(default_factory=dict)

    def read(self, one: Indicator, region: str, dimension: str) -> Iterator[IndicatorValue]:
        """An indicator of one place, period by period."""
        level, about, state = level_of(region), self.about, self.state
        tops = self._measure(one.numerator, region, level, dimension)
        lesses = self._measure(one.minus, region, level, dimension)
        bottoms = self._measure(one.denominator, region, level, dimension)
        if one.percentile or one.reports:
            tops = self._special(one, region, level, dimension, tops)
        applies = (about is None or about.applies(one, dimension)) and self._is_reported(one.numerator, level)
        if one.is_ratio and one.denominator:
            applies = applies and self._is_reported(one.denominator, level)
        locks = self._locks_of(one, region, level, dimension)
        for n, time in enumerate(self.times):
            (top, firm), (less, firmer), (bottom, base) = tops[n], lesses[n], bottoms[n]
            numerator = top if top is None or not one.minus else top - (less or 0)
            status = least_reliable((firm, firmer, base)) if firm or firmer or base else ""
            lock, is_left_out = locks[n]
            others: dict[str, Any] = {"applies": applies, "law": state.law, "is_left_out": is_left_out}
            others["is_locked"] = lock is not None
            if about:
                last_day = min(time.end, state.day)
                others |= about.attributes(one, region, time, dimension, last_day, lock)
                if applies and (numerator is None or (one.needs_base and bottom is None)):
                    others["is_loaded"] = about.is_loaded(one)
            if self.hidden and self.hidden.covers(one, region, time, dimension):
                self.hidden.note_that_it_hides()
                numerator, bottom, status, others["is_suppressed"] = None, None, "", True
            yield IndicatorValue(one, region, time, dimension, numerator, bottom, status, state.day, **others)

    def _special(self, one: Indicator, region: str, level: Level, dimension: str, tops: list[Value]) -> list[Value]:
        """The upper sides of percentiles, and of what is known only where it was reported."""
        if one.percentile:
            keys = [keys_in_cube(MEASURES[one.numerator], time, self.state.day)[0] for time in self.times]
            return [percentile(self.cells, one, region, key, self.state.window(one)) for key in keys]
        reported, owed = (self._measure(key, region, level, dimension) for key in one.reports)
        return [
            top if due[0] == 0 or count[0] else NO_VALUE for top, count, due in zip(tops, reported, owed, strict=True)
        ]

    def _measure(self, key: str, region: str, level: Level, dimension: str) -> list[Value]:
        """A measure of one place, period by period: where it is counted, no cell means zero."""
        if not key:
            return [NO_VALUE] * len(self.times)
        if MEASURES[key].sum_of is None:
            return self._cells_of(key, region, level, "" if key in UNDIMENSIONED_MEASURES else dimension)
        parts = summands(key, dimension)
        values = [self._cells_of(one.measure, region, level, one.dimension) for one in parts]
        signs = [one.sign for one in parts]
        return [add_up(signs, of_parts) for of_parts in zip(*values, strict=True)]

    def _cells_of(self, key: str, region: str, level: Level, dimension: str) -> list[Value]:
        """What the cells of a measure in a category say, period by period."""
        by_period = self.cells.get((key, region, dimension), {})
        zeros = self._is_reported(key, level)
        return [
            (by_period.get(keys[0]) if len(keys) == 1 else sum_of_cells(by_period, keys))
            or (ZERO if zeros and is_counted else NO_VALUE)
            for keys, is_counted in self._plan(key)
        ]

    def _plan(self, key: str) -> list[tuple[list[str], bool]]:
        """Of each period the keys that a measure is read from, and whether no cell means zero.

        Not so for published values, nor where there is no history.
        """
        if key not in self._plans:
            measure, state = MEASURES[key], self.state
            self._plans[key] = [
                (
                    keys_in_cube(measure, time, state.day),
                    measure.rolls_up and state.holds(time) and (state.is_open(time) or not measure.current_only),
                )
                for time in self.times
            ]
        return self._plans[key]

    def _is_reported(self, key: str, level: Level) -> bool:
        if (key, level) not in self._reported:
            self._reported[key, level] = is_reported_at(MEASURES[key], level)
        return self._reported[key, level]

    def _locks_of(self, one: Indicator, region: str, level: Level, dimension: str) -> list[PeriodLock]:
        """Of each period the lock; the same for all places of a level, and for all that is read from the same cells."""
        key = one.key, level, cells_behind(one.key, dimension)
        if key not in self._locks:
            over = [self.state.lock_over(one, time) for time in self.times]
            held = [self.state.lock_of(one, time, region, dimension) for time in self.times]
            self._locks[key] = [(lock, lock is not wide) for lock, wide in zip(held, over, strict=True)]
        return self._locks[key]


def add_up(signs: list[int], of_parts: tuple[Value, ...]) -> Value:
    """What some values come to, each with its sign; none where one is unknown."""
    numbers = [number for number, _status in of_parts if number is not None]
    if len(numbers) < len(signs):
        return NO_VALUE
    total = sum(sign * number for sign, number in zip(signs, numbers, strict=True))
    return total, least_reliable([status for _number, status in of_parts])
