"""What is typed into a form outlives a link, the other language, the end of the session and a server that is away."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.running_server import PASSWORD

pytestmark = pytest.mark.browser
TYPED = "人民路 8 号 打字"


@pytest.fixture
def sign_out(server):
    """Ends all sessions, as half an hour of silence does."""

    def end() -> None:
        with sqlite3.connect(Path(server.environment["SUZHU_VAR"]) / "suzhu.db", timeout=20) as database:
            database.execute("UPDATE sign_in_session SET seen_at = '2000-01-01 00:00:00.000000'")

    return end


def started(tab) -> Page:
    """The form of a household with something typed."""
    tab.page.goto(f"{tab.address}/admin/household/new/")
    tab.page.locator("#address").press_sequentially(TYPED, delay=5)
    return tab.page


def signed_in_again(page: Page) -> None:
    expect(page.locator("#sign-in-dialog")).to_be_visible()
    page.fill("#sign-in-dialog-password", "wrong")
    page.keyboard.press("Enter")
    expect(page.locator("#sign-in-dialog .error")).to_contain_text("密码")
    page.fill("#sign-in-dialog-password", PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("#sign-in-dialog")).to_be_hidden()


def test_a_session_that_ended_is_opened_again_on_top_of_the_form(open_page, sign_out):
    page = started(tab := open_page("kunshan-clerk"))
    sign_out()
    page.keyboard.press("Control+s")
    signed_in_again(page)
    expect(page.locator("#error-summary")).to_be_visible()  # sent: the number of the household is missing
    expect(page.locator("#address")).to_have_value(TYPED)
    sign_out()
    page.locator("#region_code").press_sequentially("玉山", delay=20)
    signed_in_again(page)
    expect(page.locator("#address")).to_have_value(TYPED)
    tab.complaints.clear()  # 401 and 422


def test_a_form_that_was_opened_before_signing_in_again_still_saves(open_page, sign_out):
    page = started(tab := open_page("kunshan-clerk"))
    sign_out()
    other = page.context.new_page()
    other.goto(f"{tab.address}/sign-in")
    other.fill("#login", "kunshan-clerk")
    other.fill("#password", PASSWORD)
    other.keyboard.press("Enter")
    other.wait_for_url(re.compile("/admin/"))
    page.keyboard.press("Control+s")
    expect(page.locator("#error-summary")).to_be_visible()
    expect(page.locator("#address")).to_have_value(TYPED)
    tab.complaints.clear()


def test_the_other_language_keeps_the_form(open_page):
    page = started(open_page("kunshan-clerk"))
    page.locator("button[name=to][value=en]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#address")).to_have_value(TYPED)


def test_a_server_that_is_away_keeps_the_form(open_page):
    page = started(tab := open_page("kunshan-clerk"))
    page.route("**/admin/session", lambda route: route.abort())
    page.keyboard.press("Control+s")
    expect(page.locator(".submit-error")).to_contain_text("服务器暂时没有应答")
    expect(page.locator("#address")).to_have_value(TYPED)
    tab.complaints.clear()


def test_leaving_a_changed_form_is_asked_about(open_page):
    page = started(open_page("kunshan-clerk"))
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.type), dialog.dismiss()))
    page.locator("nav.menu a").first.click(no_wait_after=True)
    page.wait_for_timeout(500)
    assert dialogs == ["beforeunload"]
    expect(page.locator("#address")).to_have_value(TYPED)


def test_the_end_of_a_session_is_said_before_with_a_button_to_stay(open_page):
    tab = open_page("kunshan-clerk")
    tab.page.clock.install()
    page = started(tab)
    expect(page.locator("#session-expiry")).to_be_hidden()
    page.clock.fast_forward("28:30")
    expect(page.locator("#session-expiry")).to_contain_text("不到两分钟")
    page.locator("#session-expiry button").click()
    expect(page.locator("#session-expiry")).to_be_hidden()
    expect(page.locator("#address")).to_have_value(TYPED)
