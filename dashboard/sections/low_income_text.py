"""The low-income population in a sentence: the four tiers together, of them dibao and tekun (在保)."""

from __future__ import annotations

from decimal import Decimal

from dashboard.components.text.number_format import format_compact, format_with_status
from dashboard.page_context import PageContext
from shared.indicators.catalogue import indicator
from shared.locale import _
from shared.models import Tier

KEY, BY_TIER = "low_income_population", "recipients_by_tier"
CORE = (Tier.TEKUN, Tier.DIBAO)


def format_low_income(context: PageContext) -> str:
    """How many are in the four tiers, of them dibao and tekun."""
    all_tiers = context.load_values(KEY).total(KEY, context.region.code, context.period)
    parts = context.load_values(BY_TIER, dimension="tier", categories=[tier.value for tier in CORE])
    if parts.hides(context.region.code):
        return _("Low-income population: {persons}").format(persons=format_with_status(all_tiers))
    core = sum(
        (parts.value_or_zero(BY_TIER, context.region.code, context.period, tier.value) for tier in CORE), Decimal(0)
    )
    template = _("Low-income population: {persons}, of whom {core} in dibao or tekun")
    return template.format(persons=format_with_status(all_tiers), core=format_compact(core, indicator(BY_TIER).unit))
