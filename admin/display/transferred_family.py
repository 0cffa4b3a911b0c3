"""The family that a transfer is about, as both offices see it until the transfer is decided."""

from __future__ import annotations

from admin.request import context
from shared.access import Permission
from shared.clock import today
from shared.models import HouseholdTransfer, TransferState
from shared.services.household_composition import FamilyMember, load_family


def members_of(transfer: HouseholdTransfer) -> list[FamilyMember]:
    """All members of the household: while the offer waits, past the scope, for who accepts must know whom.

    What they get only for who may read recognitions. Afterwards each office reads what is in its own scope.
    """
    is_waiting = transfer.state == TransferState.OFFERED
    reader = context.system_reader() if is_waiting else context.session()
    may_read = context.actor().has_permission(Permission.RECOGNITION_READ)
    return load_family(transfer.household_id, today(), reader, reader if may_read else None).members
