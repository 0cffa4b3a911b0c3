"""Overview: what needs attention."""

from __future__ import annotations

from dashboard.components.html.brief_links import draw_brief_links
from dashboard.components.html.finding_list import draw_findings
from dashboard.page_context import PageContext
from dashboard.sections.availability import explain_missing
from dashboard.sections.indicator_by_region import draw_indicator_by_region
from dashboard.sections.regional_table import is_available_below
from dashboard.views.overview.due_warnings import draw_due_warnings, format_due_warnings
from dashboard.views.overview.headline_cards import draw_headline_and_cards
from dashboard.views.overview.key_findings import list_key_findings
from shared.access import Permission
from shared.indicators.catalogue import indicator
from shared.indicators.hidden_cells import HIDES_NUMBERS
from shared.models import Level

MEASURES = (
    "low_income_population",
    "coverage_rate",
    "persons_warned",
    "warning_to_assistance",
    "overdue_warnings",
    "undelivered_overdue",
    "temporary_assistance",
    "education_aid",
    "housing_renovation",
)
NEAR = {Level.TOWNSHIP, Level.VILLAGE}  # where people ask what is to be done today, before anything of the year


def render(context: PageContext) -> None:
    """Headline, cards, key findings, map beside table; of a measure not available below, what can be shown."""
    measure = context.query_option("measure", {key: str(indicator(key).name) for key in MEASURES}, MEASURES[0])
    choices = {key: str(indicator(key).name) for key in MEASURES if is_available_below(context, key)}
    near = context.region.level in NEAR
    draw_headline_and_cards(
        context, urgent=format_due_warnings(context) if near else "", before_cards=draw_due_warnings if near else None
    )
    findings = list_key_findings(context)
    draw_findings(findings, hides_numbers=HIDES_NUMBERS in context.session.info)
    if context.session.actor.has_permission(Permission.FIGURES_EXPORT, context.region.code):
        draw_brief_links(context.region.code, context.period)
    draw_indicator_by_region(
        context,
        measure,
        choices,
        explain_missing(MEASURES, context.navigation.levels[0]),
    )
