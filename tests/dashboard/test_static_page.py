"""The page as HTML that the browser shows until Streamlit has started: the same words, nothing more than is allowed."""

import re
from collections import Counter
from html import unescape

import pytest

from dashboard import page_runner, static_page
from dashboard.static_page import render_static_page
from shared.access import Actor, Grant, Role
from shared.locale import CHINESE, ENGLISH, use_language
from tests.dashboard.page_reader import TAG
from tests.support.dashboard_pages import REGIONS
from tests.support.locked_year import lock_2022

pytestmark = pytest.mark.parametrize("province", ["sqlite"], indirect=True)  # about HTML, not about SQL
IDS = re.compile(r'\sid="([^"]*)"')
REFERENCES = re.compile(r'\s(?:for|list|aria-labelledby|aria-describedby)="([^"]*)"|\shref="#([^"]*)"')


def words(html: str) -> str:
    return " ".join(TAG.sub(" ", html).split())


def official(language: str = CHINESE, region: str = REGIONS["province"]) -> Actor:
    return Actor("province", "姓名 province", (Grant(Role.LIST_READER, region),), language=language)


@pytest.mark.parametrize("page", ["", "coverage", "warnings", "charity", "regions", "methodology"])
def test_it_says_what_streamlit_draws_afterwards(look, page):
    drawn, content = look(page), render_static_page(official(), page, {})
    assert content is not None
    assert words(content.html) == words("\n".join(part.body for part in drawn.test.html))


def test_it_follows_the_address_and_the_language(look):
    params = {"region": REGIONS["county"], "period": "2023-11"}
    content = render_static_page(official(ENGLISH), "coverage", params)
    assert content is not None
    assert content.title == "Coverage · Kunshan City · November 2023 · Suzhu"
    assert look("coverage", language=ENGLISH, **params).answer in unescape(content.html)


CHIP = re.compile(r'<span class="sz-badge sz-(\w+)">')


@pytest.mark.parametrize(
    ("page", "params", "state"),
    [
        ("regions", {"period": "2022-08", "measure": "exits"}, "final"),
        ("regions", {"period": "2022-08", "measure": "verification_rate"}, "provisional"),  # it is never locked
        ("warnings", {"period": "2022"}, "provisional"),
        ("", {"period": "2022"}, "provisional"),
    ],
)
def test_the_frame_is_final_only_if_all_figures_of_the_region_are(look, monkeypatch, page, params, state):
    """Also those that stand below the first chart, which is drawn after the frame."""
    look("regions")
    lock_2022(monkeypatch)
    content = render_static_page(official(ENGLISH), page, {"region": REGIONS["city"]} | params)
    assert content is not None
    assert CHIP.findall(content.html)[0] == state
    assert ("not every figure shown here is final" in content.html) == (state != "final")


def test_ids_are_its_own_and_lead_inside_it(look):
    look("regions")
    content = render_static_page(official(), "regions", {})
    assert content is not None
    ids = Counter(IDS.findall(content.html))
    referred = {one for pair in REFERENCES.findall(content.html) for one in pair if one}
    assert ids["static-headline"] == 1
    assert {one for one in ids if not one.startswith("static-")} | {one for one, n in ids.items() if n > 1} == set()
    assert referred <= set(ids)


def test_nobody_gets_a_page_of_others(look):
    look("coverage")
    assert render_static_page(Actor("x", "x", (Grant(Role.SYSTEM_ADMIN, REGIONS["province"]),)), "", {}) is None
    assert render_static_page(official(), "no-such-page", {}) is None
    content = render_static_page(official(region=REGIONS["county"]), "", {"region": REGIONS["province"]})
    assert content is not None
    assert "static-headline" not in content.html
    assert "您没有查看江苏省数据的权限" in words(content.html)


def test_an_error_is_left_to_streamlit_and_logged(look, monkeypatch, caplog):
    look("coverage")

    def fail(*_args, **_parts):
        raise ZeroDivisionError

    monkeypatch.setattr(page_runner, "build_page_context", fail)
    with use_language(ENGLISH):
        assert render_static_page(official(), "coverage", {}) is None
    assert static_page.__name__ in [record.name for record in caplog.records]
