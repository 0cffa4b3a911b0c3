"""Regions, and what the law and the statistics bureaus publish about them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.migrations.column_definitions import at_most, editable, given, in_order, key, known, not_negative, region

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables."""
    _region()
    _code_entry()
    _legal_parameter()
    _standard()
    _population()
    _resident_statistic()
    _published_count()


def downgrade() -> None:
    """Drop them, those that point at others first."""
    for table in (
        "published_count",
        "resident_statistic",
        "population",
        "standard",
        "legal_parameter",
        "code_entry",
        "region",
    ):
        op.drop_table(table)


def _region() -> None:
    op.create_table(
        "region",
        sa.Column("code", sa.String(12), primary_key=True, comment="6, 9 or 12 digits"),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("name_en", sa.String(80), nullable=False, comment="romanised name where one is published"),
        sa.Column("level", sa.String(10), nullable=False, index=True),
        sa.Column("parent_code", sa.String(12), sa.ForeignKey("region.code"), index=True),
        sa.Column("kind", sa.String(20), nullable=False, comment="区, 县级市, 街道, 镇, 村委会 …"),
        sa.Column("is_zone", sa.Boolean(), nullable=False, comment="statistical zone without a polygon of its own"),
        sa.Column("valid_from", sa.Date(), nullable=False, comment="first day this division stands in the series"),
        sa.Column("valid_to", sa.Date(), comment="first day it no longer stands"),
        sa.Column("successor_code", sa.String(12), sa.ForeignKey("region.code")),
        sa.Column("source", sa.String(300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        known("level", "province city county township village"),
        given("name"),
        at_most("name", 60),
        in_order("valid_from", "valid_to"),
    )


def _code_entry() -> None:
    op.create_table(
        "code_entry",
        key(),
        sa.Column("standard", sa.String(60), nullable=False),
        sa.Column("list", sa.String(60), nullable=False),
        sa.Column("code", sa.String(10), nullable=False),
        sa.Column("label", sa.String(60), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("source", sa.String(300), nullable=False),
        *editable(),
        known("status", "confirmed secondary seed derived estimated proposed unconfirmed not_found"),
        sa.Index("uq_code_entry", "standard", "list", "code", unique=True),
    )


def _legal_parameter() -> None:
    op.create_table(
        "legal_parameter",
        key(),
        sa.Column("key", sa.String(60), nullable=False),
        region(),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date()),
        sa.Column("value", sa.String(300), nullable=False, comment="a number, a date or the words of the rule"),
        sa.Column("unit", sa.String(120), nullable=False),
        sa.Column("document", sa.String(200), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("source", sa.String(600), nullable=False),
        sa.Column("note", sa.String(300), nullable=False),
        *editable(),
        known("status", "confirmed secondary seed derived estimated proposed unconfirmed not_found"),
        in_order("valid_from", "valid_to"),
        given("key"),
        sa.Index("uq_legal_parameter_from", "key", "region_code", "valid_from", unique=True),
    )


def _standard() -> None:
    op.create_table(
        "standard",
        key(),
        region(),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column(
            "coverage", sa.String(60), nullable=False, comment="part of the region or of the people; 全市 is all"
        ),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date()),
        sa.Column("monthly_fen", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("source", sa.String(400), nullable=False),
        sa.Column("note", sa.String(300), nullable=False),
        *editable(),
        known("kind", "dibao tekun_basic tekun_care"),
        known("status", "confirmed secondary seed derived estimated proposed unconfirmed not_found"),
        in_order("valid_from", "valid_to"),
        sa.CheckConstraint("monthly_fen > 0", name="monthly_fen_positive"),
        sa.Index("uq_standard_from", "region_code", "kind", "coverage", "valid_from", unique=True),
    )


def _population() -> None:
    op.create_table(
        "population",
        key(),
        region(),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("persons", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False, comment="figures of this and later days divide by this row"),
        sa.Column("valid_to", sa.Date()),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("source", sa.String(400), nullable=False),
        *editable(),
        known("status", "confirmed secondary seed derived estimated proposed unconfirmed not_found"),
        in_order("valid_from", "valid_to"),
        not_negative("persons"),
        sa.Index("uq_population_year", "region_code", "year", unique=True),
    )


def _resident_statistic() -> None:
    op.create_table(
        "resident_statistic",
        key(),
        region(),
        sa.Column("measure", sa.String(12), nullable=False),
        sa.Column("population_group", sa.String(6), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("source", sa.String(400), nullable=False),
        *editable(),
        known("measure", "consumption income"),
        known("population_group", "all urban rural"),
        known("status", "confirmed secondary seed derived estimated proposed unconfirmed not_found"),
        sa.CheckConstraint("amount_fen > 0", name="amount_fen_positive"),
        sa.Index("uq_resident_statistic_year", "region_code", "measure", "population_group", "year", unique=True),
    )


def _published_count() -> None:
    op.create_table(
        "published_count",
        key(),
        sa.Column("region_code", sa.String(12), sa.ForeignKey("region.code"), comment="empty: the nation"),
        sa.Column("dated", sa.String(20), nullable=False),
        sa.Column("indicator", sa.String(120), nullable=False),
        sa.Column("value", sa.String(40), nullable=False),
        sa.Column("unit", sa.String(40), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("source", sa.String(400), nullable=False),
        *editable(),
        known("status", "confirmed secondary seed derived estimated proposed unconfirmed not_found"),
    )
