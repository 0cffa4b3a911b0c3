"""The dashboard's own rules: short views, parts without sessions, one list of pages."""

import ast
from pathlib import Path

import pytest

from dashboard.menu import ADDRESSES, PAGES
from shared.access import Permission
from shared.settings import ROOT

HERE = ROOT / "dashboard"
VIEWS = sorted((HERE / "views").glob("*.py"))
PARTS = sorted((HERE / "parts").glob("*.py"))


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)} | {
        alias.name for n in ast.walk(tree) if isinstance(n, ast.Import) for alias in n.names
    }


def test_every_page_names_its_permission_and_its_place():
    assert all(isinstance(page.permission, Permission) and str(page.title) and str(page.section) for page in PAGES)
    assert len({page.path for page in PAGES}) == len(PAGES) == len(ADDRESSES) + 1


def test_every_view_is_a_page():
    assert {path.stem for path in VIEWS} - {"__init__"} == {page.view.__module__.rsplit(".", 1)[1] for page in PAGES}


def test_no_folder_lets_streamlit_run_a_page_by_itself():
    assert not (HERE / "pages").exists()


@pytest.mark.parametrize("path", VIEWS, ids=lambda p: p.name)
def test_views_are_short(path):
    assert path.read_text(encoding="utf-8").count("\n") < 80


@pytest.mark.parametrize("path", PARTS, ids=lambda p: p.name)
def test_parts_take_data_never_a_session(path):
    for module in imported(path):
        assert not module.startswith(("sqlalchemy", "shared.database", "shared.deployment", "dashboard.visit"))


def test_nothing_is_kept_for_everybody_and_no_file_is_held():
    source = "\n".join(path.read_text(encoding="utf-8") for path in HERE.rglob("*.py"))
    for name in ("cache_data", "cache_resource", "download_button", "plotly.express", "unsafe_allow_javascript"):
        assert name not in source
