"""Files and functions stay short enough to be read at a glance."""

import ast
from pathlib import Path

import pytest

from tests.guards.tree import ROOT, SOURCES

MOST_LINES, MOST_LINES_OF_FUNCTION = 300, 40
NAMES_THAT_SAY_NOTHING = {"utils", "helpers", "helper", "common", "manager", "misc", "data2", "base2"}


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_file_is_short_and_says_what_it_is(path: Path):
    text = (ROOT / path).read_text(encoding="utf-8")
    assert text.count("\n") <= MOST_LINES
    assert path.stem not in NAMES_THAT_SAY_NOTHING
    assert not text.strip() or ast.get_docstring(ast.parse(text)) or "tests" in path.parts


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_functions_are_short(path: Path):
    functions = (
        n for n in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))) if isinstance(n, ast.FunctionDef)
    )
    too_long = [f.name for f in functions if (f.end_lineno or 0) - f.lineno >= MOST_LINES_OF_FUNCTION]
    assert too_long == []
