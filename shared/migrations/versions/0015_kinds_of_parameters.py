"""A legal parameter says what its value is: a number, a ratio, days, a list or words."""

from __future__ import annotations

import re

import sqlalchemy as sa
from alembic import op

from shared.migrations.column_definitions import known

revision = "0015"
down_revision = "0014"

KINDS = "number ratio days list text"
NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")


def upgrade() -> None:
    """What stands there is typed by its value and unit; a person corrects what this takes for something else."""
    op.add_column("legal_parameter", sa.Column("kind", sa.String(8)))
    connection = op.get_bind()
    rows = connection.execute(sa.text("SELECT id, value, unit FROM legal_parameter")).all()
    typed = [{"id": row.id, "kind": _kind(row.value.strip(), row.unit)} for row in rows]
    if typed:
        connection.execute(sa.text("UPDATE legal_parameter SET kind = :kind WHERE id = :id"), typed)
    with op.batch_alter_table("legal_parameter") as batch:
        batch.alter_column("kind", existing_type=sa.String(8), nullable=False)
        batch.create_check_constraint(op.f("ck_legal_parameter_kind_known"), known("kind", KINDS).sqltext)


def downgrade() -> None:
    with op.batch_alter_table("legal_parameter") as batch:
        batch.drop_constraint(op.f("ck_legal_parameter_kind_known"), type_="check")
        batch.drop_column("kind")


def _kind(value: str, unit: str) -> str:
    if not NUMBER.fullmatch(value):
        return "list" if ";" in value else "text"
    if unit.startswith("倍") or "比例" in unit:
        return "ratio"
    return "days" if "工作日" in unit or unit == "天" else "number"
