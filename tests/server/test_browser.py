"""A real Chromium at the front door: nothing is fetched from elsewhere, nothing offends the policy of the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from shared.access.sign_in import COOKIE
from tests.server.conftest import ANNA, Door

pytestmark = pytest.mark.browser
expect.set_options(timeout=20_000)  # another test may keep the machine busy


@dataclass
class Visit:
    page: Page
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def listen(self) -> None:
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", self.hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)


@pytest.fixture
def visit(door: Door, browser: Browser) -> Iterator[Visit]:
    with browser.new_context(base_url=f"http://127.0.0.1:{door.port}") as context:
        context.add_cookies([{"name": COOKIE, "value": ANNA, "domain": "127.0.0.1", "path": "/"}])
        visit = Visit(context.new_page())
        visit.listen()
        yield visit


@pytest.mark.parametrize("path", ["/", "/coverage"])
def test_a_page_stays_on_our_origin_and_within_its_policy(door: Door, visit: Visit, path: str):
    visit.page.goto(path)
    expect(visit.page.locator(".choroplethlayer path")).to_have_count(5)
    expect(visit.page.locator(".barlayer path").first).to_be_visible()
    expect(visit.page.get_by_test_id("stDataFrame")).to_be_visible()
    elsewhere = [url for url in visit.asked if not url.startswith((f"http://127.0.0.1:{door.port}/", "data:"))]
    assert elsewhere == []
    assert visit.complaints == []
    assert "/geo/cities.geojson" in " ".join(visit.asked)


def test_the_map_says_what_was_clicked(visit: Visit):
    visit.page.goto("/")
    visit.page.locator(".choroplethlayer path").nth(4).click(force=True)
    expect(visit.page.get_by_text("Chosen: 320500")).to_be_visible()


def test_a_filter_stays_in_the_address(visit: Visit):
    visit.page.goto("/?measure=persons")
    expect(visit.page.get_by_role("combobox", name="Measure")).to_have_value("persons")


def test_a_link_changes_the_page_without_loading_it_again(visit: Visit):
    visit.page.goto("/")
    measure = visit.page.get_by_role("combobox", name="Measure")
    visit.page.get_by_role("link", name="Persons").click()
    expect(measure).to_have_value("persons")
    expect(visit.page.get_by_text("Run 2")).to_be_visible()
    assert visit.page.url.endswith("/?measure=persons")
    visit.page.go_back()
    expect(measure).to_have_value("rate")
    expect(visit.page.get_by_text("Run 3")).to_be_visible()


def test_an_open_dashboard_turns_into_the_sign_in_page_when_the_session_ends(door: Door, visit: Visit):
    visit.page.goto("/?measure=persons")
    expect(visit.page.locator(".choroplethlayer path")).to_have_count(5)
    with door.without(ANNA):
        visit.page.wait_for_url("**/sign-in?next=/**", timeout=20_000)
    expect(visit.page.get_by_text("/?measure=persons")).to_be_visible()


def test_an_open_page_comes_back_when_the_database_does(door: Door, visit: Visit):
    with door.marked("lost"):
        visit.page.goto("/")
        expect(visit.page.get_by_text("暂时无法读取数据")).to_be_visible()
    expect(visit.page.locator(".choroplethlayer path")).to_have_count(5)
