"""What was typed and not saved is offered again in the same tab, to the same person only, until it is saved."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
NEW, TYPED = "/admin/household/new/", "人民路 8 号 草稿"


def typed(tab) -> Page:
    """A form with something typed, closed as a crash closes it."""
    page = tab.page
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{tab.address}{NEW}")
    page.locator("#address").press_sequentially(TYPED, delay=5)
    page.locator("#residence").select_option(index=1)
    page.wait_for_timeout(600)  # it is kept a moment after the last key
    return page


def notice(page: Page):
    return page.locator("#draft-notice")


def test_it_is_offered_after_a_reload_and_filled_in_when_wanted(open_page):
    page = typed(open_page("kunshan-clerk"))
    chosen = page.locator("#residence").input_value()
    page.reload()
    expect(page.locator("#address")).to_have_value("")
    expect(notice(page)).to_contain_text("尚未保存")
    notice(page).locator("button").first.click()
    expect(page.locator("#address")).to_have_value(TYPED)
    expect(page.locator("#residence")).to_have_value(chosen)
    expect(notice(page)).to_be_hidden()


def test_it_can_be_discarded_and_cancelling_discards_it(open_page):
    tab = open_page("kunshan-clerk")
    page = typed(tab)
    page.reload()
    notice(page).locator("button").last.click()
    page.reload()
    expect(notice(page)).to_be_hidden()
    page = typed(tab)
    page.locator(".actions.save a").click()
    page.wait_for_url(lambda url: "/new/" not in url)
    page.goto(f"{tab.address}{NEW}")
    expect(notice(page)).to_be_hidden()


def test_a_refused_form_stays_a_draft_a_saved_one_does_not(open_page):
    tab = open_page("township-clerk")
    page = typed(tab)
    page.keyboard.press("Control+s")
    expect(page.locator("#error-summary")).to_be_visible()  # number and village are missing
    page.goto(f"{tab.address}{NEW}")
    expect(notice(page)).to_be_visible()
    notice(page).locator("button").first.click()
    page.fill("#number", "32058399999")
    page.locator("#region_code").press_sequentially("社区", delay=20)
    page.locator("[role=option]").first.click()
    with page.expect_navigation(url=lambda url: "/details/" in url):
        page.keyboard.press("Control+s")
    page.goto(f"{tab.address}{NEW}")
    expect(notice(page)).to_be_hidden()
    tab.complaints.clear()  # Chromium names the 422


def test_nothing_stays_after_signing_out(open_page):
    tab = open_page("kunshan-clerk")
    page = typed(tab)
    page.goto(f"{tab.address}/sign-out")
    page.locator("main form button").first.click()
    page.wait_for_url(lambda url: "/sign-out" not in url)
    assert page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('draft '))") == []
    tab.sign_in("township-clerk")
    page.goto(f"{tab.address}{NEW}")
    expect(notice(page)).to_be_hidden()
