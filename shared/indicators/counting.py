"""The engine: rows in, cells out. Cost is one read of the rows plus arithmetic on regions × periods."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, repeat

import numpy as np
from sqlalchemy.orm import Session

from shared.models import Level
from shared.models.region import level_of

from .calendar import Calendar
from .columns import Counted
from .measure import Expression, Measure, Timing
from .rows import Rows, above

Cell = tuple[str, str, str, str, int, str]  # measure, region, period, dimension, value, status
Part = tuple[str, Level, list[str], np.ndarray]  # dimension, level, names of places, numbers by place, period, value
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


def _cells_of(counted: Counted, calendar: Calendar, wanted: dict[str, list[Level]]) -> Iterable[Cell]:
    if not counted.measure.rolls_up:
        return _own_region(counted, calendar, wanted[""])
    count_parts = _stock if counted.measure.timing is Timing.STOCK else _started
    return _cells(counted, calendar, list(count_parts(counted, calendar, wanted)))


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
    grid, status = (calendar.with_years(numbers) for numbers in (grid, status))
    for place in [n for n, name in enumerate(names) if level_of(name) in levels]:
        for period in np.flatnonzero(status[place] >= 0).tolist():
            cell = (counted.measure.key, names[place], calendar.keys[period], "")
            yield (*cell, int(grid[place, period]), labels[status[place, period]])


def _stock(counted: Counted, calendar: Calendar, wanted: dict[str, list[Level]]) -> Iterator[Part]:
    """What is in force at the end of each month, every subject once, in its ranking row."""
    finest = {d: _finest(levels) for d, levels in wanted.items()}
    shapes = {d: _shape(counted, finest[d], len(calendar.months), d) for d in wanted}
    grids, every = {d: np.zeros(shapes[d], dtype=np.int64) for d in wanted}, np.arange(len(counted))
    lasting = {d: _slots(counted, finest[d], d, every, counted.codes(d, every)) for d in wanted if counted.lasts(d)}
    months = range(len(calendar.months))
    for month in months[-1:] if counted.measure.current_only else months:
        together = counted.in_force(month)
        rows = together if counted.measure.subject is None else together[counted.firsts(together)]
        for d, grid in grids.items():
            codes = None if d in lasting else counted.codes_at(month, d, rows, together)
            slots = lasting[d][rows] if codes is None else _slots(counted, finest[d], d, rows, codes)
            grid[:, month] = tally(slots, grid[:, 0].shape, _of(counted, rows))
    for d, levels in wanted.items():
        yield from _rolled_up(counted, d, levels, calendar.with_years(grids[d]))


def _started(counted: Counted, calendar: Calendar, wanted: dict[str, list[Level]]) -> Iterator[Part]:
    """What began in each period, or by its end: rows and amounts sum up, subjects are compared at each level."""
    began = _by_then if counted.measure.timing is Timing.CUMULATIVE else _in_period
    for dimension, levels in wanted.items():
        for alike in [levels] if counted.measure.subject is None else [[level] for level in levels]:
            grid = began(counted, calendar, _finest(alike), dimension)
            yield from _rolled_up(counted, dimension, alike, grid)


def _by_then(counted: Counted, calendar: Calendar, level: Level, dimension: str) -> np.ndarray:
    """All since the beginning, by place, period and value; a subject counts from its first row on."""
    rows = np.arange(len(counted))
    rows = rows[counted.new(rows, _slots(counted, level, dimension, rows, counted.codes(dimension, rows)))]
    months = np.maximum(counted.months[rows], 0)
    return calendar.with_years(_by_period(counted, level, dimension, rows, months, len(calendar.months)).cumsum(axis=1))


def _in_period(counted: Counted, calendar: Calendar, level: Level, dimension: str) -> np.ndarray:
    """What began in each month and in each whole year, by place, period and value."""
    rows = counted.started()
    years = calendar.year_of[counted.months[rows]]
    whole = years >= 0
    by_month = _by_period(counted, level, dimension, rows, counted.months[rows], len(calendar.months))
    by_year = _by_period(counted, level, dimension, rows[whole], years[whole], len(calendar.years))
    return np.concatenate([by_month, by_year], axis=1)


def _by_period(
    counted: Counted, level: Level, dimension: str, rows: np.ndarray, periods: np.ndarray, length: int
) -> np.ndarray:
    """Rows, amounts or distinct subjects by place, period and value."""
    slots = _slots(counted, level, dimension, rows, counted.codes(dimension, rows), periods, length)
    new = counted.new(rows, slots)
    return tally(slots[new], _shape(counted, level, length, dimension), _of(counted, rows[new]))


def _finest(levels: list[Level]) -> Level:
    return max(levels, key=list(Level).index)


def _shape(counted: Counted, level: Level, length: int, dimension: str) -> tuple[int, int, int]:
    return len(counted.places(level)[0]), length, len(counted.values(dimension))


def _slots(
    counted: Counted,
    level: Level,
    dimension: str,
    rows: np.ndarray,
    codes: np.ndarray,
    periods: np.ndarray | int = 0,
    length: int = 1,
) -> np.ndarray:
    """Where in a grid of places, periods and values each row counts; −1 without a value."""
    places = counted.places(level)[1][rows]
    return np.where(codes < 0, -1, (places * length + periods) * len(counted.values(dimension)) + codes)


def _of(counted: Counted, rows: np.ndarray) -> np.ndarray | None:
    return None if counted.weights is None else counted.weights[rows]


def tally(slots: np.ndarray, shape: tuple[int, ...], weights: np.ndarray | None) -> np.ndarray:
    """Number (or weight) of rows by slot; negative ones are left out. Exact: below 2⁵³."""
    known = slots >= 0
    if not known.all():
        slots, weights = slots[known], None if weights is None else weights[known]
    return np.bincount(slots, weights, minlength=math.prod(shape)).astype(np.int64).reshape(shape)


def _rolled_up(counted: Counted, dimension: str, levels: list[Level], grid: np.ndarray) -> Iterator[Part]:
    """Sums of a grid at each level, the finest first. Names are in order: the parts of one region stand together."""
    names = counted.places(_finest(levels))[0]
    for level in reversed(Level):
        if level in levels:
            names, codes = above(names, np.arange(len(names)), level)
            grid = np.add.reduceat(grid, np.flatnonzero(np.diff(codes, prepend=-1)), axis=0)
            yield dimension, level, names, grid


def _cells(counted: Counted, calendar: Calendar, parts: list[Part]) -> Iterable[Cell]:
    """The cells that are not zero, in the order of their keys: databases take them quicker so."""
    labels = {dimension: counted.labels(dimension) for dimension, *_ in parts}
    axes = (
        sorted({name for _, _, names, _ in parts for name in names}),
        sorted(calendar.keys),
        sorted(label for some in labels.values() for label in some),
    )
    board = np.zeros([len(axis) for axis in axes], dtype=np.int64)
    for dimension, level, names, grid in parts:
        here = [n for n, name in enumerate(names) if level_of(name) is level and name.startswith(counted.prefix)]
        keys = [names[n] for n in here], calendar.keys, labels[dimension]
        board[np.ix_(*map(np.searchsorted, axes, keys))] = grid[here]
    cells = np.nonzero(board)
    named = [np.array(axis, dtype=object)[found].tolist() for axis, found in zip(axes, cells, strict=True)]
    return zip(repeat(counted.measure.key), *named, board[cells].tolist(), repeat(""))
