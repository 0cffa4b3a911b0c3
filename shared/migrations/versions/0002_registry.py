"""Households, persons and who belongs to which household."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.migrations.column_definitions import at_most, editable, given, in_order, key, known, link, place, sought

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the tables."""
    _household()
    _person()
    _membership()


def downgrade() -> None:
    """Drop them, those that point at others first."""
    for table in ("membership", "person", "household"):
        op.drop_table(table)


def _household() -> None:
    op.create_table(
        "household",
        key(),
        place(),
        sa.Column("number", sought(20), nullable=False, unique=True, comment="household number, as on the paper file"),
        sa.Column("address", sa.String(120), nullable=False),
        sa.Column("residence", sa.String(5), nullable=False),
        *editable(),
        known("residence", "urban rural"),
        given("address"),
        at_most("address", 120),
    )


def _person() -> None:
    op.create_table(
        "person",
        key(),
        place(),
        sa.Column("name", sought(40), nullable=False),
        sa.Column("sex", sa.String(1), nullable=False),
        sa.Column("born_on", sa.Date(), nullable=False),
        sa.Column("died_on", sa.Date()),
        sa.Column("identity_kind", sa.String(10), nullable=False),
        sa.Column("identity_encrypted", sa.LargeBinary(), comment="AES-GCM, nonce first"),
        sa.Column("identity_index", sa.LargeBinary(16), unique=True, comment="keyed hash"),
        sa.Column("identity_masked", sa.String(18), nullable=False, comment="what lists and files show"),
        sa.Column("identity_valid", sa.Boolean(), nullable=False, comment="form and check digit are right"),
        sa.Column("disability", sa.String(1)),
        sa.Column("disability_level", sa.Integer(), comment="1 is the most severe"),
        *editable(),
        known("sex", "0 1 2 9"),
        known("identity_kind", "resident hk_macau taiwan foreign none"),
        known("disability", "1 2 3 4 5 6 7"),
        sa.CheckConstraint("disability_level BETWEEN 1 AND 4", name="disability_level_known"),
        sa.CheckConstraint("(disability IS NULL) = (disability_level IS NULL)", name="disability_whole"),
        sa.CheckConstraint("died_on >= born_on", name="died_on_after_birth"),
        given("name"),
        at_most("name", 40),
        sa.Index("ix_person_name", "name", "region_code"),
    )


def _membership() -> None:
    op.create_table(
        "membership",
        key(),
        place(),
        link("person_id", "person", index=True),
        link("household_id", "household", index=True),
        sa.Column("relation", sa.String(12), nullable=False),
        sa.Column("start_on", sa.Date(), nullable=False),
        sa.Column("end_on", sa.Date(), comment="first day no longer a member"),
        *editable(),
        known("relation", "head spouse child grandchild parent grandparent sibling other"),
        in_order("start_on", "end_on"),
    )
