"""Portable date arithmetic inside SQL."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Date, Integer, case
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


@compiles(days_after)  # where no database is known yet, to find the tables of a query
@compiles(days_after, "sqlite")
def _sqlite(element: days_after, compiler: Any, **kw: Any) -> str:
    column, days = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"date({column}, {days} || ' days')"


@compiles(days_after, "postgresql")
def _postgresql(element: days_after, compiler: Any, **kw: Any) -> str:
    column, days = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"({column} + CAST({days} AS integer))"


class months_after(FunctionElement[Any]):  # noqa: N801 - reads as a function in expressions
    """`months_after(column, 12)`: the same day so many months later, or the last of that month when it is shorter."""

    type = Date()
    inherit_cache = True
    name = "months_after"

    def __init__(self, column: Any, months: Any) -> None:
        """Dates in `column` plus `months`, a number or an expression."""
        super().__init__(column, months)


@compiles(months_after)
@compiles(months_after, "sqlite")
def _months_on_sqlite(element: months_after, compiler: Any, **kw: Any) -> str:
    column, months = (compiler.process(clause, **kw) for clause in element.clauses)
    last_of_month = f"date({column}, 'start of month', {months} || ' months', '1 month', '-1 day')"
    return f"min(date({column}, {months} || ' months'), {last_of_month})"


@compiles(months_after, "postgresql")
def _months_on_postgresql(element: months_after, compiler: Any, **kw: Any) -> str:
    column, months = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"CAST({column} + make_interval(months => CAST({months} AS integer)) AS date)"


class end_of_month(FunctionElement[Any]):  # noqa: N801 - reads as a function in expressions
    """`end_of_month(column)`: the last day of a month that is written `2023-11`."""

    type = Date()
    inherit_cache = True
    name = "end_of_month"

    def __init__(self, month: Any) -> None:
        """Of the month that a text names."""
        super().__init__(month)


@compiles(end_of_month)
@compiles(end_of_month, "sqlite")
def _end_of_month_on_sqlite(element: end_of_month, compiler: Any, **kw: Any) -> str:
    (month,) = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"date({month} || '-01', '1 month', '-1 day')"


@compiles(end_of_month, "postgresql")
def _end_of_month_on_postgresql(element: end_of_month, compiler: Any, **kw: Any) -> str:
    (month,) = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"CAST(CAST({month} || '-01' AS date) + interval '1 month' - interval '1 day' AS date)"


def earlier_of(one: Any, other: Any) -> Any:
    """The earlier of two dates; the second where the first is missing."""
    return case((one.is_(None), other), (one < other, one), else_=other)


def later_of(one: Any, other: Any) -> Any:
    """The later of two dates; the second where the first is missing."""
    return case((one.is_(None), other), (one > other, one), else_=other)


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
