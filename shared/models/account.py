"""Accounts of officials, clerks and administrators."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shared.locale import CHINESE

from .base import NAME, Base, Editable, RegionScoped, check_not_blank
from .role_grant import RoleGrant


class Account(Base, Editable, RegionScoped):
    """Who may sign in; `region_code` is where the person works. What the account may do stands in its grants."""

    __tablename__ = "account"
    __area__ = "accounts"
    __table_args__ = (check_not_blank("login"),)

    login: Mapped[str] = mapped_column(String(40), unique=True)
    display_name: Mapped[str] = mapped_column(String(60), info=NAME)
    password_hash: Mapped[str] = mapped_column(String(200), comment="Argon2id")
    must_change_password: Mapped[bool] = mapped_column(
        default=False, server_default=false(), comment="somebody else set it"
    )
    password_changed_at: Mapped[datetime | None]
    language: Mapped[str] = mapped_column(String(10), default=CHINESE)
    disabled_at: Mapped[datetime | None] = mapped_column(comment="from this instant the account cannot act")

    grants: Mapped[list[RoleGrant]] = relationship(back_populates="account", cascade="all", lazy="selectin")

    def may_act(self, at: datetime) -> bool:
        """Whether the account is in use at an instant: neither disabled nor retired."""
        return self.retired_on is None and (self.disabled_at is None or self.disabled_at > at)

    def __str__(self) -> str:
        return self.display_name
