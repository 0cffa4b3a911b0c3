"""Views of lists kept under a name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.migrations.column_definitions import key, link

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.create_table(
        "saved_view",
        key(),
        link("account_id", "account"),
        sa.Column("resource", sa.String(40), nullable=False, comment="the kind of record"),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("query", sa.String(1000), nullable=False, comment="arguments of the address"),
        sa.Column("office_code", sa.String(12), sa.ForeignKey("region.code"), index=True),
        sa.UniqueConstraint("account_id", "resource", "name"),
        sa.CheckConstraint("length(trim(name)) > 0", name="name_given"),
        sa.CheckConstraint("length(name) <= 40", name="name_length"),
    )


def downgrade() -> None:
    op.drop_table("saved_view")
