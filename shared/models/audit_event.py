"""The audit trail: who did what to which record, when and why. Append-only, each row chained to the one before."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from .base import REGION_CODE, Base, Keyed


class AuditEvent(Base, Keyed):
    """One event. `digest` = SHA-256 over the digest before and this row's content."""

    __tablename__ = "audit_event"
    __area__ = "audit"
    __table_args__ = (
        Index("ix_audit_event_record", "record", "record_id"),
        Index("ix_audit_event_actor", "actor", "at"),
    )

    at: Mapped[datetime] = mapped_column(index=True)
    actor: Mapped[str] = mapped_column(String(40), comment="login, or the command that acted")
    action: Mapped[str] = mapped_column(String(20), comment="insert, update, delete, read, export, sign_in …")
    record: Mapped[str] = mapped_column(String(40), default="", comment="table of the record")
    record_id: Mapped[str] = mapped_column(String(40), default="")
    region_code: Mapped[str | None] = mapped_column(REGION_CODE)
    reason: Mapped[str] = mapped_column(String(200), default="")
    changes: Mapped[dict[str, object]] = mapped_column(JSON, comment="column: [before, after]; nothing secret")
    digest_before: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
