"""Where a file is longer than a sheet shows, the list says so and offers it by region."""

from __future__ import annotations

import csv
import io
import re

import pytest

from admin.records import file_links, pagination
from shared.models import Person
from tests.factories.regions import CHANGSHU, KUNSHAN, NANJING, SUZHOU
from tests.support.admin_site import AdminSite, Browser

LINK = re.compile(r'href="(/exports/[^"]+)"')
WARNING_TEXT = "row a spreadsheet can show"


@pytest.fixture
def long(site: AdminSite, monkeypatch: pytest.MonkeyPatch) -> AdminSite:
    """Two records are more than a sheet shows, more than is counted, and more than stands on a page."""
    monkeypatch.setattr(file_links, "MAX_SHEET_ROWS", 1)
    monkeypatch.setattr(pagination, "MAX_COUNTED", 1)
    monkeypatch.setattr(pagination, "DEFAULT_PAGE_SIZE", 1)
    return site


def links(page: str) -> list[str]:
    return [link.replace("&amp;", "&") for link in LINK.findall(page)]


def keys(browser: Browser, link: str) -> list[str]:
    rows = csv.DictReader(io.StringIO(browser.client.get(link, buffered=True).data.decode("utf-8-sig"), newline=""))
    return [row.get("id") or row["System number"] for row in rows]


def test_both_files_are_offered_by_city(long: AdminSite):
    browser = long.browser("province")
    page = browser.get("person/").text
    listed, *by_city, whole, nanjing, suzhou = links(page)
    assert page.count(WARNING_TEXT) == 2
    assert (listed, whole) == ("/exports/lists/person.csv", "/exports/records/person.csv")
    assert by_city == [f"{listed}?region_code={city}" for city in (NANJING, SUZHOU)]
    assert (nanjing, suzhou) == (f"{whole}?region={NANJING}", f"{whole}?region={SUZHOU}")
    for link in (by_city[1], suzhou):
        assert keys(browser, link) == [str(long.here[Person])]


def test_a_list_of_a_city_is_offered_by_county_with_its_other_filters(long: AdminSite):
    found = links(long.browser("province").get("person/", region_code=SUZHOU).text)
    assert f"/exports/records/person.csv?region={CHANGSHU}" in found
    found = links(long.browser("province").get("person/", sex="2").text)
    assert f"/exports/lists/person.csv?sex=2&region_code={SUZHOU}" in found


def test_users_with_few_records_see_no_warning(long: AdminSite):
    assert WARNING_TEXT not in long.browser().get("person/").text


def test_each_part_of_a_long_file_is_a_region(long: AdminSite):
    browser = long.browser()
    assert keys(browser, f"/exports/records/person.csv?region={KUNSHAN}") == [str(long.here[Person])]
    assert keys(browser, f"/exports/records/person.csv?region={NANJING}") == []
    for link in ("person.csv?region=1", "person.csv?region=999999", "programme_cycle.csv?region=320500"):
        assert browser.client.get(f"/exports/records/{link}").status_code == 400, link
