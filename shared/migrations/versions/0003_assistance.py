"""Recognition spells, payments, special and temporary assistance."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.migrations.column_definitions import editable, in_order, key, known, link, not_negative, place

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the tables."""
    _spell()
    _payment()
    _special_assistance()
    _temporary_assistance()


def downgrade() -> None:
    """Drop them, those that point at others first."""
    for table in ("temporary_assistance", "special_assistance", "payment", "spell"):
        op.drop_table(table)


def _spell() -> None:
    op.create_table(
        "spell",
        key(),
        place(),
        link("person_id", "person", index=True),
        link("household_id", "household", index=True),
        sa.Column("tier", sa.String(12), nullable=False),
        sa.Column("start_on", sa.Date(), nullable=False),
        sa.Column("end_on", sa.Date(), comment="first day no longer in force"),
        sa.Column("monthly_fen", sa.Integer(), nullable=False, comment="monthly amount for this person, fen"),
        sa.Column("entry_reason", sa.String(12), nullable=False),
        sa.Column("exit_reason", sa.String(12)),
        sa.Column("support_place", sa.String(12), comment="tekun only"),
        sa.Column("care_level", sa.String(5), comment="tekun only"),
        *editable(),
        known("tier", "tekun dibao marginal expenditure"),
        known("entry_reason", "application warning tier_change birth"),
        known("exit_reason", "income assets tier_change expired died moved withdrawn"),
        known("support_place", "institution scattered"),
        known("care_level", "full half none"),
        in_order("start_on", "end_on"),
        not_negative("monthly_fen"),
    )


def _payment() -> None:
    op.create_table(
        "payment",
        key(),
        place(),
        link("household_id", "household", index=True),
        sa.Column("tier", sa.String(12), nullable=False),
        sa.Column("month", sa.String(7), nullable=False, comment="the month paid for, YYYY-MM"),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.Column("paid_on", sa.Date()),
        *editable(),
        known("tier", "tekun dibao marginal expenditure"),
        not_negative("amount_fen"),
        sa.CheckConstraint("length(month) = 7", name="month_form"),
    )


def _special_assistance() -> None:
    op.create_table(
        "special_assistance",
        key(),
        place(),
        sa.Column("kind", sa.String(12), nullable=False),
        link("person_id", "person", index=True, comment="the one aided; for housing the head"),
        link("household_id", "household", index=True),
        sa.Column("granted_on", sa.Date(), nullable=False),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        *editable(),
        known("kind", "medical education housing employment"),
        not_negative("amount_fen"),
        sa.Index("ix_special_assistance_kind_on", "kind", "granted_on"),
    )


def _temporary_assistance() -> None:
    op.create_table(
        "temporary_assistance",
        key(),
        place(),
        sa.Column("kind", sa.String(12), nullable=False),
        link("person_id", "person", index=True),
        link("household_id", "household", nullable=True),
        sa.Column("granted_on", sa.Date(), nullable=False),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.Column("aid_first", sa.Boolean(), nullable=False, comment="helped first, papers after (先行救助)"),
        sa.Column("is_resident", sa.Boolean(), nullable=False, comment="registered at the place of the emergency"),
        *editable(),
        known("kind", "emergency expenditure"),
        not_negative("amount_fen"),
    )
