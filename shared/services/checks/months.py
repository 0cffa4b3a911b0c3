"""Days counted in months."""

from __future__ import annotations

from datetime import date

from shared.clock import Period


def add_months(day: date, count: int) -> date:
    """The same day so many months later, or the last of a shorter month."""
    month = Period.month_of(day).shifted(-count)
    return month.start.replace(day=min(day.day, month.end.day))
