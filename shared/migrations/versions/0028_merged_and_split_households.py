"""A recognition may end because its household merged with another one or split."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.migrations.value_lists import replace_values

revision = "0028"
down_revision = "0027"

REASONS = ["income", "assets", "tier_change", "expired", "died", "moved", "withdrawn"]
NEW = ["merged", "split"]


def upgrade() -> None:
    replace_values("spell", "exit_reason", [*REASONS, *NEW])


def downgrade() -> None:
    """Both were told as a move before."""
    op.execute(sa.text("UPDATE spell SET exit_reason = 'moved' WHERE exit_reason IN ('merged', 'split')"))
    replace_values("spell", "exit_reason", REASONS)
