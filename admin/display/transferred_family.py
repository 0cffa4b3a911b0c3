"""The family that a transfer is about, as both offices see it before it has moved."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from admin.request import context
from shared.clock import Period, today
from shared.models import HouseholdMember, HouseholdTransfer, Person, Spell
from shared.services.monthly_amounts import load_amounts


@dataclass(frozen=True)
class FamilyMember:
    """A member of the household today, and what the member is recognised for."""

    membership: HouseholdMember
    spell: Spell | None
    amount_fen: int

    @property
    def person(self) -> Person:
        """Who it is."""
        return self.membership.person


def members_of(transfer: HouseholdTransfer) -> list[FamilyMember]:
    """All members of the household, read past the scope: the office that is to accept must know whom."""
    system = context.system_reader()
    of_family = {"household_id": transfer.household_id, "retired_on": None}
    memberships = list(
        system.scalars(
            select(HouseholdMember)
            .filter_by(**of_family)
            .where(HouseholdMember.is_in_force(today()))
            .order_by(HouseholdMember.id)
        )
    )
    spells = {
        spell.person_id: spell
        for spell in system.scalars(select(Spell).filter_by(**of_family).where(Spell.is_in_force(today())))
    }
    amounts = load_amounts(system, [spell.id for spell in spells.values()], Period.month_of(today()).key)
    found = [(one, spells.get(one.person_id)) for one in memberships]
    return [FamilyMember(one, spell, amounts[spell.id] if spell else 0) for one, spell in found]
