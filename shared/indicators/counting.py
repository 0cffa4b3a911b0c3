"""The engine: rows in, cells out. Cost is one read of the rows plus arithmetic on regions × periods."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

import numpy as np
from sqlalchemy.orm import Session

from shared.models import Level
from shared.models.choice import DataStatus
from shared.models.region import ancestor, level_of

from .calendar import Calendar
from .columns import Counted
from .measure import GroupSize, Measure, Timing
from .rows import Labels, Rows

Cell = tuple[str, str, str, str, int, str]  # measure, region, period, dimension, value, status
Plan = Callable[[Measure, str], list[Level]]
STATUSES = ["", *(s.value for s in DataStatus if not s.needs_mark), *(s.value for s in DataStatus if s.needs_mark)]


def count(
    session: Session, measures: Iterable[Measure], calendar: Calendar, plan: Plan, prefix: str = ""
) -> Iterator[Cell]:
    """Cells of all measures inside the subtree `prefix`; zero cells are left out.

    `plan` says at which levels the total (dimension "") and each split of a measure are wanted.
    """
    for _, group in groupby(sorted(measures, key=lambda m: m.source.key), key=lambda m: m.source.key):
        together = list(group)
        rows = Rows(session, together, prefix, calendar.as_of)
        for measure in together:
            counted = Counted(measure, rows, calendar)
            wanted = {d: levels for d in ("", *measure.dimensions) if (levels := plan(measure, d))}
            if len(counted) and wanted:
                yield from _cells_of(counted, calendar, wanted)


def _cells_of(counted: Counted, calendar: Calendar, wanted: dict[str, list[Level]]) -> Iterator[Cell]:
    measure = counted.measure
    if not measure.rolls_up:
        yield from _own_region(counted, calendar, wanted[""])
    elif measure.timing is Timing.STOCK:
        yield from _stock(counted, calendar, wanted)
    else:
        for dimension, levels in wanted.items():
            if measure.subject is None:
                yield from _started(counted, calendar, dimension, levels)
            else:
                for level in levels:
                    yield from _distinct(counted, calendar, dimension, level)


def _own_region(counted: Counted, calendar: Calendar, levels: list[Level]) -> Iterator[Cell]:
    """Values that belong to one region each, with how sure they are."""
    names, places = counted.regions()
    labels, sure = counted.statuses()
    status = np.zeros(len(names), dtype=int)
    np.maximum.at(status, places, np.array([STATUSES.index(label) for label in labels])[sure])
    weakest = {name: STATUSES[number] for name, number in zip(names, status.tolist(), strict=True)}
    grid = np.zeros((len(names), len(calendar.months), 1), dtype=np.int64)
    for month in range(len(calendar.months)):
        rows = counted.in_force(month)
        grid[:, month] = tally(places[rows], np.zeros(len(rows), dtype=int), grid[:, 0].shape, _of(counted, rows))
    for cell in _cells(counted.measure, calendar, names, "", [""], calendar.with_years(grid, summed=False)):
        if level_of(cell[1]) in levels:
            yield (*cell[:5], weakest[cell[1]])


def _stock(counted: Counted, calendar: Calendar, wanted: dict[str, list[Level]]) -> Iterator[Cell]:
    """What is in force at the end of each month, every subject once, in its ranking row."""
    finest = {d: counted.places(max(levels, key=list(Level).index)) for d, levels in wanted.items()}
    grids = {
        d: np.zeros((len(finest[d][0]), len(calendar.months), len(counted.values(d))), dtype=np.int64) for d in wanted
    }
    months = range(len(calendar.months))
    for month in months[-1:] if counted.measure.current_only else months:
        everyone = counted.in_force(month)
        rows = everyone[counted.firsts(everyone)]
        for dimension, grid in grids.items():
            is_size = isinstance(counted.measure.dimensions.get(dimension), GroupSize)
            codes = counted.group_sizes(everyone) if is_size else counted.codes(dimension, rows, month)
            grid[:, month] = tally(finest[dimension][1][rows], codes, grid[:, 0].shape, _of(counted, rows))
    for dimension, levels in wanted.items():
        grid = calendar.with_years(grids[dimension], summed=False)
        yield from _rolled_up(counted, calendar, dimension, levels, finest[dimension][0], grid)


def _started(counted: Counted, calendar: Calendar, dimension: str, levels: list[Level]) -> Iterator[Cell]:
    """Rows or amounts that began in each month, or by its end."""
    cumulative = counted.measure.timing is Timing.CUMULATIVE
    rows = np.arange(len(counted)) if cumulative else counted.started()
    names, places = counted.places(max(levels, key=list(Level).index))
    values = counted.values(dimension)
    codes = counted.codes(dimension, rows)
    months = np.maximum(counted.months[rows], 0)
    shape = (len(names), len(calendar.months), len(values))
    slots = np.where(codes < 0, -1, months * len(values) + codes)
    grid = tally(places[rows], slots, (shape[0], shape[1] * shape[2]), _of(counted, rows)).reshape(shape)
    grid = calendar.with_years(grid.cumsum(axis=1) if cumulative else grid, summed=not cumulative)
    yield from _rolled_up(counted, calendar, dimension, levels, names, grid)


def _rolled_up(
    counted: Counted, calendar: Calendar, dimension: str, levels: list[Level], names: list[str], grid: np.ndarray
) -> Iterator[Cell]:
    """Sums of a grid at each level: right only where a subject counts in one region."""
    for level in levels:
        above = Labels(ancestor(name, level) for name in names)
        rolled = np.zeros((len(above.names), *grid.shape[1:]), dtype=np.int64)
        np.add.at(rolled, above.codes, grid)
        yield from _cells(counted.measure, calendar, above.names, dimension, counted.values(dimension), rolled)


def _distinct(counted: Counted, calendar: Calendar, dimension: str, level: Level) -> Iterator[Cell]:
    """Distinct subjects that began in each month and year, or by the end of it, at one level."""
    cumulative = counted.measure.timing is Timing.CUMULATIVE
    rows = np.arange(len(counted)) if cumulative else counted.started()
    names, places = counted.places(level)
    values = counted.values(dimension)
    codes = counted.codes(dimension, rows)
    known = (codes >= 0) & (places[rows] >= 0)
    rows, codes = rows[known], codes[known]
    cells, size = places[rows] * len(values) + codes, (len(names), len(values))
    subjects, months = counted.subjects[rows], np.maximum(counted.months[rows], 0)
    if cumulative:
        first = _earliest(cells, subjects, months)
        grid = seen(cells[first], subjects[first], months[first], size, len(calendar.months)).cumsum(axis=1)
        grid = calendar.with_years(grid, summed=False)
    else:
        by_month = seen(cells, subjects, months, size, len(calendar.months))
        by_year = seen(cells, subjects, calendar.year_of[months], size, len(calendar.years))
        grid = np.concatenate([by_month, by_year], axis=1)
    yield from _cells(counted.measure, calendar, names, dimension, values, grid)


def _of(counted: Counted, rows: np.ndarray) -> np.ndarray | None:
    return None if counted.weights is None else counted.weights[rows]


def tally(places: np.ndarray, codes: np.ndarray, shape: tuple[int, int], weights: np.ndarray | None) -> np.ndarray:
    """Number (or weight) of rows by place and code; rows without either are left out. Exact: below 2⁵³."""
    known = (places >= 0) & (codes >= 0)
    slots = places[known].astype(np.int64) * shape[1] + codes[known]
    found = np.bincount(slots, None if weights is None else weights[known], minlength=shape[0] * shape[1])
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
    measure: Measure, calendar: Calendar, names: list[str], dimension: str, values: list[str], grid: np.ndarray
) -> Iterator[Cell]:
    keys = calendar.keys
    labels = [f"{dimension}={value}" if dimension else "" for value in values]
    nonzero = np.nonzero(grid)
    for place, period, value, number in zip(*(axis.tolist() for axis in nonzero), grid[nonzero].tolist(), strict=True):
        yield measure.key, names[place], keys[period], labels[value], number, ""
