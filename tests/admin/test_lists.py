"""Lists are searched without a silent end, counted where few fit, and sorted as the address asks."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from admin.records import pagination
from tests.factories import records as make
from tests.support.admin_site import HERE, AdminSite, Browser

MANY = 260


@pytest.fixture
def many(site: AdminSite) -> AdminSite:
    """260 more people named 王 in recognition, of households whose numbers begin in several ways."""
    with Session(site.engine.execution_options(writing=True)) as session:
        for number in range(MANY):
            home = make.household(HERE, number=f"{('HH-2024-', '苏E', '3205')[number % 3]}{number:04}")
            person = make.person(HERE, name=f"王{chr(0x4E00 + number)}", born_on=date(1950, 1, 1) + timedelta(number))
            session.add_all([home, person, make.membership(person, home), make.spell(person, home)])
            session.add_all([make.payment(home), make.special(person, home), make.temporary(person, home)])
        session.commit()
    return site


def rows(browser: Browser, path: str, **params: str) -> list[str]:
    """All records of a list, page by page, along its links."""
    place, found = browser.post(f"{path}/search", params).location, []
    while place:
        page = browser.client.get(place).text
        found += re.findall(rf'class="row-link" href="/admin/{path}/details/\?id=(\d+)', page)
        place = next(iter(re.findall(r'rel="next" href="([^"]+)"', page)), "").replace("&amp;", "&")
    return found


def test_a_search_by_name_goes_to_the_end(many: AdminSite):
    for path in ("person", "spell", "household-member", "special-assistance", "temporary-assistance"):
        found = rows(many.browser(), path, q="王", page_size="100")
        assert len(found) == len(set(found)) == MANY + 1, path


def test_few_and_many_are_paged_alike(many: AdminSite, monkeypatch: pytest.MonkeyPatch):
    """Whether the places are sorted here or walked along in the database."""
    lists = [("spell", {"q": "王"}), ("person", {"q": "王"}), ("person", {"sex": "2", "sort": "-name"})]
    counted = [rows(many.browser(), path, **one, page_size="20") for path, one in lists]
    monkeypatch.setattr(pagination, "MAX_COUNTED", 20)
    assert [rows(many.browser(), path, **one, page_size="20") for path, one in lists] == counted


def test_each_page_links_to_the_one_before(many: AdminSite):
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
    return re.findall(r'class="row-link" href="[^"]*id=(\d+)', page)


@pytest.mark.parametrize(
    "number", ["HH-2024-0003", "hh-2024-0003", "ＨＨ－2024－0003", "HH-2024-00", "苏E0001", "苏E", "32050002"]
)
def test_a_household_number_of_any_form_is_found_where_it_is_promised(many: AdminSite, number: str):
    for path in (
        "household",
        "household-member",
        "spell",
        "benefit-payment",
        "special-assistance",
        "temporary-assistance",
    ):
        assert rows(many.browser(), path, q=number), path


def test_a_name_is_found_however_its_dot_is_typed(site: AdminSite):
    with Session(site.engine.execution_options(writing=True)) as session:
        person, home = make.person(HERE, name="买买提·艾力"), make.household(HERE)
        session.add_all([person, home, make.spell(person, home)])
        session.commit()
    for typed in ("买买提·艾力", "买买提•艾", "买买提・艾力", "买买提．艾力", " 买买提·艾\u200b力"):
        assert len(rows(site.browser(), "person", q=typed)) == 1, typed
        assert len(rows(site.browser(), "spell", q=typed)) == 1, typed


def test_any_column_sorts_few_records_and_many_say_why_not(many: AdminSite, monkeypatch: pytest.MonkeyPatch):
    browser = many.browser()
    born = rows(browser, "person", sort="-died_on") and rows(browser, "person", q="王", sort="-disability")
    assert len(born) == MANY + 1
    monkeypatch.setattr(pagination, "MAX_COUNTED", 20)
    assert "filter the list before sorting" in browser.get("person/", sort="-disability").text


def test_an_order_that_does_not_exist_is_said(site: AdminSite):
    assert "cannot be sorted" in site.browser().get("person/", sort="-password_hash").text
    assert "cannot be sorted" not in site.browser().get("person/", sort="-name").text


def test_an_empty_search_says_how_it_searches(site: AdminSite):
    assert "Only the first characters are searched" in site.browser().get("region/", q="芳").text
    assert "Enter a part of the name" in site.browser().get("person/", q="芬").text
