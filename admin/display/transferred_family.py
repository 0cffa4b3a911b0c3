"""The family that a transfer is about, as both offices see it before it has moved."""

from __future__ import annotations

from admin.request import context
from shared.clock import today
from shared.models import HouseholdTransfer
from shared.services.household_composition import FamilyMember, load_family


def members_of(transfer: HouseholdTransfer) -> list[FamilyMember]:
    """All members of the household, read past the scope: the office that is to accept must know whom."""
    system = context.system_reader()
    return load_family(transfer.household_id, today(), system, system).members
