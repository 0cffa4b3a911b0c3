"""Which columns decide what a measure counts: a correction of others cannot move it, so nothing is read for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from sqlalchemy import CompoundSelect, FromClause, Join, Select, Subquery, select
from sqlalchemy.sql import visitors
from sqlalchemy.sql.expression import ColumnClause
from sqlalchemy.sql.selectable import FromGrouping

from .measure import TWO_DAYS, Measure
from .queries import categorical_expressions, integer_expressions

Column = tuple[str, str]  # table and name


def may_move(measure: Measure, change: Mapping[str, Any]) -> bool:
    """Whether a change (see `audit.collect_changes`) of a record that its source knows may move a measure."""
    if change["class"] not in measure.source.invalidated_by:
        return False
    mapper = change["class"].__mapper__
    changed = {(mapper.local_table.name, mapper.columns[name].name) for name in change["before"]}
    return change["action"] != "update" or not changed.isdisjoint(depends_on(measure))


@cache
def depends_on(measure: Measure) -> frozenset[Column]:
    """The columns of tables that a measure looks at, in whatever it says of its rows and in how they are joined."""
    source = measure.source
    expressions = [source.region, *source.where, *categorical_expressions(measure), *integer_expressions(measure)]
    if measure.where is not None:
        expressions.append(measure.where(TWO_DAYS[0]))
    joined = (
        column for rows in select(source.region).select_from(source.rows).get_final_froms() for column in _joining(rows)
    )
    return frozenset([*joined, *(column for one in expressions for column in _columns_in(one))])


def _columns_in(clause: Any) -> Iterator[Column]:
    """The columns of tables in an expression, through aliases and subqueries."""
    for element in visitors.iterate(getattr(clause, "__clause_element__", lambda: clause)()):
        if isinstance(element, ColumnClause):
            for base in element.base_columns:
                table: Any = getattr(base, "table", None)  # the * of a count has none
                if not isinstance(base, ColumnClause):
                    yield from _columns_in(base)
                elif table is not None:
                    yield table.name, base.name


def _joining(rows: FromClause) -> Iterator[Column]:
    """The columns that decide which rows there are; what a subquery only hands on is seen where it is used."""
    if isinstance(rows, Join):
        yield from _joining(rows.left)
        yield from _joining(rows.right)
        yield from _columns_in(rows.onclause)
    elif isinstance(rows, Subquery) and isinstance(rows.element, Select):
        deciding = rows.element.with_only_columns(rows.element.selected_columns[0], maintain_column_froms=True)
        yield from _columns_in(deciding)
    elif isinstance(rows, Subquery) and isinstance(rows.element, CompoundSelect):  # rows of several kinds
        for part in rows.element.selects:
            yield from _deciding(part)
    elif isinstance(rows, FromGrouping):  # a join inside a join
        yield from _joining(rows.element)
    else:
        yield from _columns_in(rows)


def _deciding(part: Any) -> Iterator[Column]:
    """What one kind of rows of a union shows, what they must meet, and how they are joined."""
    for clause in (*part.selected_columns, *([] if part.whereclause is None else [part.whereclause])):
        yield from _columns_in(clause)
    for rows in part.get_final_froms():
        yield from _joining(rows)
