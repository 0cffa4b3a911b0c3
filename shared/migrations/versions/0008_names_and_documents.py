"""Names in one spelling and up to 50 characters; passports as a kind of document."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.migrations.column_definitions import sought
from shared.person_names import normalise_name

revision = "0008"
down_revision = "0007"

KINDS = "resident hk_macau taiwan foreign passport none"
NAMES = {
    "person": "name",
    "pledge": "donor",
    "visit": "visitor",
    "receipt": "signed_by",
    "village_mechanism": "responsible",
    "account": "display_name",
}
SIGNED = ("visit", "receipt", "village_mechanism")
AT_ONCE = 5_000


def upgrade() -> None:
    for table in SIGNED:
        _lengthen(table, 40, 50)
    _person(sought(40), sought(50), 50, KINDS, "form, check digit, birth date and sex agree")
    for table, column in NAMES.items():
        _fold(table, column)


def downgrade() -> None:
    """Longer names are cut, passports become the nearest kind known before."""
    for table in SIGNED:
        _cut(table)
        _lengthen(table, 50, 40)
    _cut("person")
    op.execute("UPDATE person SET identity_kind = 'foreign' WHERE identity_kind = 'passport'")
    _person(sought(50), sought(40), 40, KINDS.replace("passport ", ""), "form and check digit are right")


def _lengthen(table: str, before: int, after: int) -> None:
    with op.batch_alter_table(table) as batch:
        batch.alter_column(NAMES[table], existing_type=sa.String(before), type_=sa.String(after))


def _person(before: sa.String, after: sa.String, length: int, kinds: str, comment: str) -> None:
    known = ", ".join(f"'{kind}'" for kind in kinds.split())
    with op.batch_alter_table("person") as batch:
        batch.drop_constraint(op.f("ck_person_name_length"), type_="check")
        batch.drop_constraint(op.f("ck_person_identity_kind_known"), type_="check")
        batch.alter_column("name", existing_type=before, type_=after)
        batch.alter_column("identity_valid", existing_type=sa.Boolean(), comment=comment)
        batch.create_check_constraint(op.f("ck_person_name_length"), f"length(name) <= {length}")
        batch.create_check_constraint(op.f("ck_person_identity_kind_known"), f"identity_kind IN ({known})")


def _cut(table: str) -> None:
    column = NAMES[table]
    op.execute(f"UPDATE {table} SET {column} = substr({column}, 1, 40) WHERE length({column}) > 40")  # noqa: S608


def _fold(table: str, column: str) -> None:
    """Read through all names, write those few that are spelled otherwise. A name of nothing visible stays."""
    connection, rows = op.get_bind(), sa.table(table, sa.column("id"), sa.column(column))
    name, key, last = rows.c[column], rows.c.id, 0
    while found := connection.execute(sa.select(key, name).where(key > last).order_by(key).limit(AT_ONCE)).all():
        for number, text in found:
            if text and (spelled := normalise_name(text)) != text and spelled:
                connection.execute(sa.update(rows).where(key == number).values({column: spelled}))
        last = found[-1][0]
