"""Files and functions stay short enough to be read at a glance."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.conventions.repository import CODE, SOURCES, syntax, text_of

MAX_LINES, MAX_LINES_OF_FUNCTION = 300, 40
MEANINGLESS_NAMES = {"utils", "helpers", "helper", "common", "manager", "misc", "data2", "base2"}


def test_there_are_files_to_look_at():
    assert len(CODE) > 300
    assert len(SOURCES) > len(CODE) + 150
    assert len([name for path in SOURCES for name in long_functions(path, 10)]) > 500


def test_files_are_short():
    assert {str(path): lines for path in SOURCES if (lines := text_of(path).count("\n")) > MAX_LINES} == {}


def test_names_of_files_say_something():
    assert [str(path) for path in SOURCES if path.stem in MEANINGLESS_NAMES] == []


def test_every_file_says_what_it_is():
    sources = [path for path in SOURCES if path.parts[0] != "tests" and text_of(path).strip()]
    assert [str(path) for path in sources if not ast.get_docstring(syntax(path))] == []


def test_functions_are_short():
    assert [name for path in SOURCES for name in long_functions(path, MAX_LINES_OF_FUNCTION)] == []


def long_functions(path: Path, lines: int) -> Iterator[str]:
    """Functions of at least so many lines, where they stand."""
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (node.end_lineno or 0) - node.lineno >= lines:
            yield f"{path}:{node.lineno} {node.name}"
