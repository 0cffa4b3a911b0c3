"""The days on which offices work are records that an administrator extends every year."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.migrations.column_definitions import editable, key, known

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.create_table(
        "working_day_exception",
        key(),
        sa.Column("day", sa.Date(), nullable=False, unique=True),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("occasion", sa.String(40), nullable=False),
        sa.Column("document", sa.String(200), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("source", sa.String(300), nullable=False),
        *editable(),
        known("kind", "holiday workday"),
        known("status", "confirmed secondary seed derived estimated proposed unconfirmed not_found"),
    )


def downgrade() -> None:
    op.drop_table("working_day_exception")
