"""Figures from cells, a column of places at a time: what is alike for all of them is looked up once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from shared.clock import Period
from shared.models import Level
from shared.models.region import level_of

from .catalogue import MEASURES, UNDIMENSIONED_MEASURES, cells_behind, summands
from .cell_columns import Cells, Numbers, Statuses, weakest
from .cube_reader import is_reported_at
from .cube_snapshot import CubeSnapshot
from .hidden_cells import HiddenCells
from .indicator import Indicator
from .indicator_value import MIN_DENOMINATOR, IndicatorValue
from .keys_in_cube import keys_in_cube
from .locked_months import MonthLock
from .measure import Measure
from .percentiles import add_up_to, percentiles
from .value_context import About

Side = tuple[Numbers, Statuses]
PeriodLock = tuple[MonthLock | None, bool]  # that holds a figure; whether there is one that does not
NO_STATUSES: Statuses = {}


@dataclass(frozen=True)
class ValueColumn:
    """One figure of one period and category in several places. `hidden`: where the reader is shown neither side."""

    indicator: Indicator
    period: Period
    dimension: str
    numerators: Numbers
    denominators: Numbers
    statuses: Statuses
    hidden: Collection[str]
    applies_at: dict[Level, bool]
    columns: ValueColumns

    @property
    def codes(self) -> Sequence[str]:
        """The places."""
        return self.columns.codes

    @cached_property
    def _locks(self) -> dict[Level, PeriodLock]:
        return self.columns.locks(self.indicator, self.period, self.dimension)

    def value(self, place: int) -> IndicatorValue:
        """The figure of one of the places."""
        one, state, about = self.indicator, self.columns.state, self.columns.about
        code, level = self.columns.codes[place], self.columns.levels[place]
        numerator, denominator = self.numerators[place], self.denominators[place]
        applies, (lock, is_left_out), is_hidden = self.applies_at[level], self._locks[level], code in self.hidden
        others: dict[str, Any] = {"applies": applies, "law": state.law, "is_left_out": is_left_out}
        others["is_locked"] = lock is not None
        if about:
            last_day = min(self.period.end, state.day)
            others |= about.attributes(one, code, self.period, self.dimension, last_day, lock)
            if applies and not is_hidden and (numerator is None or (one.needs_base and denominator is None)):
                others["is_loaded"] = about.is_loaded(one)
        status = "" if is_hidden else self.statuses.get(code, "")
        sides = numerator, denominator, status
        return IndicatorValue(
            one, code, self.period, self.dimension, *sides, state.day, is_suppressed=is_hidden, **others
        )

    @property
    def rankable(self) -> list[float | None]:
        """In proportion to the values what the places may be ranked by; None for a blank and for what rests on few."""
        one, levels = self.indicator, self.columns.levels
        if one.is_monthly and not self.period.is_month:
            return [None] * len(levels)
        numbers: list[float | None] = list(self.numerators)
        if one.needs_base:
            sides = zip(self.numerators, self.denominators, strict=True)
            numbers = [
                None if top is None or not bottom or bottom < MIN_DENOMINATOR else top / bottom if one.is_ratio else top
                for top, bottom in sides
            ]
        if all(self.applies_at.values()):
            return numbers
        return [number if self.applies_at[level] else None for number, level in zip(numbers, levels, strict=True)]


class ValueColumns:
    """The figures of some places and periods, from cells that were read."""

    def __init__(
        self,
        cells: Cells,
        codes: Sequence[str],
        times: Sequence[Period],
        state: CubeSnapshot,
        about: About | None = None,
        hidden: HiddenCells | None = None,
    ) -> None:
        """`about`: what else is known of the places; `hidden`: which of their figures the reader is not shown."""
        self.codes, self.state, self.about = codes, state, about
        self.levels = [level_of(code) for code in codes]
        self._cells, self._times, self._hidden = cells, times, hidden
        self._nothing: Numbers = [None] * len(codes)
        self._sums: dict[tuple[str, str, int], np.ndarray] = {}
        self._zeros_to: dict[Level | None, Numbers] = {}
        self._plans: dict[str, list[tuple[list[str], Numbers]]] = {}
        self._samples = dict(zip(self.levels, codes, strict=True))  # a place of each level
        self._locks: dict[tuple[str, Period, frozenset[tuple[str, str]]], dict[Level, PeriodLock]] = {}

    def read(self, one: Indicator, dimension: str) -> Iterator[ValueColumn]:
        """An indicator in a category, period by period."""
        tops, lesses, bottoms = (self._measure(key, dimension) for key in (one.numerator, one.minus, one.denominator))
        if one.percentile or one.reports:
            tops = self._special(one, dimension, tops)
        applies_at = self._applies_at(one, dimension)
        for n, time in enumerate(self._times):
            (numerators, weak), (lesses_then, weaker), (denominators, base) = tops[n], lesses[n], bottoms[n]
            if one.minus:
                numerators = subtract(numerators, lesses_then)
            statuses = weakest(filter(None, (weak, weaker, base)))
            hidden = self._hidden.find(one, time, dimension) if self._hidden else ()
            if hidden and self._hidden:
                self._hidden.note_that_it_hides()
                shown = [code not in hidden for code in self.codes]
                numerators, denominators = only_where(shown, numerators), only_where(shown, denominators)
            sides = numerators, denominators, statuses
            yield ValueColumn(one, time, dimension, *sides, hidden, applies_at, self)

    def _special(self, one: Indicator, dimension: str, tops: list[Side]) -> list[Side]:
        """The upper sides of percentiles, and of what is known only where it was reported."""
        if one.percentile:
            keys = [keys_in_cube(MEASURES[one.numerator], time, self.state.day)[0] for time in self._times]
            return [(percentiles(self._up_to(one, key), one.percentile), NO_STATUSES) for key in keys]
        reported, owed = (self._measure(key, dimension) for key in one.reports)
        return [
            (only_where([due == 0 or bool(count) for due, count in zip(dues, counts, strict=True)], numbers), statuses)
            for (numbers, statuses), (counts, _), (dues, _) in zip(tops, reported, owed, strict=True)
        ]

    def _up_to(self, one: Indicator, key: str) -> np.ndarray:
        """What percentiles of one measure are read from."""
        window = self.state.window(one)
        if (one.numerator, key, window) not in self._sums:
            self._sums[one.numerator, key, window] = add_up_to(self._cells, one.numerator, self.codes, key, window)
        return self._sums[one.numerator, key, window]

    def _measure(self, key: str, dimension: str) -> list[Side]:
        """A measure of all places, period by period: where it is counted, no cell means zero."""
        if not key:
            return [(self._nothing, NO_STATUSES)] * len(self._times)
        if MEASURES[key].sum_of is None:
            return self._cells_of(key, "" if key in UNDIMENSIONED_MEASURES else dimension)
        parts = summands(key, dimension)
        sides = [self._cells_of(one.measure, one.dimension) for one in parts]
        return [add_up([one.sign for one in parts], of_parts) for of_parts in zip(*sides, strict=True)]

    def _cells_of(self, key: str, dimension: str) -> list[Side]:
        """What the cells of a measure in a category say, period by period."""
        columns = [([(key, dimension, time) for time in keys], missing) for keys, missing in self._plan(key)]
        return [
            (self._cells.numbers(keys, self.codes, missing), self._cells.least_reliable(keys))
            for keys, missing in columns
        ]

    def _plan(self, key: str) -> list[tuple[list[str], Numbers]]:
        """Of each period the keys that a measure is read from, and what no cell means: zero where it is counted.

        Not so for published values, nor where there is no history.
        """
        if key not in self._plans:
            measure, state = MEASURES[key], self.state
            self._plans[key] = [
                (
                    keys_in_cube(measure, time, state.day),
                    self._zeros(measure)
                    if measure.rolls_up and state.holds(time) and (state.is_open(time) or not measure.current_only)
                    else self._nothing,
                )
                for time in self._times
            ]
        return self._plans[key]

    def _zeros(self, measure: Measure) -> Numbers:
        """Zero where a measure is reported."""
        if measure.ends_at not in self._zeros_to:
            zeros = {level: 0 if is_reported_at(measure, level) else None for level in self._samples}
            self._zeros_to[measure.ends_at] = [zeros[level] for level in self.levels]
        return self._zeros_to[measure.ends_at]

    def _applies_at(self, one: Indicator, dimension: str) -> dict[Level, bool]:
        """At which levels there can be such a figure."""
        sides = [one.numerator, *([one.denominator] if one.is_ratio and one.denominator else [])]
        applies = self.about is None or self.about.applies(one, dimension)
        return {
            level: applies and all(is_reported_at(MEASURES[key], level) for key in sides) for level in self._samples
        }

    def locks(self, one: Indicator, time: Period, dimension: str) -> dict[Level, PeriodLock]:
        """The lock of a period by level; the same for all that is read from the same cells."""
        key = one.key, time, cells_behind(one.key, dimension)
        if key not in self._locks:
            found = {level: self.state.lock_of(one, time, code, dimension) for level, code in self._samples.items()}
            over = self.state.lock_over(one, time)
            self._locks[key] = {level: (lock, lock is not over) for level, lock in found.items()}
        return self._locks[key]


def only_where(conditions: Sequence[bool], numbers: Numbers) -> Numbers:
    """The numbers of places that meet a condition."""
    return [number if is_met else None for number, is_met in zip(numbers, conditions, strict=True)]


def subtract(numbers: Numbers, others: Numbers) -> Numbers:
    """The differences, place by place; what is not known takes nothing away."""
    return [number if number is None else number - (by or 0) for number, by in zip(numbers, others, strict=True)]


def add_up(signs: list[int], of_parts: Sequence[Side]) -> Side:
    """What some sides come to, each with its sign; none where one is unknown."""
    numbers = [
        None if None in of_place else sum(sign * number for sign, number in zip(signs, of_place, strict=True))
        for of_place in zip(*(numbers for numbers, _statuses in of_parts), strict=True)
    ]
    return numbers, weakest(statuses for _numbers, statuses in of_parts)
