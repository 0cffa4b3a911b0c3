"""The audit trail under a key: a signed head, whose data an event was about, and the digests of before as evidence.

Old events are sealed by `shared.migrations.audit_sealing` as soon as the database is opened with its secret.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.migrations import triggers
from shared.migrations.column_definitions import link

revision = "0009"
down_revision = "0008"

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column(
        "audit_event",
        sa.Column("evidence", sa.String(64), comment="the digest it had before the trail got a key"),
    )
    op.create_table(
        "audit_subject",
        sa.Column("person_id", _KEY, primary_key=True, autoincrement=False),
        link("event_id", "audit_event", primary_key=True, autoincrement=False, index=True),
        sqlite_with_rowid=False,
    )
    head = op.create_table(
        "audit_head",
        sa.Column("id", _KEY, primary_key=True, autoincrement=False, comment="always 1"),
        sa.Column("events", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False, comment="of the last event"),
        sa.Column("mac", sa.String(64), nullable=False, comment="empty until the trail begins"),
    )
    op.bulk_insert(head, [{"id": 1, "events": 0, "digest": "0" * 64, "mac": ""}])
    triggers.drop(op.get_bind())
    triggers.create(op.get_bind())


def downgrade() -> None:
    triggers.drop(op.get_bind())
    op.drop_table("audit_head")
    op.drop_table("audit_subject")
    op.drop_column("audit_event", "evidence")
    triggers.create(op.get_bind())
