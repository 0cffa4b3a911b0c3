"""The engine: rows in, cells out. Cost is one read of the rows plus arithmetic on regions × periods."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

import numpy as np
from sqlalchemy.orm import Session

from shared.models import Level
from shared.models.region import level_of

from .calendar import Calendar
from .columns import Counted
from .measure import Expression, GroupSize, Measure, Timing
from .rows import Rows, above

Cell = tuple[str, str, str, str, int, str]  # measure, region, period, dimension, value, status
Plan = Callable[[Measure, str], list[Level]]


def count(
    session: Session,
    measures: Iterable[Measure],
    calendar: Calendar,
    plan: Plan,
    prefix: str = "",
    only: Expression | None = None,
) -> Iterator[Cell]:
    """Cells of all measures inside the subtree `prefix`; zero cells are left out.

    `plan` says at which levels the total (dimension "") and each split of a measure are wanted; `only` is a
    condition on the rows of their source.
    """
    for _, group in groupby(sorted(measures, key=lambda m: m.source.key), key=lambda m: m.source.key):
        together = list(group)
        rows = Rows(session, together, prefix, calendar.as_of, only)
        for measure in together:
            counted = Counted(measure, rows, calendar)
            wanted = {d: levels for d in ("", *measure.dimensions) if (levels := plan(measure, d))}
            if len(counted) and wanted:
                yield from _cells_of(counted, calendar, wanted)


def _cells_of(counted: Counted, calendar: Calendar, wanted: dict[str, list[Level]]) -> Iterator[Cell]:
    if not counted.measure.rolls_up:
        yield from _own_region(counted, calendar, wanted[""])
    elif counted.measure.timing is Timing.STOCK:
        yield from _stock(counted, calendar, wanted)
    else:
        for dimension, levels in wanted.items():
            yield from _started(counted, calendar, dimension, levels)


def _own_region(counted: Counted, calendar: Calendar, levels: list[Level]) -> Iterator[Cell]:
    """Values that belong to one region each, with how sure they are; the one that began last is in force."""
    names, places = counted.places(Level.VILLAGE)
    labels, sure = counted.statuses()
    grid = np.zeros((len(names), len(calendar.months)), dtype=np.int64)
    status = np.full(grid.shape, -1)
    for month in range(len(calendar.months)):
        rows = counted.in_force(month)
        rows = rows[np.argsort(counted.starts[rows], kind="stable")]  # of several values for one place the last stays
        grid[places[rows], month] = 1 if counted.weights is None else counted.weights[rows]
        status[places[rows], month] = sure[rows]
    grid, status = (calendar.with_years(numbers, summed=False) for numbers in (grid, status))
    for place, period in zip(*(axis.tolist() for axis in np.nonzero(status >= 0)), strict=True):
        if level_of(names[place]) in levels:
            cell = (counted.measure.key, names[place], calendar.keys[period], "")
            yield (*cell, int(grid[place, period]), labels[status[place, period]])


def _stock(counted: Counted, calendar: Calendar, wanted: dict[str, list[Level]]) -> Iterator[Cell]:
    """What is in force at the end of each month, every subject once, in its ranking row."""
    finest = {d: counted.places(max(levels, key=list(Level).index)) for d, levels in wanted.items()}
    grids = {
        d: np.zeros((len(finest[d][0]), len(calendar.months), len(counted.values(d))), dtype=np.int64) for d in wanted
    }
    months = range(len(calendar.months))
    for month in months[-1:] if counted.measure.current_only else months:
        everyone = counted.in_force(month)
        rows = everyone if counted.measure.subject is None else everyone[counted.firsts(everyone)]
        for dimension, grid in grids.items():
            is_size = isinstance(counted.measure.dimensions.get(dimension), GroupSize)
            codes = counted.group_sizes(everyone) if is_size else counted.codes(dimension, rows, month)
            grid[:, month] = tally(finest[dimension][1][rows], codes, grid[:, 0].shape, _of(counted, rows))
    for dimension, levels in wanted.items():
        grid = calendar.with_years(grids[dimension], summed=False)
        for level in levels:
            names, rolled = _rolled_up(finest[dimension][0], grid, level)
            yield from _cells(counted, calendar, level, names, dimension, rolled)


def _started(counted: Counted, calendar: Calendar, dimension: str, levels: list[Level]) -> Iterator[Cell]:
    """What began in each period, or by its end: rows, amounts, or distinct subjects.

    Subjects with one row need no comparing: they sum up like rows. Only the others are counted at each level.
    """
    rows = np.arange(len(counted)) if _is_cumulative(counted) else counted.started()
    codes = counted.codes(dimension, rows)
    rows, codes = rows[codes >= 0], codes[codes >= 0]
    plain = np.ones(len(rows), dtype=bool) if counted.measure.subject is None else counted.once(rows)
    finest, places = counted.places(max(levels, key=list(Level).index))
    grid = _by_month(counted, calendar, dimension, rows[plain], codes[plain], places, len(finest))
    grid = calendar.with_years(grid, summed=not _is_cumulative(counted))
    for level in levels:
        names, rolled = _rolled_up(finest, grid, level)
        if not plain.all():
            places = counted.places(level)[1]
            rolled = rolled + _distinct(counted, calendar, dimension, rows[~plain], codes[~plain], places, len(names))
        yield from _cells(counted, calendar, level, names, dimension, rolled)


def _is_cumulative(counted: Counted) -> bool:
    return counted.measure.timing is Timing.CUMULATIVE


def _by_month(
    counted: Counted,
    calendar: Calendar,
    dimension: str,
    rows: np.ndarray,
    codes: np.ndarray,
    places: np.ndarray,
    height: int,
) -> np.ndarray:
    """Rows or amounts by place, month and value; all since the beginning if the measure is cumulative."""
    shape = (height, len(calendar.months), len(counted.values(dimension)))
    slots = np.maximum(counted.months[rows], 0) * shape[2] + codes
    grid = tally(places[rows], slots, (shape[0], shape[1] * shape[2]), _of(counted, rows)).reshape(shape)
    return grid.cumsum(axis=1) if _is_cumulative(counted) else grid


def _rolled_up(names: list[str], grid: np.ndarray, level: Level) -> tuple[list[str], np.ndarray]:
    """Sums of a grid at a level. Names are in order, so the parts of one region stand together."""
    parents, codes = above(names, np.arange(len(names)), level)
    starts = np.flatnonzero(np.diff(codes, prepend=-1))
    return parents, np.add.reduceat(grid, starts, axis=0)


def _distinct(
    counted: Counted,
    calendar: Calendar,
    dimension: str,
    rows: np.ndarray,
    codes: np.ndarray,
    places: np.ndarray,
    height: int,
) -> np.ndarray:
    """Distinct subjects that began in each month and year, or by the end of it, at one level."""
    size = (height, len(counted.values(dimension)))
    cells, subjects = places[rows] * size[1] + codes, counted.subjects[rows]
    months = np.maximum(counted.months[rows], 0)
    if _is_cumulative(counted):
        first = _earliest(cells, subjects, months)
        grid = seen(cells[first], subjects[first], months[first], size, len(calendar.months)).cumsum(axis=1)
        return calendar.with_years(grid, summed=False)
    by_month = seen(cells, subjects, months, size, len(calendar.months))
    years = calendar.year_of[months]
    whole = years >= 0
    by_year = seen(cells[whole], subjects[whole], years[whole], size, len(calendar.years))
    return np.concatenate([by_month, by_year], axis=1)


def _of(counted: Counted, rows: np.ndarray) -> np.ndarray | None:
    return None if counted.weights is None else counted.weights[rows]


def tally(places: np.ndarray, codes: np.ndarray, shape: tuple[int, int], weights: np.ndarray | None) -> np.ndarray:
    """Number (or weight) of rows by place and code; rows without either are left out. Exact: below 2⁵³."""
    known = (places >= 0) & (codes >= 0)
    if not known.all():
        places, codes, weights = places[known], codes[known], None if weights is None else weights[known]
    found = np.bincount(places.astype(np.int64) * shape[1] + codes, weights, minlength=shape[0] * shape[1])
    return found.astype(np.int64).reshape(shape)


def seen(
    cells: np.ndarray, subjects: np.ndarray, periods: np.ndarray, size: tuple[int, int], length: int
) -> np.ndarray:
    """Distinct subjects by place, period and value."""
    span = int(subjects.max(initial=0)) + 1
    slots = np.unique((cells.astype(np.int64) * length + periods) * span + subjects) // span
    counts = np.bincount(slots, minlength=size[0] * size[1] * length)
    return counts.reshape(size[0], size[1], length).swapaxes(1, 2)


def _earliest(cells: np.ndarray, subjects: np.ndarray, months: np.ndarray) -> np.ndarray:
    """Positions of each subject's earliest row in each cell."""
    order = np.lexsort((months, subjects, cells))
    first = np.ones(len(order), dtype=bool)
    first[1:] = np.diff(cells[order]).astype(bool) | np.diff(subjects[order]).astype(bool)
    return order[first]


def _cells(
    counted: Counted, calendar: Calendar, level: Level, names: list[str], dimension: str, grid: np.ndarray
) -> Iterator[Cell]:
    """The cells of a grid that are not zero, for the regions that stand at this level inside the counted subtree."""
    keys = calendar.keys
    labels = [f"{dimension}={value}" if dimension else "" for value in counted.values(dimension)]
    here = [level_of(name) is level and name.startswith(counted.prefix) for name in names]
    grid = np.where(np.array(here)[:, None, None], grid, 0)
    nonzero = np.nonzero(grid)
    for place, period, value, number in zip(*(axis.tolist() for axis in nonzero), grid[nonzero].tolist(), strict=True):
        yield counted.measure.key, names[place], keys[period], labels[value], number, ""
