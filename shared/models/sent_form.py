"""Forms that were sent, by the token each carried: the same form sent again finds the record it made."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped

from shared.locale import lazy as _l

from . import columns
from .base import Base


class SentForm(Base):
    """One form of a new record. Rows go when no browser holds their form any more."""

    __tablename__ = "sent_form"
    __labels__ = (_l("Submitted form"), _l("Submitted forms"))
    __area__ = "security"

    account_id: Mapped[int] = columns.reference(_l("Account"), "account.id", primary_key=True)
    token_hash: Mapped[bytes] = columns.secret(_l("Token"), 32, primary_key=True)
    record_id: Mapped[str] = columns.identifier(_l("Record number"), 20, default="", comment="what it made, once saved")
    at: Mapped[datetime] = columns.instant(_l("Time"))
