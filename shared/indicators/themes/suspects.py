"""Benefit spells that look wrong (H3): whose person has died, or whose region no longer exists."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, literal, or_, select, union_all

from shared.indicators.date_expressions import days_after, later_of
from shared.indicators.definition_version import ADDED
from shared.indicators.dimension_values import SuspectKind
from shared.indicators.indicator import Indicator
from shared.indicators.measure import Measure, Source, Timing
from shared.indicators.units import Unit
from shared.locale import lazy as _l
from shared.models import Person, Region, Spell

from .legal_sources import RECOGNITION

GRACE_DAYS = 31  # benefits go by months: those of the month of a death are nobody's mistake
RANKS = {kind: rank for rank, kind in enumerate(SuspectKind, 1)}
DEATH_LIMIT = days_after(Person.died_on, GRACE_DAYS)


def _spells(kind: SuspectKind, since: Any, limit: Any) -> Select[Any]:
    """Spells still in force after a day on which they should have ended."""
    return (
        select(
            Spell.id,
            Spell.region_code,
            Spell.person_id,
            later_of(since, Spell.start_on).label("since"),
            Spell.end_on,
            literal(kind.value).label("suspect"),
            literal(RANKS[kind]).label("rank"),
        )
        .select_from(Spell)
        .where(Spell.retired_on.is_(None), or_(Spell.end_on.is_(None), Spell.end_on > limit))
    )


rows = union_all(
    _spells(SuspectKind.DIED, DEATH_LIMIT, DEATH_LIMIT).join(Person).where(Person.died_on.is_not(None)),
    _spells(SuspectKind.FORMER_REGION, Region.valid_to, Region.valid_to)
    .join(Region, Region.code == Spell.region_code)
    .where(Region.valid_to.is_not(None)),
).subquery("suspects")

suspects = Source(
    "suspects",
    rows,
    rows.c.region_code,
    {
        Spell: ("id", rows.c.id),
        Person: ("id", rows.c.person_id),
        Region: ("code", rows.c.region_code),
    },
    listed_as=(Spell, rows.c.id, rows.c.rank),
)

MEASURES = [
    Measure(
        "suspects",
        suspects,
        Timing.STOCK,
        rows.c.since,
        rows.c.end_on,
        subject=rows.c.id,
        rank=rows.c.rank,
        dimensions={"suspect": rows.c.suspect},
    ),
]

INDICATORS = [
    Indicator(
        "H3",
        "suspect_records",
        _l("Suspect benefit spells"),
        Unit.ITEMS,
        "suspects",
        _l(
            "Benefit spells in force on the last day of the period although the person died more than 31 days before, "
            "or although their region no longer exists; a spell with both counts once, as the first. Two spells of "
            "one person at a time are refused when they are entered. Spells that were not reviewed for a year are not "
            "among them: this system has no records of reviews yet."
        ),
        RECOGNITION,
        better=-1,
        version=ADDED,
    ),
]
