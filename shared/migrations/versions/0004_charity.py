"""Charity programmes, their runs, quotas, deliveries and solar installations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.migrations.column_definitions import (
    at_most,
    editable,
    given,
    in_order,
    key,
    known,
    link,
    not_negative,
    place,
)

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the tables."""
    _programme()
    _programme_tier()
    _run()
    _pledge()
    _quota()
    _delivery()
    _receipt()
    _solar_installation()
    _solar_yield()


def downgrade() -> None:
    """Drop them, those that point at others first."""
    for table in (
        "solar_yield",
        "solar_installation",
        "receipt",
        "delivery",
        "quota",
        "pledge",
        "run",
        "programme_tier",
        "programme",
    ):
        op.drop_table(table)


def _programme() -> None:
    op.create_table(
        "programme",
        key(),
        sa.Column("key", sa.String(40), nullable=False, unique=True),
        sa.Column("name", sa.String(60), nullable=False, comment="Chinese name"),
        sa.Column("name_en", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("beneficiary", sa.String(10), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        *editable(),
        known("kind", "appliance solar medical children other"),
        known("beneficiary", "household person"),
        given("name"),
        at_most("name", 60),
    )


def _programme_tier() -> None:
    op.create_table(
        "programme_tier",
        key(),
        link("programme_id", "programme", index=True),
        sa.Column("tier", sa.String(12), nullable=False),
        known("tier", "tekun dibao marginal expenditure"),
    )


def _run() -> None:
    op.create_table(
        "run",
        key(),
        link("programme_id", "programme", index=True),
        sa.Column("label", sa.String(20), nullable=False, comment="year or years, as people call the run"),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("deadline_on", sa.Date(), nullable=False, comment="last day to deliver the quota"),
        sa.Column("planned_units", sa.Integer(), nullable=False),
        sa.Column("unit_value_fen", sa.Integer(), nullable=False, comment="planned value of one unit, fen"),
        *editable(),
        in_order("starts_on", "deadline_on"),
        not_negative("unit_value_fen"),
        sa.CheckConstraint("planned_units > 0", name="planned_units_positive"),
    )


def _pledge() -> None:
    op.create_table(
        "pledge",
        key(),
        link("run_id", "run", index=True),
        sa.Column("donor", sa.String(80), nullable=False),
        sa.Column("pledged_on", sa.Date(), nullable=False),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("value_fen", sa.BigInteger(), nullable=False),
        *editable(),
        given("donor"),
        not_negative("units"),
        not_negative("value_fen"),
    )


def _quota() -> None:
    op.create_table(
        "quota",
        key(),
        place(),
        link("run_id", "run"),
        sa.Column("units", sa.Integer(), nullable=False),
        *editable(),
        not_negative("units"),
        sa.Index("uq_quota_county", "run_id", "region_code", unique=True),
    )


def _delivery() -> None:
    op.create_table(
        "delivery",
        key(),
        place(),
        link("run_id", "run"),
        link("household_id", "household", index=True),
        link("person_id", "person", nullable=True, index=True, comment="for aid to a person"),
        sa.Column("delivered_on", sa.Date(), nullable=False),
        sa.Column("value_fen", sa.Integer(), nullable=False),
        sa.Column("override_reason", sa.String(200), comment="why quota or once-a-run was set aside"),
        *editable(),
        not_negative("value_fen"),
        sa.Index("ix_delivery_run_household", "run_id", "household_id"),
    )


def _receipt() -> None:
    op.create_table(
        "receipt",
        key(),
        place(),
        link("delivery_id", "delivery", unique=True),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("signed_by", sa.String(40), nullable=False),
        *editable(),
        given("signed_by"),
    )


def _solar_installation() -> None:
    op.create_table(
        "solar_installation",
        key(),
        place(),
        link("delivery_id", "delivery", unique=True),
        sa.Column("capacity_watt", sa.Integer(), nullable=False),
        sa.Column("connected_on", sa.Date(), comment="grid connection"),
        *editable(),
        sa.CheckConstraint("capacity_watt > 0", name="capacity_watt_positive"),
    )


def _solar_yield() -> None:
    op.create_table(
        "solar_yield",
        key(),
        place(),
        link("installation_id", "solar_installation"),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("energy_kwh", sa.Integer(), nullable=False),
        sa.Column("income_fen", sa.Integer(), nullable=False),
        *editable(),
        not_negative("energy_kwh"),
        not_negative("income_fen"),
        sa.CheckConstraint("year BETWEEN 2000 AND 2100", name="year_plausible"),
        sa.Index("uq_solar_yield_year", "installation_id", "year", unique=True),
    )
