"""Where persons are registered, and where they were before.

Everybody known is taken to be registered where the person is on file; who is registered elsewhere is corrected.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.migrations.column_definitions import editable, in_order, key, link, place

revision = "0027"
down_revision = "0026"

COMMENT = "where the person is registered today"
OUT_OF_USE = sa.text("retired_on IS NOT NULL")


def upgrade() -> None:
    """A column of its own and without a key: a million rows are not copied on SQLite."""
    op.add_column("person", sa.Column("registration_region_code", sa.String(12), comment=COMMENT))
    op.execute("UPDATE person SET registration_region_code = region_code")
    op.create_table(
        "person_registration",
        key(),
        place(),
        link("person_id", "person", index=True),
        sa.Column("registration_region_code", sa.String(12)),
        sa.Column("start_on", sa.Date(), nullable=False),
        sa.Column("end_on", sa.Date(), nullable=False),
        *editable(),
        in_order("start_on", "end_on"),
    )
    op.create_index(
        "ix_person_registration_out_of_use",
        "person_registration",
        ["region_code"],
        sqlite_where=OUT_OF_USE,
        postgresql_where=OUT_OF_USE,
    )


def downgrade() -> None:
    op.drop_table("person_registration")
    op.drop_column("person", "registration_region_code")
