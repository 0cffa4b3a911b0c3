"""Which regions and measures the last corrections moved: who knows the figures before reads only those again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
COMMENT = "of the last corrections, newest first, one a line: a name, the regions and measures of cells moved"


def upgrade() -> None:
    op.add_column(
        "statistics_build", sa.Column("moved", sa.String(4000), nullable=False, server_default="", comment=COMMENT)
    )


def downgrade() -> None:
    op.drop_column("statistics_build", "moved")
