"""Which share of the counties submitted the month, and in time, by region."""

from __future__ import annotations

from dataclasses import replace

from dashboard.page_context import PageContext
from dashboard.sections.indicator_table import draw_indicator_table
from dashboard.sections.submitted_months import SUBMISSION_KEYS, latest_due_month
from shared.locale import _


def draw_month_submissions(context: PageContext) -> None:
    """A table by region, of the month; of a longer period that of its last month that was due by the as-of date."""
    if (month := latest_due_month(context)) is not None:
        template = _("Counties that submitted the month: {submission_rate}; in time: {submission_in_time_rate}")
        of_month = replace(context, period=month)
        draw_indicator_table(of_month, SUBMISSION_KEYS, template, _("Submitted months, by region"))
