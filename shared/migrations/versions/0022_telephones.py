"""Telephone numbers of households; temporary assistance is found by the household."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

LENGTH = "CONSTRAINT ck_household_telephone_length CHECK (length(telephone) <= 20)"
COMMENT = "how to reach the family"


def upgrade() -> None:
    """With its check in the statement: a million rows are not copied on SQLite."""
    op.execute(f"ALTER TABLE household ADD COLUMN telephone VARCHAR(20) {LENGTH}")
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("household", "telephone", existing_type=sa.String(20), comment=COMMENT)
    op.create_index("ix_temporary_assistance_household_id", "temporary_assistance", ["household_id"])


def downgrade() -> None:
    op.drop_index("ix_temporary_assistance_household_id", "temporary_assistance")
    op.drop_column("household", "telephone")
