"""A real Chromium at the gateway: no foreign request, no violation of the content security policy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from shared.access.sign_in import COOKIE
from tests.support.gateway import ANNA, Gateway

pytestmark = pytest.mark.browser
expect.set_options(timeout=20_000)  # another test may keep the machine busy


@dataclass
class ObservedPage:
    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def listen(self) -> None:
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", self.record_console)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def record_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)


@pytest.fixture
def observed(gateway: Gateway, browser: Browser) -> Iterator[ObservedPage]:
    with browser.new_context(base_url=f"http://127.0.0.1:{gateway.port}") as context:
        context.add_cookies([{"name": COOKIE, "value": ANNA, "domain": "127.0.0.1", "path": "/"}])
        observed = ObservedPage(context.new_page())
        observed.listen()
        yield observed


@pytest.mark.parametrize("path", ["/", "/coverage"])
def test_a_page_stays_on_our_origin_and_within_its_policy(gateway: Gateway, observed: ObservedPage, path: str):
    observed.page.goto(path)
    expect(observed.page.locator(".choroplethlayer path")).to_have_count(5)
    expect(observed.page.locator(".barlayer path").first).to_be_visible()
    expect(observed.page.get_by_test_id("stDataFrame")).to_be_visible()
    elsewhere = [url for url in observed.requests if not url.startswith((f"http://127.0.0.1:{gateway.port}/", "data:"))]
    assert elsewhere == []
    assert observed.errors == []
    assert "/geo/cities.geojson" in " ".join(observed.requests)


def test_the_map_says_what_was_clicked(observed: ObservedPage):
    observed.page.goto("/")
    observed.page.locator(".choroplethlayer path").nth(4).click(force=True)
    expect(observed.page.get_by_text("Chosen: 320500")).to_be_visible()


def test_a_filter_stays_in_the_address(observed: ObservedPage):
    observed.page.goto("/?measure=persons")
    expect(observed.page.get_by_role("combobox", name="Measure")).to_have_value("persons")


def test_a_link_changes_the_page_without_loading_it_again(observed: ObservedPage):
    observed.page.goto("/")
    measure = observed.page.get_by_role("combobox", name="Measure")
    observed.page.get_by_role("link", name="Persons").click()
    expect(measure).to_have_value("persons")
    expect(observed.page.get_by_text("Run 2")).to_be_visible()
    assert observed.page.url.endswith("/?measure=persons")
    observed.page.go_back()
    expect(measure).to_have_value("rate")
    expect(observed.page.get_by_text("Run 3")).to_be_visible()


def test_an_open_dashboard_turns_into_the_sign_in_page_when_the_session_ends(gateway: Gateway, observed: ObservedPage):
    observed.page.goto("/?measure=persons")
    expect(observed.page.locator(".choroplethlayer path")).to_have_count(5)
    with gateway.session_ended(ANNA):
        observed.page.wait_for_url("**/sign-in?next=/**", timeout=20_000)
    expect(observed.page.get_by_text("/?measure=persons")).to_be_visible()


def test_an_open_page_comes_back_when_the_database_does(gateway: Gateway, observed: ObservedPage):
    with gateway.switched_on("lost"):
        observed.page.goto("/")
        expect(observed.page.get_by_text("暂时无法读取数据")).to_be_visible()
    expect(observed.page.locator(".choroplethlayer path")).to_have_count(5)
