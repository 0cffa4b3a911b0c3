"""The way back from a record leads to the list as it was left."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_the_way_back_keeps_filters_and_sorting(open_page):
    page = (tab := open_page("kunshan-clerk")).page
    page.goto(f"{tab.address}/admin/early-warning/?level=red&sort=-issued_on")
    page.locator(".filters > summary").click()
    page.locator(".filters button.primary").click()
    expect(page.locator("details.filters[open]")).to_be_visible()  # to narrow further
    listed = page.url
    page.locator("a.row-link").first.click()
    expect(page.locator(".record-summary h1")).to_be_visible()
    page.locator(".back a").click()
    page.wait_for_url(listed)
