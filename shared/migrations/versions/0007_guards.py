"""The guards: no overlapping spells of a person, no change to the audit trail."""

from __future__ import annotations

from alembic import op

from shared.migrations import triggers

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    triggers.create(op.get_bind())


def downgrade() -> None:
    triggers.drop(op.get_bind())
