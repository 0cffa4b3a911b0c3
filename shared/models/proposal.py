"""Changes of accounts and roles that take effect only when a second person has confirmed them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shared.locale import lazy as _l

from .account import Account
from .base import REGION_CODE, Base, Keyed, RegionScoped, check_in
from .labelled_enum import LabelledEnum


class ProposalKind(LabelledEnum):
    """What is to be done with the account."""

    GRANT = "grant", _l("Grant a role")
    REVOKE = "revoke", _l("Take a role back")
    CODE = "code", _l("One-time code for a new password")
    DISABLE = "disable", _l("Disable the account")
    ENABLE = "enable", _l("Enable the account")
    MOVE = "move", _l("Change name or place of work")


class ProposalState(LabelledEnum):
    """How far it is."""

    WAITING = "waiting", _l("Waits for confirmation")
    CONFIRMED = "confirmed", _l("Confirmed")
    REFUSED = "refused", _l("Refused")


class Proposal(Base, Keyed, RegionScoped):
    """One change. `region_code` is where the account works: who administers it there may confirm."""

    __tablename__ = "proposal"
    __area__ = "accounts"
    __table_args__ = (
        check_in("kind", ProposalKind),
        check_in("state", ProposalState),
    )

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    role: Mapped[str | None] = mapped_column(String(30))
    place_code: Mapped[str | None] = mapped_column(REGION_CODE, comment="of the role, or the new place of work")
    display_name: Mapped[str | None] = mapped_column(String(60))
    reason: Mapped[str] = mapped_column(String(200))
    proposed_by: Mapped[str] = mapped_column(String(40))
    proposed_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(10), default=ProposalState.WAITING, index=True)
    decided_by: Mapped[str | None] = mapped_column(String(40))
    decided_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship()
