"""Documents name files that exist, decisions are numbered and dated, the picture of the layers is that of the code."""

import ast
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from tests.conventions.repository import ROOT, syntax, tracked

DOCUMENTS = [*tracked("docs/*.md"), *map(Path, ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"))]
PATH = re.compile(r"`((?:admin|dashboard|docs|seed|server|shared|tests)/[\w./<>*…-]*)`")
LINK = re.compile(r"\]\(([^)#:]+)\)")
PLACEHOLDER = re.compile(r"<\w+>|…")


def read(path: Path) -> str:
    return (ROOT / path).read_text("utf-8")


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_files_that_a_document_names_exist(document):
    named = set(PATH.findall(read(document)))
    assert sorted(path for path in named if not list(ROOT.glob(PLACEHOLDER.sub("*", path).rstrip("/")))) == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_links_of_a_document_lead_somewhere(document):
    folder = (ROOT / document).parent
    assert [link for link in LINK.findall(read(document)) if not (folder / link).exists()] == []


def test_the_index_names_every_document():
    linked = {(ROOT / "docs" / link).resolve() for link in LINK.findall(read(Path("docs/index.md")))}
    assert [path for path in DOCUMENTS if (ROOT / path) not in {*linked, ROOT / "docs/index.md"}] == []


def test_decisions_have_a_number_of_their_own_and_a_date():
    rows = re.findall(r"^\| (?!no |---)([^|]*) \| ([^|]*) \|", read(Path("docs/decisions.md")), re.MULTILINE)
    assert sorted(int(number) for number, _ in rows) == list(range(1, len(rows) + 1))
    assert all(date.fromisoformat(day) >= date(2026, 11, 23) for _, day in rows)


def test_the_benchmarks_stand_in_their_document_as_their_files_describe_them():
    rows = re.findall(r"^\| `(\w+)` \| (.*) \|$", read(Path("docs/benchmarks.md")), re.MULTILINE)
    files = [path for path in tracked("tests/benchmarks/*.py") if path.parent.name == "benchmarks"]
    described = {p.stem: ast.get_docstring(syntax(p)) for p in files if not p.name.startswith(("__", "test_"))}
    assert rows == [(name, " ".join(text.split("\n\n")[0].split())) for name, text in sorted(described.items())]


CONTRACTS = [
    c for c in tomllib.loads(read(Path("pyproject.toml")))["tool"]["importlinter"]["contracts"] if "layers" in c
]
ARCHITECTURE = read(Path("docs/architecture.md"))


def test_the_picture_shows_the_layers_of_shared():
    (layers,) = (c["layers"] for c in CONTRACTS if c.get("containers") == ["shared"])
    picture = re.search(r"shared +the domain.*?┤\n(.*?)└", ARCHITECTURE, re.DOTALL)[1]
    drawn = [re.split(r" {2,}|$", line.strip("│ "))[0] for line in picture.splitlines() if line.strip()]
    assert [set(line.split(" · ")) for line in drawn] == [set(re.findall(r"\w+", layer)) for layer in layers]


def test_the_picture_shows_the_layers_of_the_whole():
    (layers,) = (c["layers"] for c in CONTRACTS if "containers" not in c)
    boxes = [set(re.findall(r"│ (\w+) ", line)) for line in ARCHITECTURE.splitlines()]
    assert [box for layer in layers if (box := set(re.findall(r"\w+", layer))) not in boxes] == []


def test_layers_of_apps_are_those_that_are_checked():
    declared = {c["containers"][0]: c["layers"] for c in CONTRACTS if "containers" in c}
    written = re.findall(r"^- `([\w.]+)`: (`.*(?:\n  .*)*`)$", ARCHITECTURE, re.MULTILINE)
    assert {package for package, _ in written} == declared.keys() - {"shared"}
    for package, chain in written:
        layers = [set(re.findall(r"\w+", part)) for part in re.split(r" >\s+", chain)]
        assert layers == [set(re.findall(r"\w+", layer)) for layer in declared[package]]
