"""Counting few rows one by one: for the household of a correction arrays take a hundred times longer than this.

It says what `counting` says of the same rows, in its order and with its ties: everything is counted by that at night,
a correction moves by this, and tests compare the two after any edits.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from .calendar import Calendar
from .measure import Measure, Timing
from .source_columns import SourceColumns
from .source_rows import LevelsByDimension, SourceRow, SourceRows

MAX_ROWS = 100
"""Rows up to which this is the quicker way."""
Cell = tuple[str, str, str, str, int, str]  # as in `counting`


def is_for_few(measure: Measure, rows: SourceColumns) -> bool:
    """Whether to count so; never what belongs to its own region, nor first rows by rank, which nothing asks for."""
    is_first_by_rank = measure.rank is not None and measure.timing is Timing.CUMULATIVE
    return rows.count <= MAX_ROWS and measure.rolls_up and not is_first_by_rank


def aggregate_few(
    measure: Measure, rows: SourceColumns, calendar: Calendar, levels: LevelsByDimension
) -> Iterator[Cell]:
    """The cells of some rows that are not zero."""
    moved: dict[tuple[str, str, str], int] = defaultdict(int)
    lines = SourceRows(measure, rows, calendar, levels)
    tally = TALLIES[measure.timing]
    for _, of_subject in groupby(lines, key=lambda line: line.subject):
        for place, period, label, weight in tally(lines, list(of_subject)):
            moved[place, period, label] += weight
    return ((measure.key, *key, value, "") for key, value in moved.items() if value)


Tallied = Iterator[tuple[str, str, str, int]]  # region, period, label, by how much


def _stock(lines: SourceRows, rows: list[SourceRow]) -> Tallied:
    """The row that speaks for a subject at the end of each period."""
    for period, _, last in lines.periods:
        if standing := [line for line in rows if line.begins <= last < line.ends]:
            for _, _, place, label in lines.slots(standing[0]):
                if label is not None:
                    yield place, period, label, standing[0].weight
            for place, label in lines.labels_at(standing[0], last, len(standing)):
                yield place, period, label, standing[0].weight


def _flow(lines: SourceRows, rows: list[SourceRow]) -> Tallied:
    """Rows that begin in each period; a subject once, ranked ones in their best row, whatever its value."""
    seen: set[Any] = set()
    is_ranked, is_counted_once = lines.measure.rank is not None, lines.measure.subject is not None
    for line in rows:
        for period in (key for key, before, last in lines.periods if before < line.begins <= last):
            for dimension, _, place, label in lines.slots(line):
                once = (dimension, place, period) if is_ranked else (place, period, label)
                if once in seen:
                    continue
                if is_counted_once:
                    seen.add(once)
                if label is not None:
                    yield place, period, label, line.weight


def _cumulative(lines: SourceRows, rows: list[SourceRow]) -> Tallied:
    """Rows that begin by the end of each period; a subject from its first one on."""
    seen: set[Any] = set()
    for line in rows:
        for _, _, place, label in lines.slots(line):
            if label is not None and (place, label) not in seen:
                if lines.measure.subject is not None:
                    seen.add((place, label))
                for period in (key for key, _, last in lines.periods if line.begins <= last):
                    yield place, period, label, line.weight


def _changed(lines: SourceRows, rows: list[SourceRow]) -> Tallied:
    """The row that speaks for a subject on one side of a period, wherever the other side's does not say the same."""
    for period, before, last in lines.periods:
        then, now = _first(rows, before), _first(rows, last)
        if lines.measure.timing is Timing.LEFT:
            then, now = now, then
        if now is None or now is then:
            continue
        for _, level, place, label in lines.slots(now):
            if label is not None and (then is None or lines.label_at(then, level) != lines.label_at(now, level)):
                yield place, period, label, now.weight


def _first(rows: Iterable[SourceRow], month: int) -> SourceRow | None:
    return next((line for line in rows if line.begins <= month < line.ends), None)


TALLIES = {
    Timing.STOCK: _stock,
    Timing.FLOW: _flow,
    Timing.CUMULATIVE: _cumulative,
    Timing.CAME: _changed,
    Timing.LEFT: _changed,
}
