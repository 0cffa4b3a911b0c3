"""Forms that were sent, so that a double click makes one record and two equal forms make two."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.migrations.column_definitions import link

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "sent_form",
        link("account_id", "account", primary_key=True),
        sa.Column("token_hash", sa.LargeBinary(32), primary_key=True),
        sa.Column("record_id", sa.String(20), nullable=False, comment="what it made, once saved"),
        sa.Column("at", sa.DateTime(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("sent_form")
