"""Signed-in sessions, kept on the server so that they can be ended."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, relationship

from shared.locale import lazy as _l

from . import columns
from .account import Account
from .base import Base, Keyed
from .labelled_enum import Language


class SignInSession(Base, Keyed):
    """One signed-in browser. Only a hash of its token is stored."""

    __tablename__ = "sign_in_session"
    __labels__ = (_l("Session"), _l("Sessions"))
    __area__ = "security"

    token_hash: Mapped[bytes] = columns.secret(_l("Token"), 32, unique=True)
    account_id: Mapped[int] = columns.reference(_l("Account"), "account.id", index=True)
    language: Mapped[str] = columns.coded(_l("Language"), Language, 10)
    started_at: Mapped[datetime] = columns.instant(_l("Started at"))
    seen_at: Mapped[datetime] = columns.instant(_l("Last active at"), comment="idle time counts from here")
    ended_at: Mapped[datetime | None] = columns.instant(_l("Ended at"))
    ended_why: Mapped[str | None] = columns.identifier(
        _l("Reason for ending"), 20, comment="said on the sign-in page afterwards"
    )
    address: Mapped[str | None] = columns.identifier(_l("Network address"), 45)
    browser: Mapped[str | None] = columns.identifier(_l("Browser"), 40, comment="family and system")

    account: Mapped[Account] = relationship()


class SignInAttempt(Base, Keyed):
    """A failed sign-in; too many of them slow the account and the address down."""

    __tablename__ = "sign_in_attempt"
    __labels__ = (_l("Failed sign-in"), _l("Failed sign-ins"))
    __area__ = "security"

    login: Mapped[str] = columns.identifier(_l("Login"), 40, index=True)
    address: Mapped[str] = columns.identifier(_l("Network address"), 45, index=True)
    at: Mapped[datetime] = columns.instant(_l("Time"), index=True)
    turned_away: Mapped[int] = columns.count(
        _l("Attempts during the waiting time"), default=0, server_default="0", comment="tries too early after it"
    )
