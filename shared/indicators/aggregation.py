"""The engine: rows in, cells out. Cost is one read of the rows plus arithmetic on regions × periods."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, repeat

import numpy as np
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from shared.models import Level
from shared.models.region import level_of

from .calendar import Calendar, PartialCalendar
from .measure import Measure, Pair, Timing
from .measure_columns import MeasureColumns
from .queries import RowFilter
from .small_aggregation import aggregate_few, is_for_few
from .source_columns import SourceColumns

Cell = tuple[str, str, str, str, int, str]  # measure, region, period, dimension, value, status
Part = tuple[str, Level, list[str], np.ndarray]  # dimension, level, names of places, numbers by place, period, value
Plan = Callable[[Measure, str], list[Level]]
NOWHERE = -2


def aggregate(
    session: Session,
    measures: Iterable[Measure],
    calendar: Calendar,
    plan: Plan,
    prefix: str = "",
    only: RowFilter | None = None,
    before: Connection | None = None,
) -> Iterator[Cell]:
    """Cells of all measures inside the subtree `prefix`; zero cells are left out.

    `plan` says at which levels the total (dimension "") and each dimension of a measure are wanted; `only` says
    which rows of their source. `before`: count by how much `session` says more than that one.
    """
    for _, group in groupby(sorted(measures, key=lambda m: m.source.key), key=lambda m: m.source.key):
        measures_of_source = list(group)
        rows = SourceColumns(session, measures_of_source, prefix, calendar, only, before)
        for measure in measures_of_source:
            planned = {d: levels for d in ("", *measure.dimensions) if (levels := plan(measure, d))}
            for one in (calendar, *(part for part in calendar.parts if counts_differently(measure, part))):
                if before is not None and is_for_few(measure, rows):
                    yield from aggregate_few(measure, rows, one, planned)
                elif len(counted := MeasureColumns(measure, rows, one)) and planned:
                    yield from _cells_of(counted, one, planned)


def counts_differently(measure: Measure, part: PartialCalendar) -> bool:
    """Whether a part counts otherwise than its whole: that goes on, or the measure looks at the as-of day."""
    return not measure.current_only and (
        measure.is_cut or any(period.end < period.full_period.end for period in part.periods)
    )


def _cells_of(counted: MeasureColumns, calendar: Calendar, planned: dict[str, list[Level]]) -> Iterable[Cell]:
    if not counted.measure.rolls_up:
        return _region_only_values(counted, calendar, planned[""])
    return _cells(counted, calendar, list(COUNTERS[counted.measure.timing](counted, calendar, planned)))


def _region_only_values(counted: MeasureColumns, calendar: Calendar, levels: list[Level]) -> Iterator[Cell]:
    """Values that belong to one region each, with how sure they are; the one that began last is in force."""
    names, region_numbers = counted.regions(Level.VILLAGE)
    labels, reliability = counted.statuses()
    grid = np.zeros((len(names), len(calendar.months)), dtype=np.int64)
    status = np.full(grid.shape, -1)
    for month in range(len(calendar.months)):
        rows = counted.in_force(month)
        rows = rows[np.argsort(counted.starts[rows], kind="stable")]  # of several values for one place the last stays
        grid[region_numbers[rows], month] = 1 if counted.weights is None else counted.weights[rows]
        status[region_numbers[rows], month] = reliability[rows]
    grid, status = (calendar.with_years(numbers) for numbers in (grid, status))
    for number in [n for n, name in enumerate(names) if level_of(name) in levels]:
        for period in [
            n for n in np.flatnonzero(status[number] >= 0).tolist() if calendar.keys[n] in calendar.stored_keys
        ]:
            cell = (counted.measure.key, names[number], calendar.stored_keys[calendar.keys[period]], "")
            yield (*cell, int(grid[number, period]), labels[status[number, period]])


def _aggregate_stock(counted: MeasureColumns, calendar: Calendar, planned: dict[str, list[Level]]) -> Iterator[Part]:
    """What is in force at the end of each month, every subject once, in its ranking row."""
    finest = {d: _finest(levels) for d, levels in planned.items()}
    shapes = {d: _shape(counted, finest[d], len(calendar.months), d) for d in planned}
    grids, all_rows = {d: np.zeros(shapes[d], dtype=np.int64) for d in planned}, np.arange(len(counted))
    lasting = {
        d: grid_index(counted, finest[d], d, all_rows, counted.codes(d, all_rows))
        for d in planned
        if counted.is_time_invariant(d)
    }
    last_only = counted.measure.current_only or isinstance(calendar, PartialCalendar)
    months = range(len(calendar.months))[-1 if last_only else 0 :]
    for month in months:
        new = (
            counted.ageing & grids.keys()
            if month > months[0] and month not in counted.months_with_changes
            else grids.keys()
        )
        for d in grids.keys() - new:
            grids[d][:, month] = grids[d][:, month - 1]
        if not new:
            continue
        rows_in_force = counted.in_force(month)
        rows = (
            rows_in_force
            if counted.measure.subject is None
            else rows_in_force[counted.first_row_per_subject(rows_in_force)]
        )
        for d in new:
            codes = None if d in lasting else counted.codes_at(month, d, rows, rows_in_force)
            slots = lasting[d][rows] if codes is None else grid_index(counted, finest[d], d, rows, codes)
            grids[d][:, month] = dense_grid(slots, grids[d][:, 0].shape, _of(counted, rows))
    for d, levels in planned.items():
        yield from _roll_up(counted, d, levels, calendar.with_years(grids[d]))


def _aggregate_flow(counted: MeasureColumns, calendar: Calendar, planned: dict[str, list[Level]]) -> Iterator[Part]:
    """What began in each period, or by its end: rows and amounts sum up, subjects are compared at each level."""
    began = _by_period_end if counted.measure.timing is Timing.CUMULATIVE else _in_period
    for dimension, levels in planned.items():
        for alike in [levels] if counted.measure.subject is None else [[level] for level in levels]:
            grid = began(counted, calendar, alike, dimension)
            yield from _roll_up(counted, dimension, alike, grid)


def _aggregate_changes(counted: MeasureColumns, calendar: Calendar, planned: dict[str, list[Level]]) -> Iterator[Part]:
    """Subjects that came or left, compared at each level: who moves inside a city neither came to it nor left it."""
    ends = calendar.all_ends_of(counted.measure)
    length, pairs = len(ends), [(d, level) for d, levels in planned.items() for level in levels]
    grids = {pair: np.zeros(_shape(counted, pair[1], length, pair[0]), dtype=np.int64) for pair in pairs}
    for period, (month_before, last_month) in enumerate(ends):
        if counted.months_with_changes.isdisjoint(range(month_before + 1, last_month + 1)):
            continue
        then, now = counted.rows_on_both_sides(month_before, last_month)
        for level in {level for _, level in pairs if period < len(calendar.all_ends_of(counted.measure, level))}:
            rows = changed_rows(counted, level, then, now)
            for d in [d for d in planned if level in planned[d]]:
                grid = grids[d, level]
                is_pair = d and isinstance(counted.measure.dimensions[d], Pair)
                codes = pair_codes(counted, level, then, rows) if is_pair else counted.codes(d, rows)
                slots = grid_index(counted, level, d, rows, codes)
                grid[:, period] = dense_grid(slots, grid[:, 0].shape, _of(counted, rows))
    for (d, level), grid in grids.items():
        yield from _roll_up(counted, d, [level], grid)


def changed_rows(counted: MeasureColumns, level: Level, then: np.ndarray, now: np.ndarray) -> np.ndarray:
    """Of the rows that speak for subjects `now` those whose subject `then` was nowhere, or somewhere else."""
    return now[_slots_then(counted, level, then, now) != _slots(counted, level, now)]


def pair_codes(counted: MeasureColumns, level: Level, then: np.ndarray, now: np.ndarray) -> np.ndarray:
    """Position of the pair of values, then and now, of the subject of each row `now`; −1 of who stood elsewhere."""
    values = len(counted.values(counted.measure.stays_in))
    earlier, later = _slots_then(counted, level, then, now), _slots(counted, level, now)
    stood_here = (earlier >= 0) & (later >= 0) & (earlier // values == later // values)
    return np.where(stood_here, earlier % values * values + later % values, -1)


def _slots(counted: MeasureColumns, level: Level, rows: np.ndarray) -> np.ndarray:
    """Place and value of each row in the dimension in which a subject may stay, as one number; −1 without a value."""
    stays = counted.measure.stays_in
    return grid_index(counted, level, stays, rows, counted.codes(stays, rows))


def _slots_then(counted: MeasureColumns, level: Level, then: np.ndarray, now: np.ndarray) -> np.ndarray:
    """The same of the row in `then` of the subject of each row `now`; `NOWHERE` for a subject that has none."""
    if not len(then):
        return np.full(len(now), NOWHERE)
    subjects, present = counted.first_rows[then], counted.first_rows[now]
    at = np.minimum(np.searchsorted(subjects, present), len(subjects) - 1)
    return np.where(subjects[at] == present, _slots(counted, level, then)[at], NOWHERE)


COUNTERS = {
    Timing.STOCK: _aggregate_stock,
    Timing.FLOW: _aggregate_flow,
    Timing.CUMULATIVE: _aggregate_flow,
    Timing.CAME: _aggregate_changes,
    Timing.LEFT: _aggregate_changes,
}


def _by_period_end(counted: MeasureColumns, calendar: Calendar, levels: list[Level], dimension: str) -> np.ndarray:
    """All since the beginning, by place, period and value; a subject counts from its first row on."""
    level = _finest(levels)
    rows = np.arange(len(counted))
    rows = rows[
        counted.first_per_subject_and_category(
            rows, grid_index(counted, level, dimension, rows, counted.codes(dimension, rows))
        )
    ]
    months = np.maximum(counted.months[rows], 0)
    return calendar.with_years(_by_period(counted, level, dimension, rows, months, len(calendar.months)).cumsum(axis=1))


def _in_period(counted: MeasureColumns, calendar: Calendar, levels: list[Level], dimension: str) -> np.ndarray:
    """What began in each month and in each longer period, by place, period and value."""
    rows, grids, level = counted.started(), [], _finest(levels)
    for position_of_month, length in calendar.layers_of(counted.measure, levels[0]):
        positions = position_of_month[counted.months[rows]]
        inside = positions >= 0
        grids.append(_by_period(counted, level, dimension, rows[inside], positions[inside], length))
    return np.concatenate(grids, axis=1)


def _by_period(
    counted: MeasureColumns, level: Level, dimension: str, rows: np.ndarray, periods: np.ndarray, length: int
) -> np.ndarray:
    """Rows, amounts or distinct subjects by place, period and value; with a rank each subject once, in its best row."""
    slots = grid_index(counted, level, dimension, rows, counted.codes(dimension, rows), periods, length)
    once = (
        slots
        if counted.measure.rank is None
        else grid_index(counted, level, "", rows, np.zeros_like(rows), periods, length)
    )
    new = counted.first_per_subject_and_category(rows, once)
    return dense_grid(slots[new], _shape(counted, level, length, dimension), _of(counted, rows[new]))


def _finest(levels: list[Level]) -> Level:
    return max(levels, key=list(Level).index)


def _shape(counted: MeasureColumns, level: Level, length: int, dimension: str) -> tuple[int, int, int]:
    return len(counted.regions(level)[0]), length, len(counted.values(dimension))


def grid_index(
    counted: MeasureColumns,
    level: Level,
    dimension: str,
    rows: np.ndarray,
    codes: np.ndarray,
    periods: np.ndarray | int = 0,
    length: int = 1,
) -> np.ndarray:
    """Where in a grid of places, periods and values each row counts; −1 without a value."""
    region_numbers = counted.regions(level)[1][rows]
    return np.where(codes < 0, -1, (region_numbers * length + periods) * len(counted.values(dimension)) + codes)


def _of(counted: MeasureColumns, rows: np.ndarray) -> np.ndarray | None:
    return None if counted.weights is None else counted.weights[rows]


def dense_grid(slots: np.ndarray, shape: tuple[int, ...], weights: np.ndarray | None) -> np.ndarray:
    """Number (or weight) of rows by slot; negative ones are left out. Exact: below 2⁵³."""
    has_value = slots >= 0
    if not has_value.all():
        slots, weights = slots[has_value], None if weights is None else weights[has_value]
    return np.bincount(slots, weights, minlength=math.prod(shape)).astype(np.int64).reshape(shape)


def _roll_up(counted: MeasureColumns, dimension: str, levels: list[Level], grid: np.ndarray) -> Iterator[Part]:
    """Sums of a grid at each level, the finest first. Names are in order: the parts of one region stand together."""
    for level, names, begins in counted.rollup_steps(_finest(levels)):
        grid = np.add.reduceat(grid, begins, axis=0)
        if level in levels:
            yield dimension, level, names, grid


def _cells(counted: MeasureColumns, calendar: Calendar, parts: list[Part]) -> Iterable[Cell]:
    """The cells that are not zero, in the order of their keys: databases take them quicker so."""
    labels = {dimension: counted.labels(dimension) for dimension, *_ in parts}
    periods = [key for key in calendar.keys_of(counted.measure) if key in calendar.stored_keys]
    stored_keys = [calendar.stored_keys[key] for key in periods]
    axes = (
        sorted({name for _, _, names, _ in parts for name in names}),
        sorted(stored_keys),
        sorted(label for names_of_axis in labels.values() for label in names_of_axis),
    )
    stored_periods = [calendar.keys_of(counted.measure).index(key) for key in periods]
    board = np.zeros([len(axis) for axis in axes], dtype=np.int64)
    positions = [{name: n for n, name in enumerate(axis)} for axis in axes]
    for dimension, level, names, grid in parts:
        rows_here = [n for n, name in enumerate(names) if level_of(name) is level and name.startswith(counted.prefix)]
        counted_here = len(calendar.all_ends_of(counted.measure, level))
        stored_here = [position for position in stored_periods if position < counted_here]
        keys = [names[n] for n in rows_here], stored_keys[: len(stored_here)], labels[dimension]
        positions_here = ([at[key] for key in names_of_axis] for at, names_of_axis in zip(positions, keys, strict=True))
        board[np.ix_(*positions_here)] = grid[rows_here][:, stored_here]
    cells = np.nonzero(board)
    keys_by_axis = [np.array(axis, dtype=object)[indexes].tolist() for axis, indexes in zip(axes, cells, strict=True)]
    return zip(repeat(counted.measure.key), *keys_by_axis, board[cells].tolist(), repeat(""))
