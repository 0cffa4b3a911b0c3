"""Forms that were sent, by the token each carried: the same form sent again finds the record it made."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base


class SentForm(Base):
    """One form of a new record. Rows go when no browser holds their form any more."""

    __tablename__ = "sent_form"
    __area__ = "security"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    record_id: Mapped[str] = mapped_column(String(20), default="", comment="what it made, once saved")
    at: Mapped[datetime]
