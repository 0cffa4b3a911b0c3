"""The search box in a browser: by the keyboard alone, and on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.support.running_server import NARROW, WIDE

pytestmark = pytest.mark.browser
BOX = ".people-search input[type=search]"


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_a_person_is_found_and_opened_by_the_keyboard(open_page, size):
    tab = open_page("kunshan-clerk", size=size)
    page = tab.page
    page.goto(f"{tab.address}/admin/person/")
    name = page.locator("tbody a.row-link").first.inner_text().strip()
    page.locator(BOX).focus()
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("查找人员")
    page.wait_for_load_state()  # with the script that follows the arrow keys
    assert name not in page.url
    expect(page.locator(BOX)).to_have_value(name)
    page.locator(BOX).focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("a.row-link").first).to_be_focused()
    expect(page.locator("a.row-link").first).to_have_text(name)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text(name)
    page.go_back()
    expect(page.locator("a.row-link").first).to_have_text(name)


def test_what_is_tapped_on_a_phone_is_large_enough(open_page):
    tab = open_page("kunshan-clerk", size=NARROW)
    page = tab.page
    page.goto(f"{tab.address}/admin/")
    page.locator(BOX).fill("王")
    page.locator(".people-search button").click()
    expect(page.locator("h1")).to_have_text("查找人员")
    for tapped in (BOX, ".people-search button", "tbody a.row-link", "tbody td a"):
        box = page.locator(tapped).first.bounding_box()
        assert box is not None
        assert box["height"] >= 44, tapped
