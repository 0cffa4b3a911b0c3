"""Work by the batch, as a person does it: clicks and pages are counted, on a desk and on a phone, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shared.access import Role
from shared.database import engine_for
from shared.models import (
    Account,
    ChangeKind,
    Delivery,
    DiscoveryMechanism,
    Programme,
    ProgrammeCycle,
    Quota,
    Receipt,
    Region,
)
from tests.browser.counting import Effort, note
from tests.browser.one_person import one_person_decides
from tests.factories import records as make
from tests.support.running_server import NARROW, WIDE, WatchedPage

pytestmark = pytest.mark.browser
expect.set_options(timeout=20_000)
CLERK, TOWNSHIP, COUNTY = "lianshui-clerk", "320826101", "320826"  # where many families are in the programme's tiers
LARGEST = "320583100"  # the township with most villages
PLAN = 3_000
VARIANTS = {"zh, 1440 px": ("zh_CN", WIDE), "en, 390 px": ("en", NARROW)}
"""Both languages and both screens; the longer English words where there is least room for them."""
SMALL_TARGETS = """[...document.querySelectorAll(`form.batch a, form.batch button:not(.visually-hidden),
  form.batch summary, .tick-cell, .choose-list button, .choose-list select,
  form.batch input:not([type=hidden], [type=checkbox])`)]
  .map(target => [target.outerHTML, target.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.height < 43.5 || box.width < 43.5)).map(([html]) => html)"""
TICK_BEFORE_SCRIPTS = """document.addEventListener('readystatechange', () => {
  if (document.readyState === 'interactive') document.querySelector('[data-tick=signed]')?.click();
})"""
PASTE = """(cell, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text', text);
  cell.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
}"""


@contextmanager
def records(server) -> Iterator[Session]:
    """The records of the server, without the clerks' ways to them."""
    engine = engine_for(f"sqlite:///{Path(server.environment['SUZHU_VAR']) / 'suzhu.db'}")
    with Session(engine.execution_options(writing=True)) as session:
        yield session
        session.commit()
    engine.dispose()


@pytest.fixture(scope="module")
def cycles(server) -> Iterator[dict[str, int]]:
    """A clerk of a township, and a cycle under way for each variant: its key by the variant. One person sets quotas."""
    with records(server) as session:
        packs = session.scalars(select(Programme).where(Programme.key == "appliance-packs")).one()
        term = {"starts_on": date(2023, 12, 1), "deadline_on": date(2024, 3, 31)}
        made = {name: make.cycle(packs, label=f"T{n}", planned_units=PLAN, **term) for n, name in enumerate(VARIANTS)}
        known = session.scalars(select(Account).where(Account.login == "township-clerk")).one()
        clerk = make.account(TOWNSHIP, CLERK, password_hash=known.password_hash, language="zh_CN")
        session.add_all([*made.values(), make.grant(clerk, Role.CLERK)])
        session.flush()
        keys = {name: cycle.id for name, cycle in made.items()}
    with one_person_decides(server, ChangeKind.QUOTA):
        yield keys


@pytest.fixture(params=VARIANTS)
def variant(request: pytest.FixtureRequest) -> str:
    return request.param


def cycle_page(cycle: int) -> str:
    return f"/admin/programme-cycle/details/?id={cycle}"


def batch_page(noun: str, cycle: int) -> str:
    return f"/admin/{noun}/batch/?cycle_id={cycle}"


def begin(open_page, variant: str, login: str, path: str = "/admin/") -> tuple[WatchedPage, Effort]:
    """At a page of the site, in the language and size of the variant; from here on it counts."""
    language, size = VARIANTS[variant]
    visit = open_page(login, size=size)
    visit.set_language(language)
    visit.page.goto(f"{visit.address}{path}")
    return visit, Effort(visit.page)


def open_list(page: Page, noun: str) -> None:
    """From the menu to the list, and on to the page of many."""
    if page.locator(".menu summary").is_visible():
        page.locator(".menu summary").click()
    page.locator(f".menu a[href='/admin/{noun}/']").click()
    page.locator(f"a.button[href^='/admin/{noun}/batch/']").click()
    expect(page.locator("h1")).to_be_visible()


def save(page: Page) -> None:
    with page.expect_navigation():
        page.locator("form.batch button.primary").click()
    expect(page.locator("#error-summary, #doubt-summary")).to_have_count(0)
    expect(page.locator(".notice").first).to_be_visible()


def test_quotas_of_all_counties_by_the_proposal(open_page, server, cycles, variant, record_property):
    visit, effort = begin(open_page, variant, "province-clerk", cycle_page(cycles[variant]))
    page = visit.page
    page.locator("a[href*='/quota/batch/']").click()
    page.locator("button[value=proposal]").click()
    expect(page.locator("[data-rest]").first).to_have_text("0")
    save(page)
    note(record_property, "quotas of 95 counties by the proposal", effort, variant)
    assert (effort.presses <= 10, effort.pages) == (True, 3)
    with records(server) as session:
        own = select(func.sum(Quota.units), func.count()).where(Quota.cycle_id == cycles[variant])
        total, counties = session.execute(own).one()
        assert (total, counties > 60) == (PLAN, True)


def test_twenty_deliveries_with_receipts(open_page, server, cycles, variant, record_property):
    with records(server) as session:
        key = cycles[variant]
        if session.scalar(select(Quota.id).where(Quota.cycle_id == key, Quota.region_code == COUNTY)) is None:
            session.add(make.quota(session.get_one(ProgrammeCycle, key), COUNTY, units=25))
    visit, effort = begin(open_page, variant, CLERK, cycle_page(key))
    page = visit.page
    page.locator("a[href*='/delivery/batch/']").click()
    boxes = page.locator("tbody .tick-cell:has([data-tick=signed])")
    for number in range(20):
        boxes.nth(number).click()
    expect(page.locator("[data-tick=delivered]:checked")).to_have_count(20)
    if VARIANTS[variant][1] == NARROW:
        assert page.evaluate(SMALL_TARGETS) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]
    save(page)
    note(record_property, "20 deliveries with receipts", effort, variant)
    assert (effort.presses <= 30, effort.pages <= 3) == (True, True)
    with records(server) as session:
        made = select(func.count()).select_from(Delivery).where(Delivery.cycle_id == key)
        assert session.scalar(made) == session.scalar(made.join(Receipt)) == 20


def test_from_the_first_page_the_cycle_under_way_is_chosen(open_page, cycles, record_property):
    """The newest of those under way; a clerk of a township has no place to choose."""
    visit, effort = begin(open_page, "zh, 1440 px", CLERK)
    open_list(visit.page, "delivery")
    expect(visit.page.locator("#cycle_id")).to_have_value(str(max(cycles.values())))
    expect(visit.page.locator("tbody tr").first).to_be_visible()
    note(record_property, "from the first page to the list of deliveries", effort, "zh, 1440 px")
    assert (effort.presses, effort.pages) == (2, 2)


def test_mechanisms_of_94_villages(open_page, server, variant, record_property):
    with records(server) as session:
        for old in session.scalars(
            select(DiscoveryMechanism).where(DiscoveryMechanism.region_code.startswith(LARGEST))
        ):
            session.delete(old)
    visit, effort = begin(open_page, variant, "township-clerk")
    page = visit.page
    open_list(page, "discovery-mechanism")
    page.locator("#responsible").click()
    page.keyboard.type("李强")
    page.locator(".tick-cell:has([data-tick-all])").click()
    save(page)
    note(record_property, "mechanisms of 94 villages", effort, variant)
    assert (effort.presses <= 10, effort.pages <= 3) == (True, True)
    with records(server) as session:
        villages = select(func.count()).where(Region.parent_code == LARGEST)
        built = select(func.count()).where(DiscoveryMechanism.region_code.startswith(LARGEST))
        assert session.scalar(villages) == session.scalar(built) == 94


def test_quotas_are_typed_with_the_keyboard(open_page, cycles, record_property):
    visit, effort = begin(open_page, "zh, 1440 px", "province-clerk", cycle_page(cycles["zh, 1440 px"]))
    page = visit.page
    page.locator("a[href*='/quota/batch/']").click()
    page.locator("[data-cell=units]").first.click()
    count = page.locator("[data-cell=units]").count()
    for _row in range(count):
        page.keyboard.press("Control+A")
        page.keyboard.type("12")
        page.keyboard.press("Tab")
    expect(page.locator("[data-sum]").first).to_have_text(f"{12 * count:,}")
    save(page)
    note(record_property, f"quotas of {count} counties typed", effort, "zh, 1440 px")
    assert (count >= 95, effort.presses <= 10) == (True, True)


def test_a_column_of_a_spreadsheet_fills_the_fields_downwards(open_page, cycles):
    visit, _ = begin(open_page, "zh, 1440 px", "province-clerk", batch_page("quota", cycles["zh, 1440 px"]))
    page = visit.page
    fields = page.locator("[data-cell=units]")
    before = [fields.nth(n).input_value() for n in range(5)]
    fields.nth(1).evaluate(PASTE, "１２\r\n1,300\r\n0.2万\r\n")
    assert [fields.nth(n).input_value() for n in range(5)] == [before[0], "１２", "1,300", "0.2万", before[4]]
    fields.nth(1).evaluate(PASTE, "7")  # one cell is left to the browser
    expect(fields.nth(1)).to_have_value("１２")


def test_rows_with_names_are_pasted_into_the_text(open_page, cycles, record_property):
    visit, effort = begin(open_page, "zh, 1440 px", "province-clerk", cycle_page(cycles["zh, 1440 px"]))
    page = visit.page
    page.locator("a[href*='/quota/batch/']").click()
    page.locator(".paste summary").click()
    page.locator("#pasted").click()
    page.keyboard.insert_text("县区\t名额\n昆山市\t１５\n徐州市 鼓楼区\t16\n鼓楼区\t17\n")
    page.locator("button[value=pasted]").click()
    expect(page.locator("#units-320583")).to_have_value("１５")
    expect(page.locator("#units-320302")).to_have_value("16")
    expect(page.locator("#pasted")).to_have_value("县区\t名额\n鼓楼区\t17")
    expect(page.locator(".notice").nth(2)).to_contain_text("南京市")  # a name that fits two is not guessed
    save(page)
    note(record_property, "quotas pasted with names", effort, "zh, 1440 px")
    assert effort.presses <= 10


def test_signed_is_delivered_and_what_was_not_delivered_is_not_signed(open_page, cycles):
    visit, _ = begin(open_page, "zh, 1440 px", CLERK, batch_page("delivery", cycles["en, 390 px"]))
    page = visit.page
    row = page.locator("tbody tr:has([data-tick=delivered])").first
    delivered, signed = (row.locator(f"[data-tick={name}]") for name in ("delivered", "signed"))
    signed.check()
    expect(delivered).to_be_checked()
    delivered.uncheck()
    expect(signed).not_to_be_checked()
    page.add_init_script(TICK_BEFORE_SCRIPTS)  # as somebody does who presses while the page still loads
    page.reload()
    expect(delivered).to_be_checked()
    page.locator("[data-tick-all=signed]").check()
    expect(page.locator("[data-tick]:not(:checked)")).to_have_count(0)
    count = page.locator("[data-count]")
    is_over = page.locator("[data-tick=delivered]").count() > int(count.get_attribute("data-left"))
    expect(count).to_have_class("muted over" if is_over else "muted")  # more than the quota has left, or not


def test_rows_are_narrowed_by_a_text_and_ticks_stay(open_page, cycles):
    visit, _ = begin(open_page, "zh, 1440 px", CLERK, batch_page("delivery", cycles["en, 390 px"]))
    page, rows = visit.page, visit.page.locator("tbody tr:visible")
    count = rows.count()
    number = rows.nth(2).locator("th .muted").inner_text()
    rows.nth(0).locator("[data-tick=signed]").check()
    page.locator("#row-filter").fill(f" {number}")
    expect(rows).to_have_count(1)
    page.locator("[data-tick-all=delivered]").check()  # of the rows in sight
    page.locator("#row-filter").fill("")
    expect(rows).to_have_count(count)
    expect(page.locator("[data-tick=delivered]:checked")).to_have_count(2)


def test_the_other_language_keeps_ticks_and_names(open_page, cycles):
    visit, _ = begin(open_page, "zh, 1440 px", CLERK, batch_page("delivery", cycles["en, 390 px"]))
    page = visit.page
    row = page.locator("tbody tr").first
    row.locator("[data-tick=signed]").check()
    row.locator("[data-cell=signed_by]").fill("李强")
    page.locator("button[name=to][value=en]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(row.locator("[data-tick=signed]")).to_be_checked()
    expect(row.locator("[data-cell=signed_by]")).to_have_value("李强")
