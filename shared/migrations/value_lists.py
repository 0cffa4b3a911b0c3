"""A list of values gets a new one: the CHECK of its column is replaced, no table is rebuilt.

SQLite cannot alter a CHECK. Its manual (lang_altertable.html, section 7) gives this way for changes that touch no
stored row: the text of the table in the schema is edited, and the schema version raised so that every connection reads
it anew. Rows, indexes and triggers stay where they are, however many rows there are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


def replace_values(table: str, column: str, values: Sequence[str]) -> None:
    """Let `column` hold exactly these values from now on. RuntimeError while a row holds another."""
    connection = op.get_bind()
    choices = ", ".join(f"'{value}'" for value in values)
    condition = f"{column} IN ({choices})"
    query = f"SELECT DISTINCT {column} FROM {table} WHERE NOT ({condition})"  # noqa: S608 - names of a migration
    other_values = connection.execute(sa.text(query)).scalars().all()
    if other_values:
        msg = f"{table}.{column} still holds {sorted(other_values)}"
        raise RuntimeError(msg)
    name = f"ck_{table}_{column}_known"
    if connection.dialect.name == "sqlite":
        _replace_on_sqlite(connection, table, name, condition)
    else:
        op.drop_constraint(name, table)
        op.create_check_constraint(op.f(name), table, sa.text(condition))


def _replace_on_sqlite(connection: sa.Connection, table: str, name: str, condition: str) -> None:
    stored = "type = 'table' AND name = :table"
    sql = connection.execute(sa.text(f"SELECT sql FROM sqlite_master WHERE {stored}"), {"table": table}).scalar_one()  # noqa: S608
    changed, count = re.subn(rf'(CONSTRAINT "?{name}"? CHECK )\(\w+ IN \([^()]*\)\)', rf"\1({condition})", sql)
    if count != 1:
        msg = f"the table {table} has no single CHECK {name}"
        raise RuntimeError(msg)
    version = connection.execute(sa.text("PRAGMA schema_version")).scalar_one()
    connection.execute(sa.text("PRAGMA writable_schema = ON"))
    connection.execute(sa.text(f"UPDATE sqlite_master SET sql = :sql WHERE {stored}"), {"sql": changed, "table": table})  # noqa: S608
    connection.execute(sa.text(f"PRAGMA schema_version = {version + 1}"))
    connection.execute(sa.text("PRAGMA writable_schema = OFF"))
