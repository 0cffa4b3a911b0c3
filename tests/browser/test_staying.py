"""Whoever uses the keyboard, a screen reader, a copied link or a bad connection keeps their place."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.support.running_server import PASSWORD

pytestmark = pytest.mark.browser
expect.set_options(timeout=20_000)
PRESS_TWO_LINKS_AT_ONCE = """() => {
  const kunshan = [...document.querySelectorAll("th a[data-navigate]")].find(a => a.textContent === "昆山市");
  document.querySelector("#measure-temporary_assistance").click();
  kunshan.click();
}"""


def test_the_address_says_region_and_period_and_a_second_press_adds_to_the_first(open_page):
    tab = open_page("suzhou-official")
    tab.page.goto(f"{tab.address}/?measure=coverage_rate")
    tab.page.wait_for_url(re.compile(r"/\?region=320500&period=2023&level=county&measure=coverage_rate$"))
    expect(tab.page.locator("#static-page")).to_have_count(0)
    tab.page.evaluate(PRESS_TWO_LINKS_AT_ONCE)
    expect(tab.page.locator("#measure-temporary_assistance[aria-current]")).to_be_visible()
    tab.page.wait_for_url(re.compile(r"/\?region=320583&period=2023&level=\w+&measure=temporary_assistance$"))
    expect(tab.page).to_have_title(re.compile("昆山市"))


def test_focus_stays_and_the_choice_is_spoken(open_page):
    tab = open_page("province-official")
    page = tab.page
    tab.open_dashboard()
    for control in ("#measure-coverage_rate", "#page-coverage"):
        page.locator(control).focus()
        page.keyboard.press("Enter")
        expect(page.locator(f"{control}[aria-current]")).to_be_focused()
    page.locator("#period").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="2022年3月").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#period", has_text="2022年3月")).to_be_focused()
    expect(page.locator("#sz-live-region")).to_have_text("江苏省 2022年3月")
    expect(page).to_have_title("覆盖情况 · 江苏省 · 2022年3月 · 苏助")
    row = page.get_by_role("table").get_by_role("link", name="盐城市").first
    expect(row).to_have_attribute("href", re.compile("2022-03"))  # the table has followed the choice
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_visible()
    page.wait_for_function("() => new Promise(done => requestIdleCallback(() => done(true)))")  # charts are drawn
    row.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#sz-live-region")).to_have_text("盐城市 2022年3月")
    expect(page.locator("#headline")).to_be_focused()  # the row is gone: its region is what the page is about


def test_region_and_period_stay_on_every_way(open_page):
    tab = open_page("province-official")
    page, subject = tab.page, re.compile("昆山市 · 2022年5月 · 苏助")
    tab.open_dashboard("/?region=320583&period=2022-05")
    for name in ("compare", "overview"):
        page.locator(f"#page-{name}").click()
        expect(page.locator(f"#page-{name}[aria-current]")).to_be_visible()
        expect(page).to_have_title(subject)
    page.keyboard.press("Control+K")
    page.keyboard.type("玄武")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="玄武区")).to_have_attribute("href", re.compile("period=2022-05"))
    expect(page).to_have_title(subject)
    page.go_back()
    page.locator(".sz-card a[data-figure]").first.click()
    page.get_by_role("link", name="本指标网址").click()
    expect(page).to_have_title(re.compile(f"低收入人口 · {subject.pattern}"))
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("跳到正文")
    page.locator(".sz-logo").click()
    expect(page).to_have_title(subject)


def test_a_choice_made_below_a_chart_can_be_taken_back_and_focus_stays_on_it(open_page):
    tab = open_page("province-official")
    tab.open_dashboard("/warnings?level=county")
    more = tab.page.locator("#persons_warned-rows")
    for words in ("只显示前 10", "显示全部 104"):
        more.press("Enter")
        expect(more).to_contain_text(words)
        expect(more).to_be_focused()


def test_the_frame_can_be_skipped(open_page):
    tab = open_page("province-official")
    for code, words in (("zh_CN", "跳到正文"), ("en", "Skip to content")):
        tab.set_language(code)
        tab.open_dashboard()
        expect(tab.page.locator("#headline")).to_be_visible()
        tab.page.keyboard.press("Tab")
        expect(tab.page.locator(":focus")).to_have_text(words)
        tab.page.keyboard.press("Enter")
        expect(tab.page.locator("#headline")).to_be_focused()
        expect(tab.page.get_by_text("Skip to main content")).to_be_hidden()


class CuttableConnection:
    """A connection to the server that can be cut."""

    def __init__(self, address: str) -> None:
        self._to = urlsplit(address).hostname, urlsplit(address).port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self.is_cut = False
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with suppress(OSError):  # closed
            while True:
                caller, _from = self._listener.accept()
                if self.is_cut:
                    caller.close()
                    continue
                server = socket.create_connection(self._to)
                self._open += [caller, server]
                for source, other in ((caller, server), (server, caller)):
                    threading.Thread(target=self._carry, args=(source, other), daemon=True).start()

    def _carry(self, source: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                other.sendall(data)
        self._hang_up(source, other)

    def _hang_up(self, *sockets: socket.socket) -> None:
        for source in sockets:
            with suppress(OSError):
                source.shutdown(socket.SHUT_RDWR)

    def cut(self) -> None:
        """End all calls, and take no more until `is_cut` is false again."""
        self.is_cut = True
        self._hang_up(*self._open)

    def close(self) -> None:
        """Take no more calls."""
        self._listener.close()


@contextmanager
def line_to(address: str) -> Iterator[CuttableConnection]:
    with closing(CuttableConnection(address)) as line:
        yield line


def test_a_lost_connection_is_said_in_own_words_and_clicks_meanwhile_are_not_lost(server, browser):
    with line_to(server.address) as line, closing(browser.new_context(locale="zh-CN")) as context:
        page = context.new_page()
        page.goto(f"{line.address}/sign-in")
        page.fill("input[name=login]", "suzhou-official")
        page.fill("input[name=password]", PASSWORD)
        page.click("form button[type=submit]")
        expect(page.locator("#headline")).to_be_visible()
        line.cut()
        expect(page.locator("#sz-connection-notice")).to_contain_text("与服务器的连接已断开")
        page.wait_for_timeout(2000)  # Streamlit's own words come after its second attempt
        expect(page.get_by_text("Connection error")).to_have_count(0)
        page.locator("#page-warnings").click()
        line.is_cut = False
        expect(page.locator("#sz-connection-notice")).to_be_hidden()
        expect(page).to_have_title(re.compile("^预警与救助 · 苏州市"))
        page.locator("#page-charity").click()
        expect(page).to_have_title(re.compile("^慈善 · 苏州市"))
