"""Cells of months gone by that a correction moved, and by how much."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.create_table(
        "revised_cell",
        sa.Column("measure", sa.String(32), primary_key=True),
        sa.Column("region_code", sa.String(12), primary_key=True),
        sa.Column("period", sa.String(7), primary_key=True, comment="YYYY-MM or YYYY"),
        sa.Column("dimension", sa.String(40), primary_key=True, comment="empty for the total, else name=value"),
        sa.Column("revised_at", sa.DateTime(), primary_key=True),
        sa.Column("difference", sa.BigInteger(), nullable=False, comment="value after less value before"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("revised_cell")
