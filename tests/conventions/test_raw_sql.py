"""Raw SQL skips the scope of the session (who sees which region): only these modules may use it, each for its reason.

The rule reads the syntax tree, so that a statement in a variable or put together from parts is found as well.
"""

import ast
from pathlib import Path

import pytest

from tests.conventions.repository import CODE, syntax

ALLOWED = {
    "shared/audit/": "the lock of the chain; the file of waiting readings",
    "shared/bulk.py": "computed rows by the thousand: prepared inserts and COPY",
    "shared/database.py": "pragmas and the begin of a transaction",
    "shared/indicators/cube_changes.py": "upserts of the cube, for all rows of a table at once",
    "shared/migrations/": "the schema itself",
    "seed/demo/": "bulk load into an empty database",
}
DRIVERS = {"psycopg", "sqlite3"}
ATTRIBUTES = {"exec_driver_sql", "raw_connection", "driver_connection"}


def raw_sql(tree: ast.Module) -> list[int]:
    """Lines that name SQLAlchemy's `text` or go past it to the driver."""
    modules = {a.asname or a.name: a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    return [node.lineno for node in ast.walk(tree) if isinstance(node, ast.expr | ast.stmt) and _is_raw(node, modules)]


def _is_raw(node: ast.AST, modules: dict[str, str]) -> bool:
    match node:
        case ast.ImportFrom(module=str(module), names=names):
            imported = {name.name for name in names}
            return (module.startswith("sqlalchemy") and "text" in imported) or (
                module in DRIVERS and "connect" in imported
            )
        case ast.Attribute(value=ast.Name(id=name), attr="text"):
            return modules.get(name, "").startswith("sqlalchemy")
        case ast.Attribute(value=ast.Name(id=name), attr="connect"):
            return modules.get(name) in DRIVERS
        case ast.Attribute(attr=attribute):
            return attribute in ATTRIBUTES
        case ast.Call(func=ast.Attribute(attr="cursor"), args=[], keywords=[]):
            return True
    return False


def used_by() -> dict[Path, list[int]]:
    return {path: lines for path in CODE if (lines := raw_sql(syntax(path)))}


def test_raw_sql_stands_in_few_places():
    elsewhere = {str(path): lines for path, lines in used_by().items() if not str(path).startswith(tuple(ALLOWED))}
    assert elsewhere == {}


def test_every_place_that_may_use_raw_sql_does():
    used = [str(path) for path in used_by()]
    assert [place for place in ALLOWED if not any(path.startswith(place) for path in used)] == []


@pytest.mark.parametrize(
    "code",
    [
        "connection.exec_driver_sql(statement + values)",
        "connection.exec_driver_sql(STATEMENT)",
        "from sqlalchemy import select, text\nsession.execute(text(statement))",
        "from sqlalchemy import text as raw\nsession.execute(raw(statement))",
        "from sqlalchemy.sql.expression import text",
        "import sqlalchemy as sa\nsession.execute(sa.text(f'SELECT {column}'))",
        "engine.raw_connection()",
        "driver = connection.connection.driver_connection",
        "connection.connection.cursor().execute(statement)",
        "import sqlite3\nsqlite3.connect(path)",
        "from psycopg import connect",
    ],
)
def test_the_rule_finds_raw_sql_however_it_is_written(code):
    assert raw_sql(ast.parse(code))


@pytest.mark.parametrize(
    "code", ["text(label)", "answer.text", "order.cursor(rows[-1])", "engine.connect()", "from sqlalchemy import Text"]
)
def test_the_rule_leaves_other_uses_of_these_words_alone(code):
    assert raw_sql(ast.parse(code)) == []
