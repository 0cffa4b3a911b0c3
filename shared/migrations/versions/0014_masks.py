"""Masked identity numbers show their last four characters at most, short ones their last two."""

from __future__ import annotations

from alembic import op

revision = "0014"
down_revision = "0013"

STARS = "*" * 18


def upgrade() -> None:
    """What stands beside a mask, birth date and place, told the rest."""
    told = "CASE WHEN length(identity_masked) >= 15 THEN 4 ELSE 2 END"
    stars = f"substr('{STARS}', 1, length(identity_masked) - {told})"
    end = f"substr(identity_masked, length(identity_masked) - {told} + 1)"
    op.execute(f"UPDATE person SET identity_masked = {stars} || {end} WHERE length(identity_masked) > 7")  # noqa: S608


def downgrade() -> None:
    """What is hidden stays hidden: only the masks of numbers that are gone are taken away."""
    op.execute("UPDATE person SET identity_masked = '' WHERE identity_index IS NULL AND identity_masked <> ''")
