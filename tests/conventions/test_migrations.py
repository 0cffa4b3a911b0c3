"""Migrations are numbered without gaps, and each can be taken back."""

import ast

from tests.conventions.repository import ROOT

VERSIONS = sorted((ROOT / "shared/migrations/versions").glob("[0-9]*.py"))


def test_migrations_are_numbered_in_a_row():
    assert [int(path.name[:4]) for path in VERSIONS] == list(range(1, len(VERSIONS) + 1))


def test_every_migration_goes_up_and_down():
    for path in VERSIONS:
        functions = {n.name: n for n in ast.parse(path.read_text("utf-8")).body if isinstance(n, ast.FunctionDef)}
        assert {"upgrade", "downgrade"} <= functions.keys(), path.name
        for function in (functions["upgrade"], functions["downgrade"]):
            assert not all(
                isinstance(n, ast.Pass | ast.Expr) and not isinstance(getattr(n, "value", None), ast.Call)
                for n in function.body
            ), f"{path.name}: {function.name} does nothing"
