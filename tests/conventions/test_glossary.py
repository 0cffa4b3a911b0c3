"""The glossary holds: its identifiers exist, its Chinese stands on screens, and words it bans stay away."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.conventions.repository import CODE, ROOT, syntax, text_of, tracked

GLOSSARY = (ROOT / "docs/glossary.md").read_text("utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in GLOSSARY.splitlines()
    if line.startswith("| ") and not line.startswith(("| ---", "| 中文"))
]
NOT_ON_SCREENS = re.findall(
    r"`([^`]+)`", GLOSSARY.partition("## Words that are not on screens")[2].partition("\n## ")[0]
)
BANNED = set(re.findall(r"`(\w+)`", GLOSSARY.partition("## Words that are not used")[2]))
ALLOWED = {
    "shared/models/identity_question.py:raised_on",  # columns of tables keep their names
    "shared/migrations/audit_sealing.py:said",  # migrations are frozen
}
ANY_FOLDER = {"app", "page", "__init__", "__main__", "env"}  # the folder says what they are of


def words_of(name: str) -> set[str]:
    return set(re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name).lower().strip("_").split("_"))


def names_in(path: Path) -> Iterator[str]:
    """All names that a file gives: to functions, classes, parameters, variables and attributes."""
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr


def identifiers() -> set[str]:
    """Names of the code, and words it writes: columns of files, arguments of addresses."""
    found = {path.stem for path in CODE} | {part for path in CODE for part in path.parts[:-1]}
    for path in CODE:
        found |= set(names_in(path))
        found |= {n.value for n in ast.walk(syntax(path)) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    return found


def test_the_glossary_has_rows_and_bans():
    assert len(ROWS) > 50
    assert all(len(row) == 3 and all(row) for row in ROWS), [row for row in ROWS if len(row) != 3]
    assert len(BANNED) > 25
    assert len(NOT_ON_SCREENS) > 40


def test_every_identifier_exists_as_written():
    known = identifiers()
    named = [part for row in ROWS for name in re.findall(r"`([\w.]+)`", row[2]) for part in name.split(".")]
    assert len(named) > 60
    assert [name for name in named if name not in known] == []


def test_every_english_term_stands_once():
    terms = [row[1].split(" (")[0].split(":")[0] for row in ROWS]
    assert sorted({term for term in terms if terms.count(term) > 1}) == []


def test_chinese_terms_are_those_of_the_screens():
    catalogue = "".join(text_of(path) for path in tracked("*.po"))
    of_the_field = [row for row in ROWS if f"| {row[0]} |" in GLOSSARY.partition("## Statistics")[0]]
    terms = {part for row in of_the_field for part in re.split(r"[、（）]", row[0]) if part}
    assert sorted(term for term in terms if term not in catalogue) == []


@pytest.mark.parametrize("path", sorted(tracked("*.po")), ids=lambda path: path.stem)
def test_stilted_words_are_on_no_screen(path):
    """Neither in the English nor in the Chinese of a message; what stands in braces or as code is no text."""
    with path.open("rb") as file:
        texts = [str(text) for m in read_po(file) if m.id for text in (m.id, m.string)]
    words = re.compile("|".join(rf"\b{w}\b" if w.isascii() else w for w in NOT_ON_SCREENS), re.IGNORECASE)
    assert [text for text in texts if words.search(re.sub(r"{[^}]*}|`[^`]*`", "", text))] == []


def test_banned_words_are_in_no_name():
    found = defaultdict(set)
    for path in CODE:
        if "versions" in path.parts:
            continue
        for name in (path.stem, *names_in(path)):
            if words_of(name) & BANNED and f"{path}:{name}" not in ALLOWED:
                found[str(path)].add(name)
    assert dict(found) == {}


def names_on_pages(path: Path) -> Iterator[str]:
    """Classes, ids and data attributes of templates and styles; what scripts declare."""
    for pattern in PAGE_NAMES[path.suffix]:
        yield from (name for found in re.findall(pattern, text_of(path)) for name in re.findall(r"[\w-]+", found))


PAGE_NAMES = {
    ".html": (r'(?:class|id)="([^"{]+)', r"\bdata-([a-z-]+)"),
    ".css": (r"[.#]([a-z][\w-]*)",),
    ".js": (r"\b(?:const|let|function|class|async) (\w+)", r"\bthis\.(\w+)"),
}


def test_banned_words_are_on_no_page():
    named = {(str(path), name) for path in tracked("*.html", "*.css", "*.js") for name in names_on_pages(path)}
    assert len(named) > 300
    assert sorted((path, name) for path, name in named if words_of(name.replace("-", "_")) & BANNED) == []


def test_no_two_files_have_one_name():
    by_name = defaultdict(list)
    for path in CODE:
        if path.stem not in ANY_FOLDER and "versions" not in path.parts:
            by_name[path.name].append(str(path))
    assert {name: paths for name, paths in by_name.items() if len(paths) > 1} == {}


def test_no_two_classes_have_one_name():
    by_name = defaultdict(list)
    for path in CODE:
        for node in ast.walk(syntax(path)):
            if isinstance(node, ast.ClassDef):
                by_name[node.name].append(str(path))
    assert {name: paths for name, paths in by_name.items() if len(paths) > 1} == {}
