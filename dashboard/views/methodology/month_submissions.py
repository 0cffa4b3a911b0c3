"""Which share of the counties submitted the month, and in time, by region."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from dashboard.page_context import PageContext
from dashboard.sections.indicator_table import draw_indicator_table
from shared.clock import Period
from shared.locale import _
from shared.rules.parameter_keys import SUBMISSION_DAYS

KEYS = ("submission_rate", "submission_in_time_rate")


def draw_month_submissions(context: PageContext) -> None:
    """A table by region, of the month; of a longer period that of its last month that was due by the as-of date."""
    if (month := _latest_due(context)) is not None:
        template = _("Counties that submitted the month: {submission_rate}; in time: {submission_in_time_rate}")
        draw_indicator_table(replace(context, period=month), KEYS, template, _("Submitted months, by region"))


def _latest_due(context: PageContext) -> Period | None:
    days = timedelta(days=context.as_of.days(SUBMISSION_DAYS))
    due = [month for month in context.as_of.months if month.end + days <= context.as_of.day]
    return next((month for month in reversed(due) if context.period.start <= month.start <= context.period.end), None)
