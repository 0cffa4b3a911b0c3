"""How long there is until something is due, in words: people misread a number below zero."""

from __future__ import annotations

from shared.locale import _

DAYS_LEFT = "days_left"
"""The derived column of lists that holds the number of days."""


def format_days_left(days: int | None) -> str:
    """So many days left, due today, so many days overdue; nothing where no day is set or it is done."""
    if days is None:
        return ""
    if days == 0:
        return _("due today")
    is_one = abs(days) == 1
    if days > 0:
        return _("1 day left") if is_one else _("{n} days left").format(n=days)
    return _("1 day overdue") if is_one else _("{n} days overdue").format(n=-days)
