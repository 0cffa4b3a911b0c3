"""Warnings, visits, outcomes, the assistance that followed, and village mechanisms."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.migrations.column_definitions import at_most, editable, in_order, key, known, link, place

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the tables."""
    _warning()
    _visit()
    _outcome()
    _response()
    _village_mechanism()


def downgrade() -> None:
    """Drop them, those that point at others first."""
    for table in ("village_mechanism", "response", "outcome", "visit", "warning"):
        op.drop_table(table)


def _warning() -> None:
    op.create_table(
        "warning",
        key(),
        place(),
        link("person_id", "person", index=True),
        sa.Column("rule_key", sa.String(40), nullable=False, comment="rule and version that hit"),
        sa.Column("risk", sa.String(12), nullable=False),
        sa.Column("level", sa.String(6), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False, index=True),
        sa.Column("due_on", sa.Date(), nullable=False, comment="an outcome is expected by this day"),
        sa.Column("facts", sa.String(200), nullable=False, comment="what the feed said"),
        *editable(),
        known("risk", "illness disability income education disaster exited"),
        known("level", "red orange yellow"),
        in_order("issued_on", "due_on"),
        sa.Index("uq_warning_once", "person_id", "rule_key", "issued_on", unique=True),
    )


def _visit() -> None:
    op.create_table(
        "visit",
        key(),
        place(),
        link("warning_id", "warning", index=True),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date()),
        sa.Column("visitor", sa.String(40), nullable=False, comment="name of the visiting worker"),
        sa.Column("findings", sa.String(500), nullable=False),
        *editable(),
        at_most("findings", 500),
    )


def _outcome() -> None:
    op.create_table(
        "outcome",
        key(),
        place(),
        link("warning_id", "warning", unique=True),
        sa.Column("result", sa.String(16), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        *editable(),
        known("result", "eligible already_assisted not_in_need refused unreachable moved died"),
    )


def _response() -> None:
    op.create_table(
        "response",
        key(),
        place(),
        link("warning_id", "warning", index=True),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        link("spell_id", "spell", nullable=True),
        link("temporary_id", "temporary_assistance", nullable=True),
        link("special_id", "special_assistance", nullable=True),
        link("delivery_id", "delivery", nullable=True),
        sa.Column("department", sa.String(40), comment="for a referral: who took it over"),
        *editable(),
        known("kind", "tier temporary special charity referral"),
        sa.CheckConstraint(
            "(kind = 'tier') = (spell_id IS NOT NULL) "
            "AND (kind = 'temporary') = (temporary_id IS NOT NULL) "
            "AND (kind = 'special') = (special_id IS NOT NULL) "
            "AND (kind = 'charity') = (delivery_id IS NOT NULL) "
            "AND (kind = 'referral') = (department IS NOT NULL)",
            name="record_matches_kind",
        ),
    )


def _village_mechanism() -> None:
    op.create_table(
        "village_mechanism",
        key(),
        place(),
        sa.Column("built_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date()),
        sa.Column("responsible", sa.String(40), nullable=False, comment="name of the responsible worker"),
        *editable(),
        in_order("built_on", "ended_on"),
    )
