"""The low-income population in a sentence: the four tiers together, and how many of them the law calls 在保."""

from __future__ import annotations

from decimal import Decimal

from dashboard.parts.numbers import said, short
from dashboard.visit import Visit
from shared.indicators.catalogue import indicator
from shared.locale import _
from shared.models import Tier

KEY, BY_TIER = "low_income_population", "recipients_by_tier"
CORE = (Tier.TEKUN, Tier.DIBAO)


def low_income(visit: Visit) -> str:
    """How many are in the four tiers, of them dibao and tekun."""
    all_tiers = visit.read(KEY).one(KEY, visit.here.code, visit.period)
    parts = visit.read(BY_TIER, split="tier", parts=[tier.value for tier in CORE])
    core = sum((parts.number(BY_TIER, visit.here.code, visit.period, tier.value) for tier in CORE), Decimal(0))
    sentence = _("Low-income population {persons}, of them {core} in dibao or tekun")
    return sentence.format(persons=said(all_tiers), core=short(core, indicator(BY_TIER).unit))
