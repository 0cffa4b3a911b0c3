"""A recognition may end and go on because somebody married; and begin because a household merged or split."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.migrations.value_lists import replace_values

revision = "0032"
down_revision = "0031"

ENTRY = ["application", "warning", "tier_change", "birth", "division"]
EXIT = ["income", "assets", "tier_change", "expired", "died", "moved", "withdrawn", "merged", "split", "division"]
GOES_ON = ["married", "merged", "split"]


def upgrade() -> None:
    replace_values("spell", "entry_reason", [*ENTRY, *GOES_ON])
    replace_values("spell", "exit_reason", [*EXIT, "married"])


def downgrade() -> None:
    """A marriage was told as a move before, what goes on as an application."""
    op.execute(sa.text("UPDATE spell SET exit_reason = 'moved' WHERE exit_reason = 'married'"))
    op.execute(
        sa.text("UPDATE spell SET entry_reason = 'application' WHERE entry_reason IN ('married', 'merged', 'split')")
    )
    replace_values("spell", "entry_reason", ENTRY)
    replace_values("spell", "exit_reason", EXIT)
