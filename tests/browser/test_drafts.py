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
    sign_out(page, tab.address)
    assert page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('draft '))") == []
    tab.sign_in("township-clerk")
    page.goto(f"{tab.address}{NEW}")
    expect(notice(page)).to_be_hidden()


DRAFTS = "Object.entries(sessionStorage).filter(([key]) => key.startsWith('draft ')).map(([, draft]) => draft)"


def sign_out(page: Page, address: str) -> None:
    page.goto(f"{address}/sign-out")
    page.locator("main form button").first.click()
    page.wait_for_url(lambda url: "/sign-out" not in url)


def type_more(page: Page) -> None:
    """Long enough ago for a draft to be kept."""
    page.locator("#address").press_sequentially("再写一些", delay=5)
    page.wait_for_timeout(600)


def test_signing_out_in_one_tab_takes_the_drafts_of_all_and_nothing_is_kept_for_another(open_page):
    tab = open_page("kunshan-clerk")
    page, other = typed(tab), tab.page.context.new_page()
    assert len(page.evaluate(DRAFTS)) == 1
    sign_out(other, tab.address)
    page.wait_for_timeout(300)
    assert page.evaluate(DRAFTS) == []
    type_more(page)
    assert page.evaluate(DRAFTS) == []
    tab_of_another = type(tab)(other, tab.address)
    tab_of_another.sign_in("township-clerk")
    other.goto(f"{tab.address}{NEW}")
    type_more(page)
    assert page.evaluate(DRAFTS) == []
    type_more(other)
    assert len(other.evaluate(DRAFTS)) == 1


def test_it_is_kept_again_once_the_same_person_has_signed_in_again(open_page):
    tab = open_page("kunshan-clerk")
    page, other = typed(tab), tab.page.context.new_page()
    sign_out(other, tab.address)
    type(tab)(other, tab.address).sign_in("kunshan-clerk")
    other.goto(f"{tab.address}{NEW}")
    type_more(page)
    assert len(page.evaluate(DRAFTS)) == 1


@pytest.mark.parametrize(("path", "field"), [("person/new/", ""), ("household/register/", "-1")])
def test_an_identity_number_is_never_kept(open_page, path: str, field: str):
    tab = open_page("kunshan-clerk")
    page = tab.page
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{tab.address}/admin/{path}")
    page.locator(f"[name=name{field}]").fill("王草稿")
    page.locator(f"[name=identity_number{field}]").press_sequentially("990101195001010010", delay=5)
    page.wait_for_timeout(600)
    (draft,) = page.evaluate(DRAFTS)
    assert ("王草稿" in draft, "19500101" in draft.partition("entries")[2]) == (True, False)
