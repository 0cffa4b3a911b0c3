"""The rows that a measure is counted from, one by one: as a query, with names for what is asked of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    Cast,
    ColumnElement,
    FromClause,
    Join,
    Select,
    Subquery,
    and_,
    case,
    inspect,
    literal,
    select,
    true,
)
from sqlalchemy.sql.functions import sum as sum_of_group
from sqlalchemy.sql.visitors import replacement_traverse

from shared.models import Base
from shared.models.base import model_of_table

from .date_expressions import days_between
from .locks import named_table, table_of
from .measure import Bands, Expression, Measure, Source

Rows = Subquery  # rows with the columns that `counted_rows` names


def counted_rows(measure: Measure, day: date, *conditions: ColumnElement[bool]) -> Rows:
    """Rows that count as of a day, of any place and period; each copy of them has a name of its own.

    Columns: `key` and `region` of the record, `subject` for whom it counts (itself where every row does), `begins`,
    `ends`, `amount`; `rank`, `continues` and `stays` where the measure has them.
    """
    as_listed = one_by_one(measure.source)
    return _query(measure, day).where(*(as_listed(one) for one in conditions)).subquery()


@lru_cache(maxsize=256)
def _query(measure: Measure, day: date) -> Select[Any]:
    """The rows as a query, made once: a list asks for several copies of it."""
    source, as_listed = measure.source, one_by_one(measure.source)
    columns = [column.label(name) for name, column in _columns(measure).items()]
    where = [*source.where, *_conditions_within(source)]
    if measure.where is not None:
        # not as it stands: rows are to be found by place or by subject, not by what is asked of them
        where.append(case((measure.where(day), 1), else_=0) == 1)
    return select(*columns).select_from(_rows(source)).where(*(as_listed(one) for one in where))


def record_of(measure: Measure) -> type[Base]:
    """The kind of record that a row of a measure is."""
    if measure.source.listed_as is not None:
        return measure.source.listed_as[0]
    record = model_of_table(table_of(one_by_one(measure.source)(measure.source.region)).name)
    assert record is not None  # noqa: S101 - every table has its class
    return record


def record_key(measure: Measure) -> Expression:
    """The key of that record, among the columns of the rows."""
    return (
        inspect(record_of(measure)).primary_key[0] if measure.source.listed_as is None else measure.source.listed_as[1]
    )


def is_read_in_groups(measure: Measure) -> bool:
    """Whether a row that the engine reads stands for several records."""
    return _grouped(measure.source) is not None


def tells_apart(measure: Measure, other: Measure, dimension: str) -> bool:
    """Whether each row of a measure says by itself if it is one of the other measure too, in the same category."""
    sides = measure, other
    if any(one.subject is not None or not one.rolls_up for one in sides):
        return False
    if measure.source is not other.source:
        are_records = not any(is_read_in_groups(one) or one.source.listed_as for one in sides)
        if not are_records or not _stands_on(_rows(measure.source), _rows(other.source)):
            return False
    times, same_times = ((one.timing, one.start, one.end, one.dimensions.get(dimension)) for one in sides)
    return all(one is same for one, same in zip(times, same_times, strict=True))


def is_not_of(measure: Measure, day: date) -> ColumnElement[bool]:
    """That a row which counts in time is not one of a measure, among the columns of the rows."""
    conditions = [*measure.source.where, *([] if measure.where is None else [measure.where(day)])]
    return case((and_(true(), *conditions), 1), else_=0) == 0


def _stands_on(rows: FromClause, others: FromClause) -> bool:
    """Whether rows are those others, with what may have been looked up for each."""
    return rows.compare(others) or (isinstance(rows, Join) and rows.isouter and _stands_on(rows.left, others))


def entity_of(measure: Measure) -> str:
    """The table of what a measure counts: of its subjects, else of its rows."""
    return record_of(measure).__tablename__ if measure.subject is None else named_table(measure.subject)


def sums_up(measure: Measure) -> bool:
    """Whether its value is a sum of amounts, not a number of rows or subjects."""
    return measure.amount is not None and (measure.is_money or _grouped(measure.source) is None)


def _columns(measure: Measure) -> dict[str, Any]:
    as_listed, key, listed_as = one_by_one(measure.source), record_key(measure), measure.source.listed_as
    stays = measure.dimensions[measure.stays_in] if measure.stays_in else None
    columns = {
        "key": key,
        "tie": key if listed_as is None else listed_as[2],
        "region": measure.source.region,
        "subject": key if measure.subject is None else _uncast(measure.subject),
        "begins": measure.start,
        "ends": literal(None) if measure.end is None else measure.end,
        "amount": measure.amount if sums_up(measure) else literal(1),
        "rank": literal(0) if measure.rank is None else _rank(measure.rank),
        "continues": literal(0) if measure.continues is None else measure.continues,
        "stays": literal(0) if stays is None else stays,
    }
    return {name: as_listed(column) for name, column in columns.items()}


def _rank(rank: Expression | Bands) -> Any:
    """Bands rank by their order, which is that of the days."""
    return days_between(rank.since, rank.until) if isinstance(rank, Bands) else rank


def _uncast(subject: Any) -> Any:
    """The column itself, where it is read as a number: an index finds it."""
    expression = subject.expression
    return expression.clause if isinstance(expression, Cast) else expression


def _grouped(source: Source) -> Select[Any] | None:
    """The query whose groups are the rows of a source, where people are read in groups."""
    grouped = source.rows.element if isinstance(source.rows, Subquery) else None
    return grouped if isinstance(grouped, Select) else None


def _rows(source: Source) -> FromClause:
    grouped = _grouped(source)
    return inspect(source.rows).selectable if grouped is None else grouped.get_final_froms()[0]


def _conditions_within(source: Source) -> list[ColumnElement[bool]]:
    grouped = _grouped(source)
    return [] if grouped is None or grouped.whereclause is None else [grouped.whereclause]


def _added_up(column: Any) -> Any:
    """What a sum of a group adds up; anything else as it is."""
    inner = getattr(column, "element", column)
    return next(iter(inner.clauses)) if isinstance(inner, sum_of_group) else column


@cache
def one_by_one(source: Source) -> Callable[[Any], Any]:
    """What turns an expression of a source's rows into one of the records, where those are read in groups."""
    grouped = _grouped(source)
    if grouped is None:
        return lambda expression: expression
    within = {column: _added_up(one) for column, one in zip(source.rows.c, grouped.selected_columns, strict=True)}
    return lambda expression: replacement_traverse(
        getattr(expression, "expression", expression), {}, lambda element, **_: within.get(element)
    )
