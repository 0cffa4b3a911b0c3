"""Which measures a lock holds, and whether quarters, half years and January to a later month too: earlier locks do not.

A measure that a lock holds no cell of may be one that was declared later, so the cells say what earlier locks hold.
"""

from __future__ import annotations

from collections import defaultdict

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
COMMENT = "keys of the measures that a lock holds, with a space between; empty for other steps"


def upgrade() -> None:
    op.add_column("month_step", sa.Column("measures", sa.Text(), nullable=False, server_default="", comment=COMMENT))
    op.add_column("month_step", sa.Column("holds_longer", sa.Boolean(), nullable=False, server_default=sa.false()))
    step = sa.table("month_step", sa.column("id"), sa.column("measures"))
    cell = sa.table("locked_observation", sa.column("lock_id"), sa.column("measure"))
    measures = defaultdict(list)
    for lock, measure in op.get_bind().execute(sa.select(cell.c.lock_id, cell.c.measure).distinct()):
        measures[lock].append(measure)
    for lock, keys in measures.items():
        op.execute(sa.update(step).where(step.c.id == lock).values(measures=" ".join(sorted(keys))))


def downgrade() -> None:
    op.drop_column("month_step", "holds_longer")
    op.drop_column("month_step", "measures")
