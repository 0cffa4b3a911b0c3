"""One-time codes with which only the owner of an account sets its password."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, relationship

from shared.locale import lazy as _l

from . import columns
from .account import Account
from .base import Base, Keyed, RegionScoped


class PasswordCode(Base, Keyed, RegionScoped):
    """A code somebody made for an account. Only its hash is stored; it is good once, until it expires."""

    __tablename__ = "password_code"
    __labels__ = (_l("One-time code"), _l("One-time codes"))
    __area__ = "accounts"

    account_id: Mapped[int] = columns.reference(_l("Account"), "account.id", index=True)
    code_hash: Mapped[bytes] = columns.secret(_l("Code"), 32)
    made_by: Mapped[str] = columns.identifier(_l("Created by"), 40)
    made_at: Mapped[datetime] = columns.instant(_l("Created at"))
    expires_at: Mapped[datetime] = columns.instant(_l("Expires at"))
    used_at: Mapped[datetime | None] = columns.instant(
        _l("Used or replaced at"), comment="also set when a newer code takes its place"
    )

    account: Mapped[Account] = relationship()
