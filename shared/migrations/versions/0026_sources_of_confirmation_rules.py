"""Where a confirmation rule comes from: a document, or the proposal of this software."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    op.add_column("confirmation_rule", sa.Column("source", sa.String(200), nullable=False, server_default=""))
    with op.batch_alter_table("confirmation_rule") as batch:
        batch.alter_column("source", existing_type=sa.String(200), existing_nullable=False, server_default=None)


def downgrade() -> None:
    op.drop_column("confirmation_rule", "source")
