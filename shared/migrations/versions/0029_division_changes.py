"""Changes of divisions, the recognitions that go on after one, and the second person for it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.migrations.column_definitions import editable, given, key, known, place
from shared.migrations.value_lists import replace_values

revision = "0029"
down_revision = "0028"

NEW = "division"
ENTRY, EXIT = (
    "application warning tier_change birth",
    "income assets tier_change expired died moved withdrawn merged split",
)
KINDS = "recognition amount standard payment quota"
LISTS = (
    ("spell", "entry_reason", ENTRY),
    ("spell", "exit_reason", EXIT),
    ("confirmation_rule", "kind", KINDS),
    ("proposed_change", "kind", KINDS),
)
OUT_OF_USE = sa.text("retired_on IS NOT NULL")
FOLLOWED = sa.text("successor_code IS NOT NULL")


def upgrade() -> None:
    for table, column, values in LISTS:
        replace_values(table, column, [*values.split(), NEW])
    op.create_table(
        "division_change",
        key(),
        place(),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("document", sa.String(80), nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("plan", sa.JSON(), nullable=False),
        *editable(),
        known("kind", "merge split rename"),
        given("document"),
        given("reason"),
    )
    _index("ix_division_change_out_of_use", "division_change", ["region_code"], OUT_OF_USE)
    _index("ix_region_followed", "region", ["code", "successor_code"], FOLLOWED)


def downgrade() -> None:
    op.drop_index("ix_region_followed", "region")
    op.drop_table("division_change")
    op.execute(f"DELETE FROM confirmation_rule WHERE kind = '{NEW}'")  # noqa: S608 - a rule about what is not there
    for table, column, values in LISTS:
        replace_values(table, column, values.split())


def _index(name: str, table: str, columns: list[str], where: sa.TextClause) -> None:
    op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)
