"""The way from the panel to the statistics keeps the region and the period."""

from __future__ import annotations

import re
from html import unescape

from shared.models import Household
from tests.factories.regions import KUNSHAN, PROVINCE, XUANWU
from tests.support.admin_site import HERE, THERE, AdminSite, Browser
from tests.support.databases import ONE_DATABASE


def statistics(browser: Browser, path: str = "", **query: str) -> str:
    """Where the link in the header of a page leads."""
    page = browser.get(path, **query).text
    return unescape(re.search(r'class="user-menu">\s*<a href="([^"]*)"', page)[1])


@ONE_DATABASE
def test_it_leads_where_the_reader_came_from(site: AdminSite):
    browser = site.browser("province")
    assert statistics(browser) == f"/?region={PROVINCE}"
    browser.get("", region=XUANWU, period="2023-11")
    assert statistics(browser) == f"/?region={XUANWU}&period=2023-11"
    assert statistics(browser, "household/") == f"/?region={XUANWU}&period=2023-11"
    assert statistics(browser, "household/", region_code=KUNSHAN) == f"/?region={KUNSHAN}&period=2023-11"


@ONE_DATABASE
def test_a_record_leads_to_its_region_unless_that_lies_in_the_one_before(site: AdminSite):
    browser, record = site.browser("province"), str(site.here[Household])
    assert statistics(browser, "household/details/", id=record) == f"/?region={HERE}"
    browser.get("", region=KUNSHAN, period="2023")
    assert statistics(browser, "household/details/", id=record) == f"/?region={KUNSHAN}&period=2023"
    browser.get("", region=XUANWU, period="2023-11")
    assert statistics(browser, "household/details/", id=record) == f"/?region={HERE}&period=2023-11"


@ONE_DATABASE
def test_what_is_none_or_not_open_to_the_reader_is_not_remembered(site: AdminSite):
    browser = site.browser("official")
    for region, period in ((THERE, "2023"), (PROVINCE, "2023"), (KUNSHAN, "2023-13"), ("x", "2023"), (KUNSHAN, "")):
        browser.get("", region=region, period=period)
        assert statistics(browser) == f"/?region={KUNSHAN}"
