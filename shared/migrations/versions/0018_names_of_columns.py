"""Columns in the words of the glossary: a delivery belongs to a cycle, a published count has a reference period.

Renaming touches no row on either database. The trail keeps the former names (`__former_columns__` of the models), and
SQLite those of the foreign keys, which it shows to nobody.
"""

from __future__ import annotations

from alembic import op

revision = "0018"
down_revision = "0017"

COLUMNS = (
    ("delivery", "run_id", "cycle_id"),
    ("pledge", "run_id", "cycle_id"),
    ("quota", "run_id", "cycle_id"),
    ("temporary_assistance", "aid_first", "is_aid_before_paperwork"),
    ("published_count", "dated", "reference_period"),
    ("identity_question", "asked_on", "raised_on"),
)
INDEXES = (
    ("pledge", "ix_pledge_run_id", "ix_pledge_cycle_id", ["cycle_id"]),
    ("delivery", "ix_delivery_run_household", "ix_delivery_cycle_household", ["cycle_id", "household_id"]),
)
FOREIGN_KEYS = ("delivery", "pledge", "quota")


def upgrade() -> None:
    for table, former, name in COLUMNS:
        op.alter_column(table, former, new_column_name=name)
    for table, former, name, columns in INDEXES:
        op.create_index(name, table, columns)
        op.drop_index(former, table)
    _rename_foreign_keys("run_id", "cycle_id")


def downgrade() -> None:
    for table, former, name, columns in INDEXES:
        op.create_index(former, table, columns)
        op.drop_index(name, table)
    for table, former, name in COLUMNS:
        op.alter_column(table, name, new_column_name=former)
    _rename_foreign_keys("cycle_id", "run_id")


def _rename_foreign_keys(former: str, name: str) -> None:
    """PostgreSQL names the one that it refuses by, and the message stands at the column of that name."""
    if op.get_bind().dialect.name == "postgresql":
        for table in FOREIGN_KEYS:
            op.execute(f"ALTER TABLE {table} RENAME CONSTRAINT fk_{table}_{former} TO fk_{table}_{name}")
