"""An index in which the totals of all counties in a period lie side by side, for league tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
NAME, TABLE = "ix_observation_county_total", "observation"
IS_TOTAL_TO_COUNTY = sa.text("dimension = '' AND length(region_code) = 6")


def upgrade() -> None:
    op.create_index(
        NAME,
        TABLE,
        ["period", "measure", "region_code", "dimension", "value", "status"],
        sqlite_where=IS_TOTAL_TO_COUNTY,
        postgresql_where=IS_TOTAL_TO_COUNTY,
    )


def downgrade() -> None:
    op.drop_index(NAME, TABLE)
