"""Days of months and years inside SQL, on both databases."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Date
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class day_in(FunctionElement[Any]):  # noqa: N801 - reads as a function in expressions
    """`day_in(column, "-01")`: the day that a month or year in text becomes with the rest of a date behind it."""

    type = Date()
    inherit_cache = True
    name = "day_in"

    def __init__(self, column: Any, rest: str) -> None:
        """`column` holds YYYY-MM or a year; `rest` is what a date has behind it."""
        super().__init__(column, rest)


@compiles(day_in, "sqlite")
def _sqlite(element: day_in, compiler: Any, **kw: Any) -> str:
    column, rest = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"({column} || {rest})"


@compiles(day_in, "postgresql")
def _postgresql(element: day_in, compiler: Any, **kw: Any) -> str:
    column, rest = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"CAST(CAST({column} AS varchar) || {rest} AS date)"


class local_day(FunctionElement[Any]):  # noqa: N801 - reads as a function in expressions
    """`local_day(column)`: the day in Jiangsu of an instant kept in UTC. Clocks there are never put forward."""

    type = Date()
    inherit_cache = True
    name = "local_day"


@compiles(local_day, "sqlite")
def _sqlite_local(element: local_day, compiler: Any, **kw: Any) -> str:
    return f"date({compiler.process(element.clauses, **kw)}, '+8 hours')"


@compiles(local_day, "postgresql")
def _postgresql_local(element: local_day, compiler: Any, **kw: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **kw)} + INTERVAL '8 hours' AS date)"
