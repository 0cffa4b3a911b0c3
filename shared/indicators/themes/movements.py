"""Movements: who is newly in the tiers, no longer in them, or in another one (A6)."""

from __future__ import annotations

from shared.indicators.indicator import Indicator
from shared.indicators.measure import Expression, Measure, Timing
from shared.indicators.units import Unit
from shared.locale import lazy as _l
from shared.models import Level, Spell

from .coverage import RANK, spells
from .legal_sources import RECOGNITION


def _moved(key: str, timing: Timing, stays_in: str = "") -> Measure:
    """Persons whose place (and tier) at the end of the period is not the one before it."""
    return Measure(
        key,
        spells,
        timing,
        Spell.start_on,
        Spell.end_on,
        subject=Spell.person_id,
        rank=RANK,
        stays_in=stays_in,
        dimensions={"tier": Spell.tier},
        deepest=Level.TOWNSHIP,
    )


def _spells(key: str, day: Expression, dimensions: dict[str, Expression]) -> Measure:
    return Measure(key, spells, Timing.FLOW, day, dimensions=dimensions)


MEASURES = [
    _moved("entries", Timing.CAME),
    _moved("exits", Timing.LEFT),
    _moved("arrivals", Timing.CAME, stays_in="tier"),
    _moved("departures", Timing.LEFT, stays_in="tier"),
    _spells("spells_begun", Spell.start_on, {"tier": Spell.tier}),
    _spells("spells_ended", Spell.end_on, {"tier": Spell.tier, "reason": Spell.exit_reason}),
]

INDICATORS = [
    Indicator(
        "A6",
        "entries",
        _l("Persons newly in"),
        Unit.PERSONS,
        "entries",
        _l(
            "Persons in no tier here on the day before the period and in one on its last day; split: in which. Who "
            "moves here from another region is new here, not in a region that holds both: parts may exceed the whole."
        ),
        RECOGNITION,
    ),
    Indicator(
        "A6",
        "exits",
        _l("Persons no longer in"),
        Unit.PERSONS,
        "exits",
        _l(
            "Persons in a tier here on the day before the period and in none on its last day; split: in which they "
            "were. Who moves to another region has left here, not a region that holds both: parts may exceed the whole."
        ),
        RECOGNITION,
    ),
    Indicator(
        "A6",
        "moves",
        _l("Moves between tiers"),
        Unit.PERSONS,
        "arrivals",
        _l(
            "Persons here in another tier on the last day of the period than on the day before it; split: the tier "
            "they moved into."
        ),
        RECOGNITION,
        minus="entries",
    ),
    Indicator(
        "A6",
        "moves_out",
        _l("Moves out of a tier"),
        Unit.PERSONS,
        "departures",
        _l(
            "Persons here in another tier on the last day of the period than on the day before it; split: the tier "
            "they moved out of."
        ),
        RECOGNITION,
        minus="exits",
    ),
    Indicator(
        "A6",
        "arrivals",
        _l("Into a tier"),
        Unit.PERSONS,
        "arrivals",
        _l("Persons newly in and persons moved from another tier; split: into which tier."),
        RECOGNITION,
    ),
    Indicator(
        "A6",
        "departures",
        _l("Out of a tier"),
        Unit.PERSONS,
        "departures",
        _l("Persons no longer in and persons moved to another tier; split: out of which tier."),
        RECOGNITION,
    ),
    Indicator(
        "A6",
        "net_change",
        _l("Net change"),
        Unit.PERSONS,
        "arrivals",
        _l(
            "Persons into a tier less persons out of one, which is newly in less no longer in; stock at the end = "
            "stock on the day before the period + net change, for every region and tier."
        ),
        RECOGNITION,
        minus="departures",
    ),
    Indicator(
        "A6",
        "spells_begun",
        _l("Recognitions begun"),
        Unit.PERSON_TIMES,
        "spells_begun",
        _l("Recognitions that began in the period; a change of tier ends one and begins another."),
        RECOGNITION,
    ),
    Indicator(
        "A6",
        "spells_ended",
        _l("Recognitions ended"),
        Unit.PERSON_TIMES,
        "spells_ended",
        _l("Recognitions that ended in the period, by reason; a change of tier ends one and begins another."),
        RECOGNITION,
    ),
]
