"""The monthly close: which month was due last, and which counties have not submitted it."""

from __future__ import annotations

from datetime import timedelta

from dashboard.components.html.figure_list_links import figure_url_of
from dashboard.components.html.finding_list import Finding
from dashboard.components.text.number_format import format_period
from dashboard.page_context import PageContext
from shared.clock import Period
from shared.locale import _
from shared.rules.parameter_keys import SUBMISSION_DAYS

SUBMITTED, IN_TIME = SUBMISSION_KEYS = ("submission_rate", "submission_in_time_rate")


def latest_due_month(context: PageContext) -> Period | None:
    """The last month of the selected period that was due by the as-of date; None where none was."""
    days = timedelta(days=context.as_of.days(SUBMISSION_DAYS))
    due = [month for month in context.as_of.months if month.end + days <= context.as_of.day]
    return next((month for month in reversed(due) if context.period.start <= month.start <= context.period.end), None)


def find_late_submissions(context: PageContext) -> Finding | None:
    """A sentence where a county has not submitted the month that was due last, or not in time."""
    month = latest_due_month(context)
    if month is None:
        return None
    values = context.load_values(*SUBMISSION_KEYS, periods=[month])
    submitted, in_time = (values.total(key, context.region.code, month) for key in SUBMISSION_KEYS)
    if submitted.numerator is None or in_time.numerator is None or in_time.numerator == in_time.denominator:
        return None
    template = _("Monthly close of {month}: submitted by {n} of {all} counties, by {number} in time.")
    numbers = {"n": submitted.numerator, "all": submitted.denominator, "number": in_time.numerator}
    message = template.format(month=format_period(month), **numbers)
    return Finding(message, context.url.link("methodology"), figure_url_of(submitted))
