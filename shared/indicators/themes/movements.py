"""Movements: who is newly in the tiers, no longer in them, or in another one (A6)."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, or_

from shared.indicators.definition_version import CHANGED
from shared.indicators.indicator import Indicator
from shared.indicators.measure import MOVE, Dimension, Expression, Measure, Pair, Timing
from shared.indicators.units import Unit
from shared.locale import lazy as _l
from shared.models import EntryReason, Level, Spell

from .coverage import RANK, spells
from .legal_sources import RECOGNITION

GOES_ON = str(EntryReason.DIVISION)  # the reason at both ends of a recognition that a change of divisions parts
CONTINUES = case((Spell.entry_reason == GOES_ON, 1), else_=0)


def compared_persons(key: str, timing: Timing, dimensions: dict[str, Dimension], **further: Any) -> Measure:
    """Persons by their place (and tier) at the end of the period and by the one on the day before it."""
    return Measure(
        key,
        spells,
        timing,
        Spell.start_on,
        Spell.end_on,
        subject=Spell.person_id,
        rank=RANK,
        continues=CONTINUES,
        dimensions=dimensions,
        deepest=Level.TOWNSHIP,
        **further,
    )


TIER: dict[str, Dimension] = {"tier": Spell.tier}


def _spells(key: str, day: Expression, reason: Expression, dimensions: dict[str, Expression]) -> Measure:
    def where(_day: date) -> ColumnElement[bool]:
        return or_(reason.is_(None), reason != GOES_ON)

    return Measure(key, spells, Timing.FLOW, day, where=where, dimensions=dimensions)


MEASURES = [
    compared_persons("entries", Timing.CAME, TIER),
    compared_persons("exits", Timing.LEFT, TIER),
    compared_persons("arrivals", Timing.CAME, {**TIER, MOVE: Pair(Spell.tier)}, stays_in="tier"),
    compared_persons("departures", Timing.LEFT, TIER, stays_in="tier"),
    _spells("spells_begun", Spell.start_on, Spell.entry_reason, {"tier": Spell.tier}),
    _spells("spells_ended", Spell.end_on, Spell.exit_reason, {"tier": Spell.tier, "reason": Spell.exit_reason}),
]

INDICATORS = [
    Indicator(
        "A6",
        "entries",
        _l("New recipients"),
        Unit.PERSONS,
        "entries",
        _l(
            "People who were in no tier of the region on the day before the period and in one on its last day. "
            "Categories: that tier. A person who moves in from another region is new in the region, but not in a "
            "region that contains both; the parts may therefore add up to more than the total. "
            "A change of divisions is no move."
        ),
        RECOGNITION,
        version=CHANGED,
    ),
    Indicator(
        "A6",
        "exits",
        _l("Recipients who left"),
        Unit.PERSONS,
        "exits",
        _l(
            "People who were in a tier of the region on the day before the period and in none on its last day. "
            "Categories: the tier they were in. A person who moves to another region has left the former region, "
            "but not a region that contains both; the parts may therefore add up to more than the total. "
            "A change of divisions is no move."
        ),
        RECOGNITION,
        version=CHANGED,
    ),
    Indicator(
        "A6",
        "moves",
        _l("People who changed tier"),
        Unit.PERSONS,
        "arrivals",
        _l(
            "People who were in a tier of the region both on the day before the period and on its last day, but "
            "not in the same tier. Categories: the tier they moved into."
        ),
        RECOGNITION,
        minus="entries",
        version=CHANGED,
    ),
    Indicator(
        "A6",
        "moves_out",
        _l("People who moved out of a tier"),
        Unit.PERSONS,
        "departures",
        _l(
            "People who were in a tier of the region both on the day before the period and on its last day, but "
            "not in the same tier. Categories: the tier they moved out of."
        ),
        RECOGNITION,
        minus="exits",
        version=CHANGED,
    ),
    Indicator(
        "A6",
        "arrivals",
        _l("People entering a tier"),
        Unit.PERSONS,
        "arrivals",
        _l("New recipients and people who moved from another tier. Categories: the tier they entered."),
        RECOGNITION,
    ),
    Indicator(
        "A6",
        "departures",
        _l("People leaving a tier"),
        Unit.PERSONS,
        "departures",
        _l("Recipients who left and people who moved to another tier. Categories: the tier they left."),
        RECOGNITION,
    ),
    Indicator(
        "A6",
        "net_change",
        _l("Net change"),
        Unit.PERSONS,
        "arrivals",
        _l(
            "People entering a tier less people leaving one, which equals new recipients less recipients who "
            "left. For every region and tier: number at the end = number on the day before the period + net "
            "change, both by the divisions of that end."
        ),
        RECOGNITION,
        minus="departures",
        is_balance=True,
    ),
    Indicator(
        "A6",
        "spells_begun",
        _l("Benefit spells begun"),
        Unit.PERSON_TIMES,
        "spells_begun",
        _l("Benefit spells that began in the period; a change of tier ends one and begins another."),
        RECOGNITION,
    ),
    Indicator(
        "A6",
        "spells_ended",
        _l("Benefit spells ended"),
        Unit.PERSON_TIMES,
        "spells_ended",
        _l("Benefit spells that ended in the period, by reason; a change of tier ends one and begins another."),
        RECOGNITION,
    ),
]
