"""Pages of each kind, looked at by axe: names, roles, contrast, landmarks. It finds nothing to complain about."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.support.running_server import NARROW, WIDE

pytestmark = pytest.mark.browser
expect.set_options(timeout=20_000)
PAGES = {
    "": ("/sign-in",),
    "township-clerk": (
        "/admin/",
        "/admin/person/?sex=1",
        "/admin/spell/new/",
        "/admin/nothing/",
        "/admin/delivery/batch/",
        "/admin/discovery-mechanism/batch/",
        "/admin/household/register/",
    ),
    "province-official": (
        "/",
        "/changes",
        "/warnings",
        "/compare?tray=320583,320500&measure=verification_rate",
        "/search?q=昆山 低收入人口",
        "/methodology",
        "/figures/coverage_rate?region=320000&period=2022-05",
        "/regions?level=county&measure=verification_rate",
    ),
}
NARROW_TOO = ("/changes", "/compare", "/search", "/figures")  # pages that a telephone lays out otherwise


def complaints(page) -> list[tuple[str, str]]:
    """(rule, element) of all violations of the page as it stands."""
    found = Axe().run(page).response["violations"]
    return [(rule["id"], node["html"]) for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("login", PAGES)
def test_axe_finds_nothing(open_page, login):
    tab = open_page(login)
    found = {}
    for path in PAGES[login]:
        tab.page.goto(f"{tab.address}{path}")
        expect(tab.page.locator("h1").first).to_be_visible()
        if not path.startswith(("/admin/", "/sign", "/figures")):
            expect(tab.page.locator("#static-page")).to_have_count(0)
            expect(tab.page.locator("table, .js-plotly-plot").first).to_be_visible()
            expect(tab.page.locator("[data-testid=stSkeleton]")).to_have_count(0)
        tab.complaints.clear()  # the page of a missing address says 404 in the console
        found[path] = complaints(tab.page)
        if path.startswith(NARROW_TOO):
            tab.page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
            found[path] += complaints(tab.page)
            tab.page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    if login == "province-official":
        tab.page.locator("a[data-figure]").first.click()
        expect(tab.page.locator("dialog[open] h1")).to_be_focused()
        found["drawer"] = complaints(tab.page)
    assert {path: violations for path, violations in found.items() if violations} == {}


def test_axe_finds_nothing_on_a_record_its_form_and_its_dialog(open_page):
    tab = open_page("township-clerk")
    page = tab.page
    page.goto(f"{tab.address}/admin/person/")
    page.locator("a.row-link").first.click()
    page.locator("button[popovertarget=retire]").first.click()
    expect(page.locator("#retire")).to_be_visible()
    assert complaints(page) == []
    page.keyboard.press("Escape")
    page.locator("a.primary.button").click()
    page.locator("#name").fill("")
    page.locator("form.record button.primary").click()
    expect(page.locator("#error-summary")).to_be_focused()
    tab.complaints.clear()  # 422
    assert complaints(page) == []


@pytest.mark.parametrize("act", ["move", "birth", "marriage", "split", "merge", "stop"])
def test_axe_finds_nothing_on_an_act_that_is_refused(open_page, act):
    tab = open_page("province-clerk")
    page = tab.page
    page.goto(f"{tab.address}/admin/household/")
    page.locator("a.row-link").first.click()
    page.goto(page.url.replace("/details/", f"/{act}/"))
    page.locator("form.record button.primary").click()
    expect(page.locator("#error-summary")).to_be_focused()
    tab.complaints.clear()  # 422
    assert complaints(page) == []


def test_a_list_is_walked_with_the_arrow_keys(open_page):
    page = (tab := open_page("township-clerk")).page
    page.goto(f"{tab.address}/admin/person/")
    links = page.locator("a.row-link")
    page.locator("#q").focus()
    for number, key in enumerate(("ArrowDown", "ArrowDown", "ArrowDown")):
        page.keyboard.press(key)
        expect(links.nth(number)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".record-summary h1")).to_be_visible()
