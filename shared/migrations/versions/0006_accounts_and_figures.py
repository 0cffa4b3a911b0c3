"""Accounts, sessions, the audit trail, and the cube of figures."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.migrations.column_definitions import editable, given, key, known, link, place

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Create the tables."""
    _account()
    _role_grant()
    _sign_in_session()
    _sign_in_attempt()
    _audit_event()
    _dataset()
    _observation()
    _statistics_build()


def downgrade() -> None:
    """Drop them, those that point at others first."""
    for table in (
        "statistics_build",
        "observation",
        "dataset",
        "audit_event",
        "sign_in_attempt",
        "sign_in_session",
        "role_grant",
        "account",
    ):
        op.drop_table(table)


def _account() -> None:
    op.create_table(
        "account",
        key(),
        place(),
        sa.Column("login", sa.String(40), nullable=False, unique=True),
        sa.Column("display_name", sa.String(60), nullable=False),
        sa.Column("password_hash", sa.String(200), nullable=False, comment="Argon2id"),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("disabled_at", sa.DateTime(), comment="from this instant the account cannot act"),
        *editable(),
        given("login"),
    )


def _role_grant() -> None:
    op.create_table(
        "role_grant",
        key(),
        place(),
        link("account_id", "account"),
        sa.Column("role", sa.String(30), nullable=False),
        *editable(),
        sa.Index("uq_role_grant", "account_id", "role", "region_code", unique=True),
    )


def _sign_in_session() -> None:
    op.create_table(
        "sign_in_session",
        key(),
        sa.Column("token_hash", sa.LargeBinary(32), nullable=False, unique=True),
        link("account_id", "account", index=True),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False, comment="idle time counts from here"),
        sa.Column("ended_at", sa.DateTime()),
    )


def _sign_in_attempt() -> None:
    op.create_table(
        "sign_in_attempt",
        key(),
        sa.Column("login", sa.String(40), nullable=False, index=True),
        sa.Column("address", sa.String(45), nullable=False, index=True),
        sa.Column("at", sa.DateTime(), nullable=False, index=True),
    )


def _audit_event() -> None:
    op.create_table(
        "audit_event",
        key(),
        sa.Column("at", sa.DateTime(), nullable=False, index=True),
        sa.Column("actor", sa.String(40), nullable=False, comment="login, or the command that acted"),
        sa.Column("action", sa.String(20), nullable=False, comment="insert, update, delete, read, export, sign_in …"),
        sa.Column("record", sa.String(40), nullable=False, comment="table of the record"),
        sa.Column("record_id", sa.String(40), nullable=False),
        sa.Column("region_code", sa.String(12)),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False, comment="column: [before, after]; nothing secret"),
        sa.Column("digest_before", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False, unique=True),
        sa.Index("ix_audit_event_record", "record", "record_id"),
        sa.Index("ix_audit_event_actor", "actor", "at"),
    )


def _dataset() -> None:
    op.create_table(
        "dataset",
        key(),
        sa.Column("kind", sa.String(5), nullable=False),
        sa.Column("reference_on", sa.Date(), comment="today, for a demo database"),
        sa.Column("scale", sa.Double(), nullable=False, comment="1 is the real size of the province"),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("generator", sa.String(20), nullable=False, comment="version of the generator"),
        known("kind", "real demo"),
    )


def _observation() -> None:
    op.create_table(
        "observation",
        sa.Column("measure", sa.String(32), primary_key=True),
        sa.Column("region_code", sa.String(12), primary_key=True),
        sa.Column("period", sa.String(7), primary_key=True, comment="YYYY-MM or YYYY"),
        sa.Column("dimension", sa.String(40), primary_key=True, comment="empty for the total, else name=value"),
        sa.Column("value", sa.BigInteger(), nullable=False, comment="in the unit of the measure; money in fen"),
        sa.Column("status", sa.String(12), nullable=False, comment="empty, or the weakest DataStatus it rests on"),
        sqlite_with_rowid=False,
    )


def _statistics_build() -> None:
    op.create_table(
        "statistics_build",
        key(),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("first_month", sa.String(7), nullable=False),
        sa.Column("built_at", sa.DateTime(), nullable=False),
        sa.Column("refreshed_at", sa.DateTime(), nullable=False),
        sa.Column("definitions", sa.String(64), nullable=False, comment="hash over the declarations it was built from"),
    )
