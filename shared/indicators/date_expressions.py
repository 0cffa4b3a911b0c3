"""Portable date arithmetic inside SQL."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Date, Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class days_after(FunctionElement[Any]):  # noqa: N801 - reads as a function in expressions
    """`days_after(column, 90)`: the date that many days later."""

    type = Date()
    inherit_cache = True
    name = "days_after"

    def __init__(self, column: Any, days: Any) -> None:
        """Dates in `column` plus `days`, a number or an expression."""
        super().__init__(column, days)


@compiles(days_after, "sqlite")
def _sqlite(element: days_after, compiler: Any, **kw: Any) -> str:
    column, days = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"date({column}, {days} || ' days')"


@compiles(days_after, "postgresql")
def _postgresql(element: days_after, compiler: Any, **kw: Any) -> str:
    column, days = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"({column} + CAST({days} AS integer))"


class days_between(FunctionElement[Any]):  # noqa: N801 - reads as a function in expressions
    """`days_between(since, until)`: how many days after one date another lies."""

    type = Integer()
    inherit_cache = True
    name = "days_between"

    def __init__(self, since: Any, until: Any) -> None:
        """Days from the date in `since` to that in `until`."""
        super().__init__(since, until)


@compiles(days_between, "sqlite")
def _days_on_sqlite(element: days_between, compiler: Any, **kw: Any) -> str:
    since, until = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"CAST(julianday({until}) - julianday({since}) AS integer)"


@compiles(days_between, "postgresql")
def _days_on_postgresql(element: days_between, compiler: Any, **kw: Any) -> str:
    since, until = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"({until} - {since})"
