"""Counting few rows one by one: for the household of a correction arrays take a hundred times longer than this.

It says what `aggregation` says of the same rows, in its order and with its ties: everything is counted by that at
night, a correction moves by this, and tests compare the two after any edits.
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
Cell = tuple[str, str, str, str, int, str]  # as in `aggregation`


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
        for region, period, label, weight in tally(lines, list(of_subject)):
            moved[region, period, label] += weight
    return ((measure.key, *key, value, "") for key, value in moved.items() if value)


Tallied = Iterator[tuple[str, str, str, int]]  # region, period, label, by how much


def _stock(lines: SourceRows, rows: list[SourceRow]) -> Tallied:
    """The row that speaks for a subject at the end of each period."""
    for period, _, last_month in lines.periods:
        if in_force := [line for line in rows if line.begins <= last_month < line.ends]:
            for _, _, region, label in lines.slots(in_force[0]):
                if label is not None:
                    yield region, period, label, in_force[0].weight
            for region, label in lines.labels_at(in_force[0], last_month, len(in_force)):
                yield region, period, label, in_force[0].weight


def _flow(lines: SourceRows, rows: list[SourceRow]) -> Tallied:
    """Rows that begin in each period; a subject once, ranked ones in their best row, whatever its value."""
    counted: set[Any] = set()
    is_ranked, is_counted_once = lines.measure.rank is not None, lines.measure.subject is not None
    for line in rows:
        for period in (
            key for key, month_before, last_month in lines.periods if month_before < line.begins <= last_month
        ):
            for dimension, level, region, label in lines.slots(line):
                if not lines.counts(period, level):
                    continue
                once = (dimension, region, period) if is_ranked else (region, period, label)
                if once in counted:
                    continue
                if is_counted_once:
                    counted.add(once)
                if label is not None:
                    yield region, period, label, line.weight


def _cumulative(lines: SourceRows, rows: list[SourceRow]) -> Tallied:
    """Rows that begin by the end of each period; a subject from its first one on."""
    counted: set[Any] = set()
    for line in rows:
        for _, _, region, label in lines.slots(line):
            if label is not None and (region, label) not in counted:
                if lines.measure.subject is not None:
                    counted.add((region, label))
                for period in (key for key, _, last_month in lines.periods if line.begins <= last_month):
                    yield region, period, label, line.weight


def _changed(lines: SourceRows, rows: list[SourceRow]) -> Tallied:
    """The row that speaks for a subject on one side of a period, wherever the other side's does not say the same."""
    for period, month_before, last_month in lines.periods:
        row_before, row_after = _continued(rows, _first(rows, month_before), last_month), _first(rows, last_month)
        if lines.measure.timing is Timing.LEFT:
            row_before, row_after = row_after, row_before
        if row_after is None or row_after is row_before:
            continue
        for _, level, region, label in lines.slots(row_after):
            if (label is not None and lines.counts(period, level)) and (
                row_before is None or lines.label_at(row_before, level) != lines.label_at(row_after, level)
            ):
                yield region, period, label, row_after.weight
        if row_before is None:
            continue
        for level, region, label in lines.pairs(row_before, row_after):
            if lines.counts(period, level) and lines.label_at(row_before, level) != lines.label_at(row_after, level):
                yield region, period, label, row_after.weight


def _first(rows: Iterable[SourceRow], month: int) -> SourceRow | None:
    return next((line for line in rows if line.begins <= month < line.ends), None)


def _continued(rows: list[SourceRow], row: SourceRow | None, last_month: int) -> SourceRow | None:
    """The row in which one went on by the end of a month, where divisions changed; else the same."""
    while row is not None:
        day = row.end_day
        following = [one for one in rows if one.continues and one.first_day == day and one.begins <= last_month]
        if not following:
            break
        row = following[0]
    return row


TALLIES = {
    Timing.STOCK: _stock,
    Timing.FLOW: _flow,
    Timing.CUMULATIVE: _cumulative,
    Timing.CAME: _changed,
    Timing.LEFT: _changed,
}
