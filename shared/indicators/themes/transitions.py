"""Where people of each tier are at the end of a period: the matrix of moves between tiers (A7)."""

from __future__ import annotations

from shared.indicators.definition_version import ADDED
from shared.indicators.indicator import Indicator
from shared.indicators.measure import MOVE, Dimension, Pair, Summand, Timing
from shared.indicators.units import Unit
from shared.locale import lazy as _l
from shared.models import Spell

from .legal_sources import RECOGNITION
from .movements import compared_persons


def _before(dimension: str) -> tuple[Summand, ...]:
    """Who is in a tier at the end, less those who entered it, and those who left it."""
    if not dimension:
        return Summand(1, "recipients", ""), Summand(-1, "entries", ""), Summand(1, "exits", "")
    tier = f"tier={_sides(dimension)[0]}"
    return Summand(1, "recipients", tier), Summand(-1, "arrivals", tier), Summand(1, "departures", tier)


def _on_both_sides(dimension: str) -> tuple[Summand, ...]:
    """Who moved from one tier to the other; of one tier, who is in it at the end and did not enter it."""
    if not dimension:
        return Summand(1, "recipients", ""), Summand(-1, "entries", "")
    former, tier = _sides(dimension)
    if former != tier:
        return (Summand(1, "arrivals", f"{MOVE}={Pair.name(former, tier)}"),)
    return Summand(1, "recipients", f"tier={tier}"), Summand(-1, "arrivals", f"tier={tier}")


def _sides(dimension: str) -> tuple[str, str]:
    return Pair.sides(dimension.partition("=")[2])


TIER_CHANGE: dict[str, Dimension] = {"tier_change": Pair(Spell.tier)}

MEASURES = [
    compared_persons("recipients_before", Timing.BEFORE, TIER_CHANGE, sum_of=_before),
    compared_persons("recipients_on_both_sides", Timing.STAYED, TIER_CHANGE, sum_of=_on_both_sides),
]

INDICATORS = [
    Indicator(
        "A7",
        "tier_transitions",
        _l("Recipients still in a tier"),
        Unit.PERCENT,
        "recipients_on_both_sides",
        _l(
            "Of the people who were in a tier of the region on the day before the period, the share still in a tier "
            "of the region on its last day. Categories: the tier they were in and the tier they are in, each of a "
            "hundred people of the former; what is missing to a hundred left the tiers of the region. Both sides by "
            "the divisions of the end of the period."
        ),
        RECOGNITION,
        denominator="recipients_before",
        factor=100,
        version=ADDED,
    ),
]
