"""Changes of records that a second person confirms, and which do."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.migrations.column_definitions import (
    editable,
    given,
    in_order,
    key,
    known,
    link,
    not_negative,
    place,
    region,
)

revision = "0024"
down_revision = "0023"

KINDS, STATES = "recognition amount standard payment quota", "waiting confirmed refused withdrawn outdated"
WAITING = sa.text("state = 'waiting'")


def upgrade() -> None:
    _rules()
    _proposed_changes()


def downgrade() -> None:
    op.drop_table("proposed_change")
    op.drop_table("confirmation_rule")


def _rules() -> None:
    op.create_table(
        "confirmation_rule",
        key(),
        sa.Column("kind", sa.String(12), nullable=False),
        region(),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date()),
        sa.Column("is_required", sa.Boolean(), nullable=False),
        sa.Column("limit_fen", sa.Integer()),
        sa.Column("reason", sa.String(200), nullable=False),
        *editable(),
        known("kind", KINDS),
        not_negative("limit_fen"),
        given("reason"),
        in_order("valid_from", "valid_to"),
    )
    columns = ["kind", "region_code", "valid_from"]
    op.create_index("uq_confirmation_rule_from", "confirmation_rule", columns, unique=True)


def _proposed_changes() -> None:
    op.create_table(
        "proposed_change",
        key(),
        place(),
        sa.Column("kind", sa.String(12), nullable=False),
        link("household_id", "household", nullable=True, index=True),
        link("person_id", "person", nullable=True, index=True),
        sa.Column("record_count", sa.Integer(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), comment="what begins, ends or changes, fen"),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in ("changes", "doubts", "figures")),
        sa.Column("act", sa.JSON(), comment="the act on a family that it was, and which"),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("proposed_by", sa.String(40), nullable=False, index=True),
        sa.Column("proposed_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False, index=True),
        sa.Column("decided_by", sa.String(40)),
        sa.Column("decided_at", sa.DateTime()),
        sa.Column("decision_reason", sa.String(200)),
        known("kind", KINDS),
        known("state", STATES),
    )
    op.create_index(
        "uq_proposed_change_waiting",
        "proposed_change",
        ["digest"],
        unique=True,
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )
