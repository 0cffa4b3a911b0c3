"""A change for approval keeps the form it was submitted with, so that it can be begun again when it is returned."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"

COMMENT = "address and fields of the form, to begin again with them; no identity numbers"


def upgrade() -> None:
    op.add_column("proposed_change", sa.Column("submitted", sa.JSON(), comment=COMMENT))


def downgrade() -> None:
    op.drop_column("proposed_change", "submitted")
