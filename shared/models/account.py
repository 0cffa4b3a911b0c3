"""Accounts of officials, clerks and administrators."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, false
from sqlalchemy.orm import Mapped, relationship

from shared.locale import CHINESE
from shared.locale import lazy as _l

from . import columns
from .base import Base, Editable, RegionScoped, check_not_blank
from .labelled_enum import Language
from .role_grant import RoleGrant


class Account(Base, Editable, RegionScoped):
    """Who may sign in; `region_code` is where the person works. What the account may do stands in its grants."""

    __tablename__ = "account"
    __labels__ = (_l("Account"), _l("Accounts"))
    __area__ = "accounts"
    __region_label__ = _l("Place of work")
    __table_args__ = (check_not_blank("login"),)

    login: Mapped[str] = columns.identifier(
        _l("Login"),
        40,
        help=_l("Lowercase letters, digits, dots, hyphens and underscores; it cannot be changed later."),
        unique=True,
    )
    display_name: Mapped[str] = columns.person_name(_l("Full name"), 60)
    password_hash: Mapped[str] = columns.special(
        columns.ColumnKind.SECRET, _l("Password"), String(200), comment="Argon2id"
    )
    must_change_password: Mapped[bool] = columns.flag(
        _l("Must choose a password"), default=False, server_default=false(), comment="somebody else set it"
    )
    password_changed_at: Mapped[datetime | None] = columns.instant(_l("Password changed at"))
    language: Mapped[str] = columns.coded(_l("Language"), Language, 10, default=CHINESE)
    disabled_at: Mapped[datetime | None] = columns.instant(
        _l("Disabled since"), comment="from this instant the account cannot act"
    )

    grants: Mapped[list[RoleGrant]] = relationship(back_populates="account", cascade="all", lazy="selectin")

    def may_act(self, at: datetime) -> bool:
        """Whether the account is in use at an instant: neither disabled nor retired."""
        return self.retired_on is None and (self.disabled_at is None or self.disabled_at > at)

    def __str__(self) -> str:
        return self.display_name
