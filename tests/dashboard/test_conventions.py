"""The dashboard's own rules: short pages, components without sessions, one list of pages."""

import ast
from pathlib import Path

import pytest

from dashboard.navigation import PAGES, page_paths
from shared.access import Permission
from shared.settings import ROOT

HERE = ROOT / "dashboard"
PAGE_FILES = sorted((HERE / "views").glob("*/page.py"))
COMPONENTS = sorted((HERE / "components").rglob("*.py"))


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)} | {
        alias.name for n in ast.walk(tree) if isinstance(n, ast.Import) for alias in n.names
    }


def test_every_page_names_its_permission_and_its_place():
    assert all(isinstance(page.permission, Permission) and str(page.title) and str(page.section) for page in PAGES)
    assert len({page.path for page in PAGES}) == len(PAGES) == len(page_paths()) + 1


def test_every_folder_of_views_is_a_page():
    folders = {path.name for path in (HERE / "views").iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders == {page.view.__module__.split(".")[2] for page in PAGES}
    assert len(PAGE_FILES) == len(PAGES)


def test_no_folder_lets_streamlit_run_a_page_by_itself():
    assert not (HERE / "pages").exists()


@pytest.mark.parametrize("path", PAGE_FILES, ids=lambda p: p.parent.name)
def test_pages_are_short(path):
    assert path.read_text(encoding="utf-8").count("\n") < 80


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_components_take_data_never_a_session(path):
    for module in imported(path):
        assert not module.startswith(
            (
                "sqlalchemy",
                "shared.database",
                "shared.deployment",
                "dashboard.page_context",
                "dashboard.sections",
                "dashboard.views",
            )
        )


def test_nothing_is_kept_for_everybody_and_no_file_is_held():
    source = "\n".join(path.read_text(encoding="utf-8") for path in HERE.rglob("*.py"))
    for name in ("cache_data", "cache_resource", "download_button", "plotly.express", "unsafe_allow_javascript"):
        assert name not in source
