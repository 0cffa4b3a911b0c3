"""Whom a charity programme is meant for."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, select

from .programme import ProgrammeTier
from .spell import Spell


def is_eligible(household_id: Any, programme_id: Any, day: Any) -> ColumnElement[bool]:
    """Whether somebody of the household is recognised on the day in a tier that the programme serves.

    Each may be a value, or a column of the query that the condition stands in.
    """
    return exists(
        select(Spell.id)
        .join(ProgrammeTier, ProgrammeTier.tier == Spell.tier)
        .where(Spell.household_id == household_id, Spell.is_in_force(day), ProgrammeTier.programme_id == programme_id)
    )


def makes_eligible(programme_id: Any, day: Any) -> ColumnElement[bool]:
    """A condition on recognitions: one of them that is in force on the day, in a tier that the programme serves."""
    tiers = select(ProgrammeTier.tier).where(ProgrammeTier.programme_id == programme_id)
    return and_(Spell.is_in_force(day), Spell.tier.in_(tiers))
