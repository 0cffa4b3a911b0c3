"""One-time codes with which only the owner of an account sets its password."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .account import Account
from .base import Base, Keyed, RegionScoped


class PasswordCode(Base, Keyed, RegionScoped):
    """A code somebody made for an account. Only its hash is stored; it is good once, until it expires."""

    __tablename__ = "password_code"
    __area__ = "accounts"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    made_by: Mapped[str] = mapped_column(String(40))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None] = mapped_column(comment="also set when a newer code takes its place")

    account: Mapped[Account] = relationship()
