"""The recipe of a page in CONTRIBUTING.md, followed: the page stands in the menu and draws."""

from types import SimpleNamespace

import pytest

from dashboard import navigation
from shared.version import PRODUCT_VERSION
from tests.conventions.recipes import BLOCKS
from tests.support.dashboard_pages import OpenPage


def add_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page of the recipe in the menu."""
    module: dict[str, object] = {}
    exec(BLOCKS["dashboard/views/<topic>/page.py"], module)  # noqa: S102 - this is what the test is about
    pages = {**vars(navigation), "page": SimpleNamespace(**module)}
    exec(BLOCKS["dashboard/navigation.py"], pages)  # noqa: S102
    monkeypatch.setattr(navigation, "PAGES", pages["PAGES"])


def test_the_recipe_of_a_page_makes_one(look: OpenPage, monkeypatch: pytest.MonkeyPatch):
    add_page(monkeypatch)
    assert "/temporary" in navigation.page_paths()
    seen = look("temporary", "city", period="2023")
    assert "grants of temporary assistance" in seen.answer
    assert any(link.startswith("/exports/temporary_assistance.csv") for link in seen.links)
    assert "/temporary?" in " ".join(look("coverage", "city").links)


@pytest.mark.parametrize("who", ["city", "administrator"])
def test_pages_name_the_release_also_without_figures(look: OpenPage, who: str):
    assert look("coverage", who).html.count(f'<footer class="sz-version">{PRODUCT_VERSION}</footer>') == 1
