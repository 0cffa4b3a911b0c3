"""One-time codes, changes that a second person confirms, what a session tells of itself, waiting events."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.migrations.column_definitions import key, known, link, place

revision = "0011"
down_revision = "0010"


def _added() -> dict[str, tuple[sa.Column, ...]]:  # type: ignore[type-arg]
    return {
        "account": (
            sa.Column(
                "must_change_password",
                sa.Boolean(),
                nullable=False,
                server_default=sa.false(),
                comment="somebody else set it",
            ),
            sa.Column("password_changed_at", sa.DateTime()),
        ),
        "sign_in_session": (
            sa.Column("ended_why", sa.String(20), comment="said on the sign-in page afterwards"),
            sa.Column("address", sa.String(45)),
            sa.Column("browser", sa.String(40), comment="family and system"),
        ),
        "sign_in_attempt": (
            sa.Column(
                "turned_away",
                sa.Integer(),
                nullable=False,
                server_default="0",
                comment="tries too early after it",
            ),
        ),
    }


def upgrade() -> None:
    for table, columns in _added().items():
        for column in columns:
            op.add_column(table, column)
    _codes()
    _proposals()
    op.create_table("audit_waiting", key(), sa.Column("event", sa.JSON(), nullable=False))


def downgrade() -> None:
    for table in ("audit_waiting", "proposal", "password_code"):
        op.drop_table(table)
    for table, columns in _added().items():
        for column in columns:
            op.drop_column(table, column.name)


def _codes() -> None:
    op.create_table(
        "password_code",
        key(),
        place(),
        link("account_id", "account", index=True),
        sa.Column("code_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("made_by", sa.String(40), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), comment="also set when a newer code takes its place"),
    )


def _proposals() -> None:
    op.create_table(
        "proposal",
        key(),
        place(),
        link("account_id", "account", index=True),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("role", sa.String(30)),
        sa.Column("place_code", sa.String(12), comment="of the role, or the new place of work"),
        sa.Column("display_name", sa.String(60)),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("proposed_by", sa.String(40), nullable=False),
        sa.Column("proposed_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False, index=True),
        sa.Column("decided_by", sa.String(40)),
        sa.Column("decided_at", sa.DateTime()),
        known("kind", "grant revoke code disable enable move"),
        known("state", "waiting confirmed refused"),
    )
