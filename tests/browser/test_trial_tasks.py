"""What officials of a trial were asked to do, done as they would, with the clicks that each task costs."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import NamedTuple

import pytest
from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

from tests.browser.counting import Effort
from tests.support.running_server import NARROW

pytestmark = pytest.mark.browser
expect.set_options(timeout=20_000)
SHARE = "warning_to_assistance"
COUNTIES = 104


def find_lowest_county_and_why(page: Page) -> None:
    """The league table of all counties by the share assisted; the first county; why it differs, or is too small."""
    page.locator(f"#measure-{SHARE}").click()
    page.locator(f"#{SHARE}-level-county").click()
    expect(page.get_by_role("link", name=f"显示全部 {COUNTIES} 个县（市、区）")).to_be_visible()
    county = page.get_by_role("row").nth(2).get_by_role("link").first  # after the heads and the province
    name = county.inner_text()
    county.click()
    expect(page.locator("#region-3", has_text=name)).to_be_visible()
    page.locator("#page-warnings").click()
    expect(
        page.get_by_role("heading", name=re.compile(f"^{name}(比江苏省[高低]|与江苏省|预警不足 30 人)"))
    ).to_be_visible()


def see_why_lowest_city_differs(page: Page) -> None:
    """The table of cities by the share assisted; the first city; the steps in which it differs from the province."""
    page.locator(f"#measure-{SHARE}").click()
    expect(page.locator("#sort-value")).to_contain_text("预警救助转化率")
    city = page.get_by_role("row").nth(2).get_by_role("link").first
    name = city.inner_text()
    city.click()
    expect(page.locator("#region-2", has_text=name)).to_be_visible()
    page.locator("#page-warnings").click()
    expect(page.get_by_role("heading", name=re.compile("比江苏省低.*个百分点："))).to_be_visible()


def compare_two_regions_over_three_years(page: Page) -> None:
    page.locator("#page-compare").click()
    for name in ("南京市", "苏州市"):
        page.get_by_label("添加地区").get_by_role("link", name=name).click()
        expect(page.get_by_role("link", name=f"移除{name}")).to_be_visible()
    expect(page.locator("#headline")).to_contain_text(re.compile("南京市.*苏州市"))
    expect(page.get_by_role("heading", name="近 36 个月走势")).to_be_visible()


def find_unfinished_quotas(page: Page) -> None:
    page.locator(".sz-card").get_by_role("link", name="逾期未发放", exact=True).click()
    expect(page.locator("#headline")).to_contain_text("个未完成")


def take_november_of_all_counties(page: Page) -> None:
    page.locator("#period").click()
    page.get_by_role("link", name="2023年11月", exact=True).click()
    file = page.locator("a[href*='period=2023-11']", has_text="县（市、区）全部指标").and_(
        page.locator("[href*='.xlsx']")
    )
    with page.expect_download() as download:
        file.click()
    book = CalamineWorkbook.from_filelike(io.BytesIO(download.value.path().read_bytes()))
    assert ["统计期", "2023-11"] in [row[:2] for row in book.get_sheet_by_index(0).to_python()]
    assert sum(str(row[1]).endswith("市") for row in book.get_sheet_by_index(1).to_python()) == COUNTIES + 1  # head


def print_page(page: Page) -> None:
    page.evaluate("window.print = () => (document.body.dataset.printed = 'yes')")
    page.locator("#print").click()
    expect(page.locator("body[data-printed]")).to_be_attached()


def go_from_number_to_people(page: Page) -> None:
    page.locator(".sz-card a[data-figure]").first.click()
    page.locator("dialog .sz-figure-lists a").first.click()
    expect(page.get_by_role("table")).to_be_visible()
    expect(page).to_have_url(re.compile("/admin/figures/low_income_population/rows"))


def see_changes_since_last_month(page: Page) -> None:
    page.locator("#page-changes").click()
    expect(page.locator("#headline")).to_contain_text("环比变动异常")


def find_figure_of_region_by_keyboard(page: Page) -> None:
    page.keyboard.press("Control+K")
    page.keyboard.type("昆山 低收入人口占比")
    page.keyboard.press("Enter")
    row = page.get_by_role("row", name=re.compile("^昆山市"))
    expect(row).to_contain_text("‰")
    row.get_by_role("link", name="昆山市").click()
    expect(page).to_have_title("地区排名 · 昆山市 · 2023年 · 苏助")


def take_meeting_brief(page: Page) -> None:
    with page.expect_download() as download:
        page.locator(".sz-brief-files a[href*='.pdf']").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")


def see_why_month_is_final(page: Page) -> None:
    page.locator("#period").click()
    page.get_by_role("link", name="2022年5月", exact=True).click()
    expect(page.locator(".sz-as-of")).to_contain_text("省级于 2023-01-12 锁定")


class Task(NamedTuple):
    """A task that begins at the overview, and how many clicks it may cost."""

    name: str
    limit: int
    perform: Callable[[Page], None]


TASKS = (
    Task("lowest county and why", 4, find_lowest_county_and_why),
    Task("lowest city and why", 4, see_why_lowest_city_differs),
    Task("two regions over three years", 3, compare_two_regions_over_three_years),
    Task("unfinished charity quotas", 2, find_unfinished_quotas),
    Task("November of all counties into a spreadsheet", 3, take_november_of_all_counties),
    Task("print", 2, print_page),
    Task("number to people", 2, go_from_number_to_people),
    Task("changes since last month", 1, see_changes_since_last_month),
    Task("meeting brief", 2, take_meeting_brief),
    Task("figure of a region by Ctrl+K", 2, find_figure_of_region_by_keyboard),
    Task("why a month is final", 2, see_why_month_is_final),
)


def test_tasks_cost_few_clicks(open_page, record_property):
    tab = open_page("province-official")
    tab.open_dashboard()
    effort, costs = Effort(tab.page), []
    for task in TASKS:
        tab.open_dashboard()
        expect(tab.page.locator("#headline")).to_be_visible()
        before = effort.presses
        task.perform(tab.page)
        costs.append((task, effort.presses - before))
        record_property("counted", f"{task.name:45} {costs[-1][1]} clicks, limit {task.limit}")
    assert [(task.name, clicks) for task, clicks in costs if clicks > task.limit] == []


def test_a_township_sees_first_what_is_due(open_page, record_property):
    tab = open_page("township-clerk", size=NARROW)
    tab.page.goto(f"{tab.address}/admin/")
    effort = Effort(tab.page)
    expect(tab.page.locator("main h2").first).to_contain_text("逾期")
    tab.open_dashboard()
    expect(tab.page.locator("#headline")).to_contain_text("逾期")
    record_property("counted", f"{'due and overdue of the own township':45} {effort.presses} clicks, limit 1")
