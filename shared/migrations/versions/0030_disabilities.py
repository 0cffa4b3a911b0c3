"""What disabilities were before they changed; what was since birth has no first day, which would tell the birth."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.migrations.column_definitions import editable, in_order, key, known, link, place

revision = "0030"
down_revision = "0029"

BORN = "SELECT born_on FROM person WHERE person.id = person_registration.person_id"
OUT_OF_USE = sa.text("retired_on IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "person_disability",
        key(),
        place(),
        link("person_id", "person", index=True),
        sa.Column("disability", sa.String(1)),
        sa.Column("disability_level", sa.Integer()),
        sa.Column("start_on", sa.Date()),
        sa.Column("end_on", sa.Date(), nullable=False),
        *editable(),
        known("disability", "1 2 3 4 5 6 7"),
        sa.CheckConstraint("disability_level BETWEEN 1 AND 4", name="disability_level_known"),
        sa.CheckConstraint("(disability IS NULL) = (disability_level IS NULL)", name="disability_whole"),
        in_order("start_on", "end_on"),
    )
    op.create_index(
        "ix_person_disability_out_of_use",
        "person_disability",
        ["region_code"],
        sqlite_where=OUT_OF_USE,
        postgresql_where=OUT_OF_USE,
    )
    _registrations(is_nullable=True)
    op.execute(f"UPDATE person_registration SET start_on = NULL WHERE start_on = ({BORN})")  # noqa: S608 - our own words


def downgrade() -> None:
    """The disabilities of today stay with the persons."""
    op.execute(f"UPDATE person_registration SET start_on = ({BORN}) WHERE start_on IS NULL")  # noqa: S608
    _registrations(is_nullable=False)
    op.drop_table("person_disability")


def _registrations(*, is_nullable: bool) -> None:
    """Read without the tables it refers to: SQLAlchemy cannot reflect the index of `person` over an expression."""
    with op.batch_alter_table("person_registration", reflect_kwargs={"resolve_fks": False}) as batch:
        batch.alter_column("start_on", existing_type=sa.Date(), nullable=is_nullable)
