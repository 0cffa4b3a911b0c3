"""The close of statistical months: its steps, the cells it freezes, and who moved a cell of the past and why."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.migrations.column_definitions import key, known, link, place

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    op.create_table(
        "month_step",
        key(),
        place(),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False, comment="today when it was done: deadlines count from it"),
        sa.Column("done_by", sa.String(40), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        known("kind", "submitted returned checked locked reopening_requested reopening_refused reopened"),
    )
    op.create_index("ix_month_step_month_region", "month_step", ["month", "region_code"])
    op.create_table(
        "locked_observation",
        sa.Column("measure", sa.String(32), primary_key=True),
        sa.Column("region_code", sa.String(12), primary_key=True),
        sa.Column("period", sa.String(7), primary_key=True, comment="YYYY-MM or YYYY"),
        sa.Column("dimension", sa.String(40), primary_key=True, comment="empty for the total, else name=value"),
        link("lock_id", "month_step", primary_key=True),
        sa.Column("value", sa.BigInteger(), nullable=False, comment="in the unit of the measure; money in fen"),
        sa.Column("status", sa.String(12), nullable=False),
        sqlite_with_rowid=False,
    )
    op.add_column("revised_cell", sa.Column("revised_by", sa.String(40), nullable=False, server_default=""))
    op.add_column("revised_cell", sa.Column("reason", sa.String(200), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("revised_cell", "reason")
    op.drop_column("revised_cell", "revised_by")
    op.drop_table("locked_observation")
    op.drop_table("month_step")
