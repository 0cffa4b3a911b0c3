"""The engine: rows in, cells out. Cost is one read of the rows plus arithmetic on regions × periods."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import numpy as np
from sqlalchemy.orm import Session

from shared.models import Level
from shared.models.choice import DataStatus
from shared.models.region import PREFIX_LENGTH

from .calendar import Calendar
from .columns import Counted, Labels
from .measure import Measure, Timing
from .rows import Rows

Cell = tuple[str, str, str, str, int, str]  # measure, region, period, dimension, value, status
STATUSES = [
    "",
    *(s.value for s in DataStatus if not s.needs_mark),
    *(s.value for s in DataStatus if s.needs_mark),
]


def count(
    session: Session, measures: Iterable[Measure], calendar: Calendar, levels: list[Level], prefix: str = ""
) -> Iterator[Cell]:
    """Cells of all measures at `levels` inside the subtree `prefix`; zero cells are left out."""
    for _, group in groupby(sorted(measures, key=lambda m: m.source.key), key=lambda m: m.source.key):
        together = list(group)
        rows = Rows(session, together, prefix, calendar.as_of)
        for measure in together:
            counted = Counted(measure, rows, calendar)
            if len(counted.regions):
                yield from _cells_of(measure, counted, calendar, levels)


def _cells_of(measure: Measure, counted: Counted, calendar: Calendar, levels: list[Level]) -> Iterator[Cell]:
    if not measure.rolls_up:
        yield from _own_region(measure, counted, calendar, levels)
    elif measure.is_additive:
        yield from _rolled_up(measure, counted, calendar, levels)
    else:
        for level in levels:
            yield from _distinct(measure, counted, calendar, level)


def _own_region(measure: Measure, counted: Counted, calendar: Calendar, levels: list[Level]) -> Iterator[Cell]:
    places = Labels(counted.regions)
    wanted = {code for code in places.names if _level(code) in levels}
    status = places.largest(np.array([STATUSES.index(s or "") for s in counted.statuses]))
    for dimension, values, grid in _grids(measure, counted, calendar, places):
        for cell in _cells(measure, calendar, places.names, dimension, values, grid):
            if cell[1] in wanted:
                yield (*cell[:5], STATUSES[status[places.names.index(cell[1])]])


def _level(code: str) -> Level:
    if len(code) > 6:
        return Level.TOWNSHIP if len(code) == 9 else Level.VILLAGE
    return Level.PROVINCE if code.endswith("0000") else Level.CITY if code.endswith("00") else Level.COUNTY


def _rolled_up(measure: Measure, counted: Counted, calendar: Calendar, levels: list[Level]) -> Iterator[Cell]:
    deepest = max(levels, key=list(Level).index)
    finest = Labels(_places(counted.regions, deepest))
    for dimension, values, grid in _grids(measure, counted, calendar, finest):
        for level in levels:
            parents = Labels(_places(np.array(finest.names, dtype="U12"), level))
            rolled = np.zeros((len(parents.names), *grid.shape[1:]), dtype=np.int64)
            np.add.at(rolled, parents.codes, grid)
            yield from _cells(measure, calendar, parents.names, dimension, values, rolled)


def _places(regions: np.ndarray, level: Level) -> np.ndarray:
    """The code of each row's region at a level."""
    length = PREFIX_LENGTH[level]
    short = regions.astype(f"U{length}")
    return np.char.ljust(short, 6, "0") if length < 6 else short


def _grids(
    measure: Measure, counted: Counted, calendar: Calendar, places: Labels
) -> Iterator[tuple[str, list[str], np.ndarray]]:
    """For the total and each dimension: its values, and numbers by place × period × value."""
    for dimension in ("", *measure.dimensions):
        values = counted.values(dimension)
        shape = (len(places.names), len(calendar.months), len(values))
        grid = np.zeros(shape, dtype=np.int64)
        if measure.timing is Timing.STOCK:
            for month in range(len(calendar.months)):
                if not measure.current_only or month == len(calendar.months) - 1:
                    rows = counted.in_force(month)
                    codes = counted.codes(dimension, rows, month)
                    known = codes >= 0
                    np.add.at(
                        grid[:, month],
                        (places.codes[rows][known], codes[known]),
                        counted.weights[rows][known],
                    )
        else:
            rows = counted.started(measure.timing is Timing.CUMULATIVE)
            codes = counted.codes(dimension, rows, None)
            rows, codes = rows[codes >= 0], codes[codes >= 0]
            np.add.at(grid, (places.codes[rows], counted.months[rows], codes), counted.weights[rows])
            if measure.timing is Timing.CUMULATIVE:
                grid = grid.cumsum(axis=1)
        yield dimension, values, calendar.with_years(grid, summed=measure.timing is Timing.FLOW)


def _distinct(measure: Measure, counted: Counted, calendar: Calendar, level: Level) -> Iterator[Cell]:
    places = Labels(_places(counted.regions, level))
    for dimension in ("", *measure.dimensions):
        values = counted.values(dimension)
        rows = counted.started(measure.timing is Timing.CUMULATIVE)
        codes = counted.codes(dimension, rows, None)
        rows, codes = rows[codes >= 0], codes[codes >= 0]
        cell = places.codes[rows] * len(values) + codes
        size = (len(places.names), len(values))
        months = counted.months[rows]
        if measure.timing is Timing.CUMULATIVE:
            grid = _first_seen(cell, counted.subjects[rows], months, size, len(calendar.months)).cumsum(axis=1)
            grid = calendar.with_years(grid, summed=False)
        else:
            by_month = _seen(cell, counted.subjects[rows], months, size, len(calendar.months))
            by_year = _seen(cell, counted.subjects[rows], calendar.year_of[months], size, len(calendar.years))
            grid = np.concatenate([by_month, by_year], axis=1)
        yield from _cells(measure, calendar, places.names, dimension, values, grid)


def _seen(cell: np.ndarray, subject: np.ndarray, period: np.ndarray, size: tuple[int, int], periods: int) -> np.ndarray:
    """Distinct subjects by cell and period."""
    keys = np.unique(np.stack([cell * periods + period, subject]), axis=1)[0]
    counts = np.bincount(keys, minlength=size[0] * size[1] * periods)
    return counts.reshape(size[0], size[1], periods).swapaxes(1, 2)


def _first_seen(
    cell: np.ndarray, subject: np.ndarray, period: np.ndarray, size: tuple[int, int], periods: int
) -> np.ndarray:
    """Distinct subjects by cell, in the period they first appear."""
    order = np.lexsort((period, subject, cell))
    cell, subject, period = cell[order], subject[order], period[order]
    first = np.ones(len(cell), dtype=bool)
    first[1:] = (cell[1:] != cell[:-1]) | (subject[1:] != subject[:-1])
    return _seen(cell[first], subject[first], period[first], size, periods)


def _cells(
    measure: Measure,
    calendar: Calendar,
    names: list[str],
    dimension: str,
    values: list[str],
    grid: np.ndarray,
) -> Iterator[Cell]:
    keys = calendar.keys
    labels = [f"{dimension}={value}" if dimension else "" for value in values]
    nonzero = np.nonzero(grid)
    for place, period, value, number in zip(*(axis.tolist() for axis in nonzero), grid[nonzero].tolist(), strict=True):
        yield measure.key, names[place], keys[period], labels[value], number, ""
