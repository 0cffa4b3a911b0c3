"""Changes of the monthly amount of a recognition, from a month on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.migrations.column_definitions import editable, key, link, not_negative, place

revision = "0020"
down_revision = "0019"

IN_USE, OUT_OF_USE = sa.text("retired_on IS NULL"), sa.text("retired_on IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "amount_change",
        key(),
        place(),
        link("spell_id", "spell", index=True),
        sa.Column("from_month", sa.String(7), nullable=False),
        sa.Column("monthly_fen", sa.Integer(), nullable=False, comment="monthly amount for this person, fen"),
        *editable(),
        not_negative("monthly_fen"),
    )
    op.create_index(
        "ix_amount_change_out_of_use",
        "amount_change",
        ["region_code"],
        sqlite_where=OUT_OF_USE,
        postgresql_where=OUT_OF_USE,
    )
    op.create_index(
        "uq_amount_change_month",
        "amount_change",
        ["spell_id", "from_month"],
        unique=True,
        sqlite_where=IN_USE,
        postgresql_where=IN_USE,
    )


def downgrade() -> None:
    """The amounts of today stay with the recognitions."""
    op.execute(
        "UPDATE spell SET monthly_fen = (SELECT monthly_fen FROM amount_change AS last WHERE last.spell_id = spell.id"
        " AND last.retired_on IS NULL ORDER BY last.from_month DESC LIMIT 1) WHERE EXISTS (SELECT 1 FROM amount_change"
        " AS change WHERE change.spell_id = spell.id AND change.retired_on IS NULL)"
    )
    op.drop_table("amount_change")
