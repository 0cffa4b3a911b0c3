"""Indexes by which every list and filter answers at once, also that nothing fits."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

OUT_OF_USE = ("person", "household", "membership", "spell", "payment", "special_assistance")


def upgrade() -> None:
    """Those that replace another come first, so that no moment is without one."""
    op.create_index("ix_payment_place", "payment", ["region_code", "tier", "month"])
    op.drop_index("ix_payment_region_code", "payment")
    _partial("ix_payment_paid_on", "payment", ["paid_on", "region_code"], "paid_on IS NOT NULL")
    op.create_index("ix_person_born_on", "person", ["born_on", "region_code"])
    for table in OUT_OF_USE:
        _partial(f"ix_{table}_out_of_use", table, ["region_code"], "retired_on IS NOT NULL")


def downgrade() -> None:
    """As it was."""
    for table in OUT_OF_USE:
        op.drop_index(f"ix_{table}_out_of_use", table)
    op.drop_index("ix_person_born_on", "person")
    op.drop_index("ix_payment_paid_on", "payment")
    op.create_index("ix_payment_region_code", "payment", ["region_code"])
    op.drop_index("ix_payment_place", "payment")


def _partial(name: str, table: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)
