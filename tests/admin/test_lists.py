"""Lists are searched without a silent end, counted where few fit, and sorted as the address asks."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from admin.records import pagination
from tests.factories import records as make
from tests.support.admin_site import HERE, Browser, Panel

MANY = 260


@pytest.fixture
def many(panel: Panel) -> Panel:
    """260 more people named 王 in recognition, of households whose numbers begin in several ways."""
    with Session(panel.engine.execution_options(writing=True)) as session:
        for number in range(MANY):
            home = make.household(HERE, number=f"{('HH-2024-', '苏E', '3205')[number % 3]}{number:04}")
            person = make.person(HERE, name=f"王{chr(0x4E00 + number)}", born_on=date(1950, 1, 1) + timedelta(number))
            session.add_all([home, person, make.membership(person, home), make.spell(person, home)])
            session.add_all([make.payment(home), make.special(person, home), make.temporary(person, home)])
        session.commit()
    return panel


def rows(browser: Browser, noun: str, **asked: str) -> list[str]:
    """All records of a list, page by page, along its links."""
    place, found = browser.post(f"{noun}/search", asked).location, []
    while place:
        page = browser.client.get(place).text
        found += re.findall(rf'class="opens" href="/admin/{noun}/details/\?id=(\d+)', page)
        place = next(iter(re.findall(r'rel="next" href="([^"]+)"', page)), "").replace("&amp;", "&")
    return found


def test_a_search_by_name_goes_to_the_end(many: Panel):
    for noun in ("person", "spell", "membership", "special-assistance", "temporary-assistance"):
        found = rows(many.browser(), noun, q="王", page_size="100")
        assert len(found) == len(set(found)) == MANY + 1, noun


def test_few_and_many_are_paged_alike(many: Panel, monkeypatch: pytest.MonkeyPatch):
    """Whether the places are sorted here or walked along in the database."""
    asked = [("spell", {"q": "王"}), ("person", {"q": "王"}), ("person", {"sex": "2", "sort": "-name"})]
    counted = [rows(many.browser(), noun, **one, page_size="20") for noun, one in asked]
    monkeypatch.setattr(pagination, "MAX_COUNTED", 20)
    assert [rows(many.browser(), noun, **one, page_size="20") for noun, one in asked] == counted


def test_each_page_links_to_the_one_before(many: Panel):
    browser = many.browser()
    first = browser.client.get(browser.post("spell/search", {"q": "王", "page_size": "100"}).location).text
    second = browser.client.get(link(first, "next")).text
    third = browser.client.get(link(second, "next")).text
    assert "261 in total" in first
    assert keys(browser.client.get(link(third, "prev")).text) == keys(second)
    assert keys(browser.client.get(link(second, "prev")).text) == keys(first)


def link(page: str, rel: str) -> str:
    return re.findall(rf'rel="{rel}" href="([^"]+)"', page)[0].replace("&amp;", "&")


def keys(page: str) -> list[str]:
    return re.findall(r'class="opens" href="[^"]*id=(\d+)', page)


@pytest.mark.parametrize(
    "number", ["HH-2024-0003", "hh-2024-0003", "ＨＨ－2024－0003", "HH-2024-00", "苏E0001", "苏E", "32050002"]
)
def test_a_household_number_of_any_form_is_found_where_it_is_promised(many: Panel, number: str):
    for noun in ("household", "membership", "spell", "payment", "special-assistance", "temporary-assistance"):
        assert rows(many.browser(), noun, q=number), noun


def test_a_name_is_found_however_its_dot_is_typed(panel: Panel):
    with Session(panel.engine.execution_options(writing=True)) as session:
        person, home = make.person(HERE, name="买买提·艾力"), make.household(HERE)
        session.add_all([person, home, make.spell(person, home)])
        session.commit()
    for typed in ("买买提·艾力", "买买提•艾", "买买提・艾力", "买买提．艾力", " 买买提·艾\u200b力"):
        assert len(rows(panel.browser(), "person", q=typed)) == 1, typed
        assert len(rows(panel.browser(), "spell", q=typed)) == 1, typed


def test_any_column_sorts_few_records_and_many_say_why_not(many: Panel, monkeypatch: pytest.MonkeyPatch):
    browser = many.browser()
    born = rows(browser, "person", sort="-died_on") and rows(browser, "person", q="王", sort="-disability")
    assert len(born) == MANY + 1
    monkeypatch.setattr(pagination, "MAX_COUNTED", 20)
    assert "filter the list before sorting" in browser.get("person/", sort="-disability").text


def test_an_order_that_does_not_exist_is_said(panel: Panel):
    assert "cannot be sorted" in panel.browser().get("person/", sort="-password_hash").text
    assert "cannot be sorted" not in panel.browser().get("person/", sort="-name").text


def test_an_empty_search_says_how_it_searches(panel: Panel):
    assert "Only the first characters are searched" in panel.browser().get("person/", q="芳").text
