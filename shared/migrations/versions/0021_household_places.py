"""Former places of households, and their transfer between offices."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.migrations.column_definitions import editable, in_order, key, known, link, place

revision = "0021"
down_revision = "0020"

OUT_OF_USE, WAITING = sa.text("retired_on IS NOT NULL"), sa.text("state = 'offered'")


def upgrade() -> None:
    _household_place()
    _household_transfer()


def downgrade() -> None:
    op.drop_table("household_transfer")
    op.drop_table("household_place")


def _household_place() -> None:
    op.create_table(
        "household_place",
        key(),
        place(),
        link("household_id", "household", index=True),
        sa.Column("role", sa.String(12), nullable=False),
        sa.Column("address", sa.String(120), nullable=False),
        sa.Column("start_on", sa.Date(), nullable=False),
        sa.Column("end_on", sa.Date(), nullable=False),
        *editable(),
        known("role", "residence payment"),
        in_order("start_on", "end_on"),
    )
    op.create_index(
        "ix_household_place_out_of_use",
        "household_place",
        ["region_code"],
        sqlite_where=OUT_OF_USE,
        postgresql_where=OUT_OF_USE,
    )


def _household_transfer() -> None:
    op.create_table(
        "household_transfer",
        key(),
        place(),
        link("household_id", "household", index=True),
        sa.Column("to_region_code", sa.String(12), sa.ForeignKey("region.code"), nullable=False, index=True),
        sa.Column("moves_on", sa.Date(), nullable=False),
        sa.Column("paid_from", sa.String(7), nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("offered_by", sa.String(40), nullable=False),
        sa.Column("offered_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("decided_by", sa.String(40)),
        sa.Column("decided_at", sa.DateTime()),
        sa.Column("decision_reason", sa.String(200)),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        known("state", "offered accepted refused withdrawn"),
    )
    op.create_index(
        "uq_household_transfer_waiting",
        "household_transfer",
        ["household_id"],
        unique=True,
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )
