"""Terms of days, start ≤ day < end; an open end is later than any day."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_

from shared.clock import Period


def overlaps(
    term: Any, start: date, end: date | None, begins: str = "start_on", ends: str = "end_on"
) -> ColumnElement[bool]:
    """A condition: the term of a row shares a day with the given one."""
    first, last = getattr(term, begins), getattr(term, ends)
    begins_before = first < end if end else first.is_not(None)
    return begins_before & or_(last.is_(None), last > start)


def add_months(day: date, count: int) -> date:
    """The same day so many months later, or the last of a shorter month."""
    month = Period.month_of(day).shifted(-count)
    return month.start.replace(day=min(day.day, month.end.day))
