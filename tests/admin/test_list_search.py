"""The search above a list finds as the search box does: any part of a name, pinyin, initials, digits, addresses."""

from __future__ import annotations

import html
import re

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from shared.models import Person
from tests.support.admin_site import AdminSite

LISTS = ("person", "household", "spell", "early-warning", "home-visit", "benefit-payment", "receipt", "amount-change")


def found(site: AdminSite, path: str, text: str, login: str = "clerk") -> int:
    browser = site.browser(login)
    answer = browser.post(f"{path}/search", {"q": text})
    assert answer.status_code == 302
    return browser.client.get(answer.headers["Location"]).text.count('class="row-link"')


@pytest.mark.parametrize("path", LISTS)
def test_any_part_of_a_name_its_pinyin_and_initials_find_on_every_list(site: AdminSite, path):
    for text in ("王芳", "芳", "wangfang", "fang", "wf"):
        assert found(site, path, text) > 0, text


@pytest.mark.parametrize("path", LISTS)
def test_the_last_four_digits_find(site: AdminSite, path):
    with Session(site.engine.execution_options(writing=True)) as session:
        own = update(Person).where(Person.id == site.here[Person])
        session.execute(own.values(identity_masked="**************0029"))
        session.commit()
    assert found(site, path, "0029") > 0


@pytest.mark.parametrize("path", LISTS)
def test_what_nobody_is_called_finds_nothing_and_says_how_it_searches(site: AdminSite, path):
    browser = site.browser()
    for text in ("李", "zzz", "9998"):
        page = browser.client.get(browser.post(f"{path}/search", {"q": text}).headers["Location"]).text
        assert 'class="row-link"' not in page, text
        assert "Enter a part of the name" in page, text


def test_a_filter_under_which_nothing_is_found_is_named_and_can_be_dropped(site: AdminSite):
    browser = site.browser()
    page = browser.client.get(browser.post("person/search", {"q": "王芳", "sex": "1"}).headers["Location"])
    assert "Nothing was found under these filters: Sex: Male." in page.text
    link = re.search(r'href="([^"]+)">Search for “王芳” without these filters', page.text)
    assert 'class="row-link"' in browser.client.get(html.unescape(link[1])).text


def test_another_county_finds_its_own_only(site: AdminSite):
    name = site.stored(Person, site.there[Person])["name"]
    assert found(site, "benefit-payment", name, "other") == 1
    assert found(site, "benefit-payment", "芳", "other") == (1 if "芳" in name else 0)
    assert found(site, "benefit-payment", "芳", "province") >= 1
