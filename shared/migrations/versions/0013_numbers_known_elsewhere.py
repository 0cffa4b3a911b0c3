"""An identity number may stand in two offices until the one above decides; household numbers are a county's own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.migrations.column_definitions import key, link, place

revision = "0013"
down_revision = "0012"

COUNTY = sa.text("substr(region_code, 1, 6)")


def upgrade() -> None:
    with op.batch_alter_table("person") as batch:
        batch.drop_constraint(op.f("uq_person_identity_index"), type_="unique")
        batch.create_index(op.f("ix_person_identity_index"), ["identity_index"])
    with op.batch_alter_table("household") as batch:
        batch.drop_constraint(op.f("uq_household_number"), type_="unique")
        batch.create_index(op.f("ix_household_number"), ["number"])
    op.create_index("uq_household_county", "household", [COUNTY, sa.text("number")], unique=True)
    op.create_table(
        "identity_question",
        key(),
        place(),
        link("person_id", "person", index=True, comment="entered later"),
        link("other_id", "person", index=True, comment="known before"),
        sa.Column("asked_on", sa.Date(), nullable=False),
    )


def downgrade() -> None:
    """The one known first keeps a number that stands twice."""
    op.drop_table("identity_question")
    op.execute(
        "UPDATE person SET identity_index = NULL WHERE EXISTS (SELECT 1 FROM person AS other"
        " WHERE other.identity_index = person.identity_index AND other.id < person.id)"
    )
    op.execute(
        "UPDATE household SET number = substr(number, 1, 8) || '-' || id WHERE EXISTS (SELECT 1 FROM household AS other"
        " WHERE other.number = household.number AND other.id < household.id)"
    )
    op.drop_index("uq_household_county", "household")
    with op.batch_alter_table("household") as batch:
        batch.drop_index(op.f("ix_household_number"))
        batch.create_unique_constraint(op.f("uq_household_number"), ["number"])
    with op.batch_alter_table("person") as batch:
        batch.drop_index(op.f("ix_person_identity_index"))
        batch.create_unique_constraint(op.f("uq_person_identity_index"), ["identity_index"])
