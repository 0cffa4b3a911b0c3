"""The one query of a source: what measures read of which rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Date,
    Select,
    String,
    bindparam,
    case,
    func,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.dialects import sqlite

from shared.access.actor import in_subtrees

from .coded_columns import CategoricalColumn, IntegerColumn
from .measure import TWO_DAYS, Bands, Expression, GroupSize, History, Measure, Pair, Source

FIRST_DAYS = ("first_day", "first_day_text")  # of the calendar, handed over with the query
REGION = object()  # stands for the region column of any source
RowValues = dict[Expression, set[Any]]  # rows with one of these values in one of the columns
RowFilter = dict[
    Expression | None, RowValues
]  # the rows that count, by what is counted as a whole (see `Measure.counting_unit`)
ColumnRequests = tuple[tuple[object, type], ...]  # what is read: an expression or a measure's mask, and as what


def integer_expressions(measure: Measure) -> list[Any]:
    """Expressions a measure reads as numbers."""
    rank = None if isinstance(measure.rank, Bands) else measure.rank
    return [e for e in (measure.subject, measure.amount, rank, measure.continues) if e is not None]


def categorical_expressions(measure: Measure) -> list[Any]:
    """Expressions a measure reads as dates or names, those of its dimensions included."""
    expressions = [measure.start, measure.end, measure.status]
    for dimension in (*measure.dimensions.values(), *([measure.rank] if isinstance(measure.rank, Bands) else [])):
        if isinstance(dimension, Bands):
            expressions += [dimension.since, dimension.until]
        elif isinstance(dimension, History):
            expressions.append(dimension.texts)
        elif isinstance(dimension, Pair):
            expressions.append(dimension.of)
        elif not isinstance(dimension, GroupSize):
            expressions.append(dimension)
    return [e for e in expressions if e is not None]


@lru_cache(maxsize=256)
def measure_query(
    measures: tuple[Measure, ...],
    days: tuple[date, ...],
    prefix: str,
    by: tuple[Expression, ...],
    also: tuple[Expression, ...] = (),
) -> tuple[ColumnRequests, Select[Any]]:
    """What is read for some measures, and the query: made once, because making it takes longer than few rows do."""
    source = measures[0].source
    requested: dict[tuple[object, type], Any] = {(id(REGION), CategoricalColumn): type_coerce(source.region, String)}
    for measure in measures:
        requested |= {(id(e), CategoricalColumn): e for e in categorical_expressions(measure)}
        requested |= {(id(e), IntegerColumn): func.coalesce(e, 0) for e in integer_expressions(measure)}
        if measure.where is not None:
            for day in days if measure.is_cut else days[:1]:
                requested[(id(measure), day), IntegerColumn] = case((measure.where(day), 1), else_=0)
    requested |= {
        (id(e), column_kind(e)): e if column_kind(e) is CategoricalColumn else func.coalesce(e, 0) for e in (*by, *also)
    }
    query = source_query(source, list(requested.values()), prefix).where(*_since_first_day(measures))
    return tuple(requested), query.where(row_condition(by)) if by else query


def _since_first_day(measures: tuple[Measure, ...]) -> list[ColumnElement[bool]]:
    """A condition that leaves out rows that are over before the calendar begins, where no measure counts those."""
    days: dict[int, Expression] = {id(measure.last_day): measure.last_day for measure in measures}
    if any(day is None for day in days.values()):
        return []
    return [or_(*(condition for day in days.values() for condition in (day.is_(None), day >= _first_day(day))))]


def _first_day(day: Expression) -> BindParameter[Any]:
    """The first day of the calendar as the type of a column: years with a day behind them are text."""
    return (
        bindparam(FIRST_DAYS[1], type_=String) if isinstance(day.type, String) else bindparam(FIRST_DAYS[0], type_=Date)
    )


def first_day_parameters(day: date) -> dict[str, Any]:
    """The first day of a calendar as the queries of measures want it."""
    return dict(zip(FIRST_DAYS, (day, day.isoformat()), strict=True))


def row_condition(columns: Iterable[Expression]) -> ColumnElement[bool]:
    """A condition whose values are handed over later, see `row_parameters`."""
    values = (bindparam(f"only_{n}", expanding=True, type_=column.type) for n, column in enumerate(columns))
    return or_(*(column.in_(parameter) for column, parameter in zip(columns, values, strict=True)))


def row_parameters(values: RowValues) -> dict[str, list[Any]]:
    """The values of such a condition, in order, so that equal questions are put in equal words."""
    return {f"only_{n}": sorted(values_of_column) for n, values_of_column in enumerate(values.values())}


def merge_row_values(only: RowFilter) -> RowValues:
    """All rows that count for anything: what is counted as different wholes is read at once."""
    all_values: RowValues = {}
    for values in only.values():
        for column, values_of_column in values.items():
            all_values[column] = all_values.get(column, set()) | values_of_column
    return all_values


@lru_cache(maxsize=256)
def column_kind(column: Expression) -> type[CategoricalColumn | IntegerColumn]:
    """As what a column is read to find its values again."""
    return CategoricalColumn if isinstance(column.type, String) else IntegerColumn


def source_query(source: Source, columns: list[Any], prefix: str) -> Select[Any]:
    """The one query of a source, narrowed to a subtree by a range that an index serves."""
    conditions: list[ColumnElement[bool]] = list(source.where)
    if prefix and source.counted_together_by is not None:
        conditions.append(
            source.counted_together_by.in_(
                select(source.counted_together_by).where(in_subtrees(source.region, (prefix,))).correlate(None)
            )
        )
    elif prefix:
        conditions.append(in_subtrees(source.region, (prefix,)))
    return select(*columns).select_from(source.rows).where(*conditions)


@cache
def canonical_sql(measure: Measure) -> str:
    """The query of one measure in words, with its constants and bands: what it means stands in it.

    Compiled once a process: for counting few records it took longer than the counting.
    """
    columns = [measure.source.region, *categorical_expressions(measure), *integer_expressions(measure)]
    if measure.where is not None:
        columns.append(case((measure.where(TWO_DAYS[0]), 1), else_=0))
    compiled = source_query(measure.source, columns, "").compile(dialect=sqlite.dialect())
    bands = [(d.unit, d.edges, d.names) for d in measure.dimensions.values() if isinstance(d, Bands)]
    return f"{compiled} {compiled.params} {bands}"
