"""Coverage: who receives assistance, where, and how that changes."""

from __future__ import annotations

from dashboard.components.html.section_layout import draw_page_headline
from dashboard.components.text.number_format import format_resident_rate
from dashboard.page_context import PageContext
from dashboard.sections.availability import explain_missing
from dashboard.sections.division_choice import choose_divisions, draw_division_choice
from dashboard.sections.indicator_by_region import draw_indicator_by_region
from dashboard.sections.indicator_table import read_table_choices
from dashboard.sections.league_choices import read_league_choices
from dashboard.sections.low_income_text import format_low_income
from dashboard.sections.regional_table import is_available_below
from dashboard.views.coverage.benefit_levels import draw_benefit_levels
from dashboard.views.coverage.composition import draw_composition
from dashboard.views.coverage.dibao_standards import draw_dibao_standards
from dashboard.views.coverage.entries_and_exits import draw_entries_and_exits
from dashboard.views.coverage.known_people import draw_known_people
from dashboard.views.coverage.recipients_by_tier import draw_recipients_by_tier
from dashboard.views.coverage.special_and_temporary import draw_special_and_temporary, draw_temporary_shares
from dashboard.views.coverage.tier_transitions import draw_tier_transitions
from shared.indicators.catalogue import indicator
from shared.locale import _

PERSONS, RATE = "low_income_population", "coverage_rate"


def render(context: PageContext) -> None:
    """Headline, tiers over time, rate by region, entries and exits, the database, other assistance, standards."""
    by_region = RATE if is_available_below(context, RATE) else PERSONS
    read_table_choices(context)
    read_league_choices(context, indicator(by_region))
    of_then = context
    context, former = choose_divisions(context)
    values = context.load_values(PERSONS, RATE, periods=[context.period, *context.basis_periods])
    rate = values.total(RATE, context.region.code, context.period)
    parts = [format_low_income(context)]
    if rate.value is not None:
        parts.append(format_resident_rate(rate))
    note = " · ".join([context.region_and_period, *context.change_texts(values, PERSONS)])
    draw_page_headline(_("; ").join(parts), note, [values.total(PERSONS, context.region.code, context.period), rate])
    draw_division_choice(context, former)
    draw_recipients_by_tier(context)
    missing = explain_missing([RATE], context.navigation.levels[0])
    draw_indicator_by_region(of_then, by_region, missing=missing)
    draw_entries_and_exits(context)
    draw_tier_transitions(context)
    draw_known_people(context)
    draw_composition(context)
    draw_special_and_temporary(context)
    draw_temporary_shares(context)
    draw_dibao_standards(context)
    draw_benefit_levels(context)
