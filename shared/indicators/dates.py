"""Portable date arithmetic inside SQL."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Date
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
