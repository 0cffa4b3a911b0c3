"""The audit trail: who did what to which record, when and why. Append-only, each row chained to the one before."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, BigInteger, Column, ForeignKey, Index, MetaData, String, Table
from sqlalchemy.orm import Mapped

from shared.locale import lazy as _l

from . import columns
from .base import BIG_KEY, Base, Keyed


class AuditEvent(Base, Keyed):
    """One event. `digest`: HMAC-SHA256 over the digest before and this row's content (`shared.audit.chain`)."""

    __tablename__ = "audit_event"
    __labels__ = (_l("Audit event"), _l("Audit trail"))
    __area__ = "audit"
    __table_args__ = (
        Index("ix_audit_event_record", "record", "record_id"),
        Index("ix_audit_event_actor", "actor", "at"),
    )

    at: Mapped[datetime] = columns.instant(_l("Time"), index=True)
    actor: Mapped[str] = columns.special(
        columns.ColumnKind.ACTOR, _l("Done by"), String(40), comment="login, or the command that acted"
    )
    action: Mapped[str] = columns.special(
        columns.ColumnKind.ACTION, _l("Action"), String(20), comment="insert, update, delete, read, export, sign_in …"
    )
    record: Mapped[str] = columns.special(
        columns.ColumnKind.RECORD_KIND, _l("Record"), String(40), default="", comment="table of the record"
    )
    record_id: Mapped[str] = columns.identifier(_l("Record number"), 40, default="")
    region_code: Mapped[str | None] = columns.region_code(_l("Region"), is_linked=False)
    reason: Mapped[str] = columns.reason(_l("Reason"), default="")
    changes: Mapped[dict[str, object]] = columns.special(
        columns.ColumnKind.DOCUMENT, _l("Changes"), JSON(), comment="column: [before, after]; nothing secret"
    )
    digest_before: Mapped[str] = columns.identifier(_l("Digest before"), 64)
    digest: Mapped[str] = columns.identifier(_l("Digest"), 64, unique=True)
    evidence: Mapped[str | None] = columns.identifier(
        _l("Digest of the old chain"), 64, comment="the digest it had before the trail got a key"
    )


# Tables of the trail itself. They are no records: nobody but `shared.audit` reads and writes them, and a session of
# an actor refuses plain tables.
TRAIL = MetaData(naming_convention=Base.metadata.naming_convention)

# Whose data an event of reading was about; the event's digest covers it.
audit_subject = Table(
    "audit_subject",
    TRAIL,
    Column("person_id", BIG_KEY, primary_key=True, autoincrement=False),  # no key: reading waits for no writer
    Column(
        "event_id", BIG_KEY, ForeignKey(AuditEvent.__table__.c.id), primary_key=True, index=True, autoincrement=False
    ),
    sqlite_with_rowid=False,
)

# Events of reading that could not be appended at once, because somebody was writing; moved to the chain in this order.
# Beside a SQLite database they wait in a file of their own.
audit_waiting = Table(
    "audit_waiting",
    TRAIL,
    Column("id", BIG_KEY, primary_key=True),
    Column("event", JSON, nullable=False),
)

# How many events there are and the digest of the last, signed: a tail cannot be cut unseen.
audit_head = Table(
    "audit_head",
    TRAIL,
    Column("id", BIG_KEY, primary_key=True, autoincrement=False, comment="always 1"),
    Column("events", BigInteger, nullable=False),
    Column("digest", String(64), nullable=False, comment="of the last event"),
    Column("mac", String(64), nullable=False, comment="empty until the trail begins"),
)
