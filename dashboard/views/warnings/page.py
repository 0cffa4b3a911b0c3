"""Warnings and assistance: how many of those flagged were assisted, and how fast."""

from __future__ import annotations

from dashboard.components.html.section_layout import draw_page_headline
from dashboard.components.text.assistance_text import describe_warned_and_assisted
from dashboard.components.text.number_format import describe_change
from dashboard.page_context import PageContext
from dashboard.sections.indicator_table import read_table_choices
from dashboard.views.warnings.handling import draw_handling
from dashboard.views.warnings.timeliness import draw_days_to_assistance, draw_overdue_by_age
from dashboard.views.warnings.warning_cohorts import draw_warning_cohorts
from dashboard.views.warnings.warning_funnel import draw_warning_funnel
from dashboard.views.warnings.warnings_by_region import draw_warnings_by_region
from dashboard.views.warnings.warnings_by_risk import draw_warnings_by_risk
from dashboard.views.warnings.why_different import draw_why_different
from shared.locale import _

WARNED, ASSISTED = "persons_warned", "assisted_after_warning"


def render(context: PageContext) -> None:
    """Headline, funnel, why it differs, cohorts, risks, regions, handling, timeliness."""
    read_table_choices(context)
    values = context.load_values(WARNED, ASSISTED, periods=[context.period, *context.basis_periods])
    warned, assisted = (values.total(key, context.region.code, context.period) for key in (WARNED, ASSISTED))
    change = [
        _("people flagged: {change} on {compared}").format(compared=name, change=text)
        for name, before in context.comparison_values(values, WARNED).items()
        if (text := describe_change(warned, before))
    ]
    note = " · ".join([context.region_and_period, *change])
    headline = describe_warned_and_assisted(warned, assisted)
    draw_page_headline(f"{headline[:1].upper()}{headline[1:]}", note, [warned, assisted])
    draw_warning_funnel(context)
    draw_why_different(context)
    draw_warning_cohorts(context)
    draw_warnings_by_risk(context)
    draw_warnings_by_region(context)
    draw_handling(context)
    draw_days_to_assistance(context)
    draw_overdue_by_age(context)
