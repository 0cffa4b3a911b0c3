"""Terms by which people are found, and an index of the last four characters of identity numbers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.migrations.column_definitions import sought
from shared.models.search_term_rows import fill_terms

revision = "0023"
down_revision = "0022"

TAIL = "substr(identity_masked, length(identity_masked) - 3)"


def upgrade() -> None:
    """Terms are made of what stands in the records: nothing is entered twice."""
    columns = {"name_term": ("name", 50), "address_term": ("region_code", 12)}
    for table, (name, length) in columns.items():
        op.create_table(
            table,
            sa.Column("term", sought(24), primary_key=True),
            sa.Column(name, sa.String(length), primary_key=True),
            sqlite_with_rowid=False,
        )
    op.create_index("ix_person_identity_tail", "person", [sa.text(TAIL)])
    fill_terms(op.get_bind())


def downgrade() -> None:
    op.drop_index("ix_person_identity_tail", "person")
    op.drop_table("address_term")
    op.drop_table("name_term")
