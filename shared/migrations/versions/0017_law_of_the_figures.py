"""A build of the figures keeps the numbers of the law that it was counted with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    column = sa.Column("law", sa.String(400), nullable=False, server_default="{}", comment="legal parameters, as JSON")
    op.add_column("statistics_build", column)


def downgrade() -> None:
    with op.batch_alter_table("statistics_build") as batch:
        batch.drop_column("law")
