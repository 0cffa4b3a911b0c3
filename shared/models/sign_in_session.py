"""Signed-in sessions, kept on the server so that they can be ended."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .account import Account
from .base import Base, Keyed


class SignInSession(Base, Keyed):
    """One signed-in browser. Only a hash of its token is stored."""

    __tablename__ = "sign_in_session"
    __area__ = "security"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    language: Mapped[str] = mapped_column(String(10))
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime] = mapped_column(comment="idle time counts from here")
    ended_at: Mapped[datetime | None]
    ended_why: Mapped[str | None] = mapped_column(String(20), comment="said on the sign-in page afterwards")
    address: Mapped[str | None] = mapped_column(String(45))
    browser: Mapped[str | None] = mapped_column(String(40), comment="family and system")

    account: Mapped[Account] = relationship()


class SignInAttempt(Base, Keyed):
    """A failed sign-in; too many of them slow the account and the address down."""

    __tablename__ = "sign_in_attempt"
    __area__ = "security"

    login: Mapped[str] = mapped_column(String(40), index=True)
    address: Mapped[str] = mapped_column(String(45), index=True)
    at: Mapped[datetime] = mapped_column(index=True)
    turned_away: Mapped[int] = mapped_column(default=0, server_default="0", comment="tries too early after it")
