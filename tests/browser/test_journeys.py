"""What people do, in a real Chromium, through the gateway, on a small demo province."""

from __future__ import annotations

import csv
import io
import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.running_server import NARROW

pytestmark = pytest.mark.browser
expect.set_options(timeout=20_000)
KUNSHAN, SUZHOU, XUZHOU = "320583", "320500", "320300"
PAGES = ("/", "/coverage", "/warnings", "/charity", "/methodology")


def headline(page: Page) -> str:
    title = page.locator("h1").first
    expect(title).to_be_visible()
    return title.inner_text()


def in_assistance(page: Page) -> int:
    """Persons in assistance, after the name in the table below the map: exact, unlike the cards."""
    row = page.locator("tr", has=page.get_by_text("昆山市", exact=True)).first
    expect(row).to_be_visible()
    return int(re.sub(r"\D", "", row.locator("th + td").inner_text().split("\n")[0]))


SMALL_TARGETS = """[...document.querySelectorAll('.stHtml a, .stHtml summary')].filter(target => {
  const box = target.getBoundingClientRect();
  const isHeading = target.closest('.sz-logo, .sz-prose');
  return box.width && !isHeading && (box.height < 43.5 || box.width < 43.5);
}).map(target => `${target.className} ${target.textContent}`)"""
COLOURS_OF_BARS = """[...new Set([...document.querySelectorAll('.sz-track i, .sz-bar-cell b')]
  .filter(bar => !bar.className).map(bar => getComputedStyle(bar).backgroundColor))]"""
VISIBLE_ROWS = "tables => tables.map(table => [...table.rows].filter(row => row.offsetParent).length)"
EDGE_OF_TABLES = """[...document.querySelectorAll('.sz-scroll')].map(
  table => getComputedStyle(table).backgroundImage)[0] || 'gradient'"""


def test_pages_fit_a_phone(open_page):
    tab = open_page("township-official", size=NARROW)
    for path in PAGES:
        tab.open_dashboard(path)
        fits_a_phone(tab.page)


def fits_a_phone(page: Page) -> None:
    assert headline(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]
    expect(page.locator("[data-testid=stSkeleton]")).to_have_count(0)
    assert page.evaluate(SMALL_TARGETS) == []
    assert page.locator(".sz-pages").bounding_box()["height"] < 60  # one row
    expect(page.locator(".sz-pages [aria-current]")).to_be_in_viewport(ratio=0.99)
    folded = page.locator(".sz-folded:has(.sz-show-all) tbody").evaluate_all(VISIBLE_ROWS)
    assert all(shown <= 11 for shown in folded)  # the whole and ten regions
    assert "gradient" in page.evaluate(EDGE_OF_TABLES)


def test_two_regions_over_three_years_are_three_presses_away(open_page):
    tab = open_page("province-official", size=NARROW)
    tab.open_dashboard()
    expect(tab.page.locator(".js-plotly-plot").first).to_be_visible()  # Streamlit has drawn the page
    for number, name in enumerate(("徐州市", "盐城市"), 1):
        add = tab.page.get_by_label(f"将{name}加入对比")
        add.focus()
        add.press("Enter")
        expect(tab.page.locator("#tray")).to_contain_text(str(number))
        expect(tab.page.get_by_label(f"将{name}移出对比")).to_be_focused()
    tab.page.locator("#tray").click()
    expect(tab.page.locator("h1").first).to_contain_text("徐州市")
    expect(tab.page.locator(".js-plotly-plot")).to_have_count(1)
    fits_a_phone(tab.page)


def test_english_names_of_pages_stand_apart_on_a_phone(open_page):
    tab = open_page("township-official", size=NARROW)
    tab.set_language("en")
    tab.open_dashboard()
    assert headline(tab.page)
    links = tab.page.locator(".sz-pages a")
    assert links.evaluate_all("links => links.filter(a => a.scrollWidth > a.clientWidth).map(a => a.textContent)") == []


def test_bars_and_funnel_stay_in_sight_where_the_system_chooses_the_colours(open_page):
    tab = open_page("province-official")
    tab.page.emulate_media(forced_colors="active")
    tab.open_dashboard("/warnings")
    expect(tab.page.locator(".sz-funnel .sz-track i").first).to_be_visible()
    expect(tab.page.locator(".sz-bar-cell b").first).to_be_attached()
    assert tab.page.evaluate(COLOURS_OF_BARS) == ["rgb(0, 0, 0)"]  # the ground is white


def table_link(page: Page, region: str) -> str:
    """The address of the first table link to a region, once the page that holds it is drawn."""
    for _ in range(100):
        addresses = page.locator("td a, th a").evaluate_all("links => links.map(a => a.getAttribute('href') || '')")
        found = [address for address in addresses if re.search(rf"/?\?(.*&)?region={region}(&|$)", address)]
        drills = [address for address in found if not address.startswith(("/exports/", "/admin/"))]  # no file, no list
        if drills:
            return drills[0]
        page.wait_for_timeout(200)
    raise AssertionError(region)


def test_a_drill_leads_from_the_province_to_a_village(open_page):
    tab = open_page("province-official")
    page = tab.page
    tab.open_dashboard()
    for code in (SUZHOU, KUNSHAN, r"320583\d{3}", r"320583\d{6}"):
        address = table_link(page, code)
        page.locator(f'td a[href="{address}"], th a[href="{address}"]').first.click()
        page.wait_for_url(re.compile(rf"region={code}(&|$)"))
    expect(page.locator("h1").first).to_be_visible()


def test_of_another_county_nothing_is_told_but_its_name(open_page):
    tab = open_page("kunshan-official")
    for code, name in ((XUZHOU, "徐州市"), ("320582", "张家港市"), ("999999", "999999")):
        tab.page.goto(f"{tab.address}/?region={code}")
        expect(tab.page.get_by_role("alert").get_by_text(name).first).to_be_visible()
        expect(tab.page.locator("#headline, table, .js-plotly-plot")).to_have_count(0)
        answer = tab.page.request.get(f"{tab.address}/exports/persons_warned.csv?region={code}")
        assert answer.status == 400
        assert "徐州" not in answer.text()


def test_the_file_holds_the_numbers_of_the_screen(open_page):
    tab = open_page("suzhou-clerk")
    page = tab.page
    tab.open_dashboard()
    shown = in_assistance(page)
    with page.expect_download() as download:
        page.locator("a[href*='/exports/low_income_population.csv'][href*='county']").first.click()
    text = download.value.path().read_bytes().decode("utf-8-sig")
    rows = {row["region_code"]: row for row in csv.DictReader(io.StringIO(text))}
    assert int(rows[KUNSHAN]["value"]) == shown


def test_ending_a_recognition_in_the_admin_moves_the_figure_at_the_next_look(open_page):
    official, clerk, approver = map(open_page, ("suzhou-clerk", "kunshan-clerk", "kunshan-approver"))
    official.open_dashboard()
    before = in_assistance(official.page)
    page = clerk.page
    page.goto(f"{clerk.address}/admin/spell/?state=in_force")
    page.locator("tbody tr a").first.click()
    page.locator("a[href*='/edit/']").first.click()
    page.fill("input[name=end_on]", "2023-12-01")
    page.select_option("select[name=exit_reason]", "income")
    page.get_by_role("button", name="保存").click()
    page.wait_for_url(lambda url: "/proposed-change/details/" in url)
    official.page.reload()
    assert in_assistance(official.page) == before  # a second person has to confirm it
    approver.page.goto(page.url)
    with approver.page.expect_navigation():
        approver.page.get_by_role("button", name="确认", exact=True).click()
    official.page.reload()
    assert in_assistance(official.page) == before - 1


def test_signing_out_ends_every_door(open_page):
    tab = open_page("province-official")
    tab.page.goto(f"{tab.address}/")
    headline(tab.page)
    cookie = next(c["value"] for c in tab.page.context.cookies() if c["name"] == "suzhu_session")
    tab.page.goto(f"{tab.address}/sign-out")
    tab.page.get_by_role("main").get_by_role("button").first.click()
    tab.page.context.add_cookies([{"name": "suzhu_session", "value": cookie, "url": tab.address}])
    tab.page.goto(f"{tab.address}/coverage")
    assert "/sign-in" in tab.page.url
