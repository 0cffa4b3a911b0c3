"""What is read before Streamlit has started, and that it is taken away without a jump."""

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.support.running_server import NARROW

pytestmark = pytest.mark.browser

MOST_BYTES = 1_900_000  # 1.2 million draw charts, once the server has compressed everything well 1.06


def test_the_answer_is_there_without_any_script(open_page, browser: Browser):
    tab = open_page("province-official")
    state = tab.page.context.storage_state()
    context = browser.new_context(storage_state=state, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{tab.address}/coverage")
    answer = page.locator("#static-headline").inner_text()
    expect(page.locator("table").first).to_be_visible()
    page.locator("a", has_text="预警与救助").first.click()
    expect(page.locator("#static-headline")).not_to_have_text(answer)
    context.close()
    tab.page.goto(f"{tab.address}/coverage")
    expect(tab.page.locator("#headline")).to_have_text(answer)


def test_where_one_reads_and_what_is_focused_stay(open_page):
    tab = open_page("province-official", size=NARROW)
    page = tab.page
    held = []

    def hold(route: Route) -> None:  # Streamlit waits until it is let go
        held.append(route)

    page.route("**/static/js/index.*.js", hold)
    page.goto(f"{tab.address}/coverage", wait_until="commit")
    expect(page.locator("#static-headline")).to_be_visible()
    page.evaluate("() => { window.scrollTo(0, 500); document.getElementById('static-page-coverage').focus(); }")
    page.evaluate("() => window.scrollTo(0, 500)")
    for route in held:
        route.continue_()
    expect(page.locator("#static-page")).to_have_count(0)
    expect(page.locator("#page-coverage")).to_be_focused()
    assert page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollTop") > 400


def test_a_first_visit_brings_no_typeface_and_little_more_than_what_draws_charts(open_page):
    page = (tab := open_page("province-official", size=NARROW)).page
    answers = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - Playwright takes no builtin
    tab.open_dashboard("/coverage")
    expect(page.locator(".stPlotlyChart .main-svg .trace path").first).to_be_visible()
    assert [answer.url for answer in answers if "woff" in answer.url or answer.status != 200] == []
    assert sum(answer.request.sizes()["responseBodySize"] for answer in answers) < MOST_BYTES


def test_the_keyboard_alone_finds_a_region(open_page):
    page = (tab := open_page("province-official")).page
    tab.open_dashboard()
    page.keyboard.press("Control+k")
    page.keyboard.type("kunshan")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("kunshan")
    page.get_by_role("link", name="昆山市", exact=True).first.click()
    expect(page.locator("#region-3")).to_contain_text("昆山市")
