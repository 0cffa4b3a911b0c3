"""Which rows of a measure are of a category of one of its dimensions: as a condition of a query."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Integer, and_

from .date_expressions import days_after
from .measure import Bands, Expression, GroupSize, History, Measure, Pair, Timing


def of_category(measure: Measure, dimension: str, category: str, day: date) -> list[ColumnElement[bool]]:
    """Conditions on the rows; none for the total, nor for the size of groups, which no row says by itself."""
    declared = measure.dimensions[dimension] if dimension else GroupSize()
    if isinstance(declared, GroupSize):
        return []
    if isinstance(declared, Bands):
        return [_in_band(declared, declared.names.index(category), day)]
    if isinstance(declared, History):
        return [declared.on(day) == category]
    if isinstance(declared, Pair):
        then, now = Pair.sides(category)
        return [declared.of == (then if measure.timing is Timing.BEFORE else now)]
    return [declared == (int(category) if isinstance(declared.type, Integer) else category)]


def group_size(measure: Measure, dimension: str, category: str) -> int | None:
    """The number of rows that a subject of the category has; None where that is not what is asked."""
    is_size = bool(dimension) and isinstance(measure.dimensions[dimension], GroupSize)
    return GroupSize.NAMES.index(category) + 1 if is_size else None


def _in_band(bands: Bands, position: int, day: date) -> ColumnElement[bool]:
    """Whether so much time lies between two dates as the band says; a negative span is of the first."""
    least = [bands.edges[position - 1]] if position else []
    most = [bands.edges[position]] if position < len(bands.edges) else []
    if bands.until is not None:
        since, until = bands.since, bands.until
        lived = [until >= days_after(since, n) for n in least] + [until < days_after(since, n) for n in most]
        return and_(since.is_not(None), until.is_not(None), *lived)
    back = _years_before if bands.unit == "years" else _days_before
    return and_(
        bands.since.is_not(None),
        *(bands.since <= back(day, n) for n in least),
        *(bands.since > back(day, n) for n in most),
    )


def _days_before(day: date, days: int) -> date:
    return day - timedelta(days=days)


def _years_before(day: date, years: int) -> date:
    """The last birthday of whoever has completed so many years on a day: 28 February where there is no 29th."""
    last = calendar.monthrange(day.year - years, day.month)[1]
    return date(day.year - years, day.month, min(day.day, last))


def as_day(column: Expression, day: date) -> Any:
    """A day to compare a column with: some sources put theirs together as text."""
    return day.isoformat() if column.type.python_type is str else day
