"""Changes of accounts and roles that take effect only when a second person has confirmed them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, relationship

from shared.locale import lazy as _l

from . import columns
from .account import Account
from .base import Base, Keyed, RegionScoped, check_in
from .labelled_enum import LabelledEnum
from .role import Role


class ProposalKind(LabelledEnum):
    """What is to be done with the account."""

    GRANT = "grant", _l("Grant a role")
    REVOKE = "revoke", _l("Revoke a role")
    CODE = "code", _l("One-time code for a new password")
    DISABLE = "disable", _l("Disable the account")
    ENABLE = "enable", _l("Enable the account")
    MOVE = "move", _l("Change name or place of work")


class ProposalState(LabelledEnum):
    """How far it is."""

    WAITING = "waiting", _l("Awaiting confirmation")
    CONFIRMED = "confirmed", _l("Confirmed")
    REFUSED = "refused", _l("Rejected")


class Proposal(Base, Keyed, RegionScoped):
    """One change. `region_code` is where the account works: who administers it there may confirm."""

    __tablename__ = "proposal"
    __labels__ = (_l("Change to confirm"), _l("Changes to confirm"))
    __area__ = "accounts"
    __table_args__ = (
        check_in("kind", ProposalKind),
        check_in("state", ProposalState),
    )

    account_id: Mapped[int] = columns.reference(_l("Account"), "account.id", index=True)
    kind: Mapped[str] = columns.coded(_l("Requested change"), ProposalKind, 10)
    role: Mapped[str | None] = columns.coded(_l("Role"), Role, 30)
    place_code: Mapped[str | None] = columns.region_code(
        _l("For the region"), is_linked=False, comment="of the role, or the new place of work"
    )
    display_name: Mapped[str | None] = columns.free_text(_l("Full name"), 60)
    reason: Mapped[str] = columns.reason(_l("Reason"))
    proposed_by: Mapped[str] = columns.identifier(_l("Proposed by"), 40)
    proposed_at: Mapped[datetime] = columns.instant(_l("Proposed at"))
    state: Mapped[str] = columns.coded(_l("Status"), ProposalState, 10, default=ProposalState.WAITING, index=True)
    decided_by: Mapped[str | None] = columns.identifier(_l("Decided by"), 40)
    decided_at: Mapped[datetime | None] = columns.instant(_l("Decided at"))

    account: Mapped[Account] = relationship()
