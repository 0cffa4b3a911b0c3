"""The records behind the cells that a lock freezes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.migrations.column_definitions import link

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    op.create_table(
        "locked_set",
        sa.Column("measure", sa.String(32), primary_key=True),
        sa.Column("level", sa.String(10), primary_key=True),
        sa.Column("period", sa.String(7), primary_key=True, comment="YYYY-MM or YYYY"),
        link("lock_id", "month_step", primary_key=True),
        sa.Column("total", sa.BigInteger(), nullable=False, comment="rows, or the sum of amounts"),
        sa.Column("members", sa.LargeBinary(), nullable=False),
        sa.Column("amounts", sa.LargeBinary(), nullable=False, comment="empty: rows count"),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("locked_set")
