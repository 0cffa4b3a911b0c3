"""Which records count behind the cells of the cube, as arrays of keys: for all regions and many periods in one reading.

It says in arrays what `row_selection` says in SQL: one list asks the database, a lock asks for all of them at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.clock import Period
from shared.models import Level
from shared.models.region import level_of

from .aggregation import changed_rows, grid_index
from .calendar import Calendar, period_of_cells
from .catalogue import MEASURES
from .categories_in_sql import as_day
from .coded_columns import CategoricalColumn, IntegerColumn
from .counted_rows import counted_rows, is_read_in_groups, record_key, sums_up
from .law_values import query_parameters
from .measure import Measure, Timing
from .measure_columns import MeasureColumns
from .queries import REGION
from .source_columns import SourceColumns, fetch_columns

PLACE_DIGITS = slice(2, 9)  # of a code: city, county and township inside the province


@dataclass(frozen=True)
class CountedSet:
    """The records that the totals of a measure count in a period, all regions of a level together.

    `places` says of each key in which region (`place_number`): down to the township where sets add up, else of the
    level. `amounts`: what each adds in the unit of the measure, where a total is a sum of amounts.
    """

    measure: str
    period: str
    level: Level
    places: np.ndarray
    keys: np.ndarray
    amounts: np.ndarray | None


def place_number(region: str) -> int:
    """A region of the province as a number, at most a township: `320506` → 506000."""
    return int(region[PLACE_DIGITS].ljust(PLACE_DIGITS.stop - PLACE_DIGITS.start, "0"))


def is_sum_of_places(measure: Measure) -> bool:
    """Whether what a region counts is what its parts count, so that the sets of the counties say all."""
    return measure.subject is None or measure.timing is Timing.STOCK


def has_sets(measure: Measure) -> bool:
    """Whether it has cells that count records; not values that belong to a region, nor numbers of groups."""
    return measure.rolls_up and measure.sum_of is None and (sums_up(measure) or not is_read_in_groups(measure))


def count_sets(session: Session, whole: Calendar, periods_of: Mapping[str, set[str]]) -> Iterator[CountedSet]:
    """The sets, empty ones too; `periods_of`: the periods of each measure."""
    by_source: dict[str, list[Measure]] = {}
    for key in periods_of:
        if has_sets(MEASURES[key]):
            by_source.setdefault(MEASURES[key].source.key, []).append(MEASURES[key])
    for measures in by_source.values():
        calendar = _narrowed(whole, set().union(*(periods_of[measure.key] for measure in measures)))
        if is_read_in_groups(measures[0]):
            for measure in measures:
                yield from _sets_of_groups(session, measure, calendar, periods_of[measure.key])
            continue
        plain = [_without_categories(measure) for measure in measures]
        rows = SourceColumns(session, plain, "", calendar, also=(record_key(measures[0]),))
        for measure in plain:
            yield from _sets_of(MeasureColumns(measure, rows, calendar), rows, periods_of[measure.key])


def _narrowed(calendar: Calendar, periods: set[str]) -> Calendar:
    """The calendar without the months before the first period: rows that were over by then need not be read."""
    first = min((period_of_cells(key).start for key in periods), default=calendar.first_day)
    return Calendar(calendar.as_of, sum(month.end >= first for month in calendar.months), calendar.law)


@cache
def _without_categories(measure: Measure) -> Measure:
    """The same without the columns that only categories read."""
    return replace(measure, dimensions={n: one for n, one in measure.dimensions.items() if n == measure.stays_in})


def _sets_of(counted: MeasureColumns, rows: SourceColumns, periods: set[str]) -> Iterator[CountedSet]:
    if not len(counted):
        return
    measure, keys = counted.measure, _keys(counted.measure, rows)[counted.selected]
    weights = counted.weights if sums_up(measure) else None
    places = _places(*_coded(rows.labels(REGION)))[counted.selected]
    for level in [Level.COUNTY] if is_sum_of_places(measure) else measure.stored_levels(""):
        is_here = np.ones(len(keys), dtype=bool)
        if not is_sum_of_places(measure):
            names, numbers = counted.regions(level)
            places = _places(names, numbers)
            is_here = np.array([level_of(name) is level for name in names])[numbers]
        for period, month_before, last_month in counted.calendar.stored_period_ends(measure):
            if period in periods and (period in counted.calendar.keys or counted.calendar.counts_longer_at(level)):
                found = rows_behind(counted, level, month_before, last_month)
                found = found[is_here[found]]
                amounts = None if weights is None else weights[found]
                yield CountedSet(measure.key, period, level, places[found], keys[found], amounts)


def rows_behind(counted: MeasureColumns, level: Level, month_before: int, last_month: int) -> np.ndarray:
    """Positions of the rows that count in a period at a level, each subject of a region once."""
    if counted.measure.timing in (Timing.CAME, Timing.LEFT):
        return changed_rows(counted, level, *counted.rows_on_both_sides(month_before, last_month))
    if counted.measure.timing is Timing.STOCK:
        rows = counted.in_force(last_month)
        return rows if counted.measure.subject is None else rows[counted.first_row_per_subject(rows)]
    since = month_before if counted.measure.timing is Timing.FLOW else np.iinfo(np.int32).min
    rows = np.flatnonzero((counted.months > since) & (counted.months <= last_month))
    slots = grid_index(counted, level, "", rows, np.zeros_like(rows))
    return rows[counted.first_per_subject_and_category(rows, slots)]


def _keys(measure: Measure, rows: SourceColumns) -> np.ndarray:
    """The key of each row's record; that of a region is its code."""
    column = rows.column(record_key(measure))
    return np.array(column.names, dtype=np.int64)[column.codes] if isinstance(column, CategoricalColumn) else column


def _coded(column: CategoricalColumn) -> tuple[list[str], np.ndarray]:
    return column.names, column.codes


def _places(names: list[str], numbers: np.ndarray) -> np.ndarray:
    places: np.ndarray = np.array([place_number(name) for name in names], dtype=np.int64)[numbers]
    return places


def _sets_of_groups(session: Session, measure: Measure, calendar: Calendar, months: set[str]) -> Iterator[CountedSet]:
    """Of records that are counted in groups, when they begin: read one by one, all days in one query."""
    periods = [Period.parse(key) for key, *_ in calendar.stored_period_ends(measure) if key in months]
    rows = counted_rows(measure, calendar.as_of).c
    first, last = min(one.start for one in periods), max(one.end for one in periods)
    days = rows.begins >= as_day(rows.begins, first), rows.begins <= as_day(rows.begins, min(last, calendar.as_of))
    query = select(rows.region, rows.begins, rows.key, rows.amount).where(*days)
    regions, starts, keys, amounts = CategoricalColumn(), CategoricalColumn(), IntegerColumn(), IntegerColumn()
    fetch_columns(session.connection(), query, query_parameters(calendar.law), [regions, starts, keys, amounts])
    places, begins = _places(*_coded(regions.finish())), _days(starts.finish())
    all_keys, all_amounts = keys.finish(), amounts.finish()
    for period in periods:
        inside = (begins >= np.datetime64(period.start, "D")) & (begins <= np.datetime64(period.end, "D"))
        yield CountedSet(measure.key, period.key, Level.COUNTY, places[inside], all_keys[inside], all_amounts[inside])


def _days(column: CategoricalColumn) -> np.ndarray:
    days: np.ndarray = np.array(column.names, dtype="datetime64[D]")[column.codes]
    return days
