"""What a clerk saves waits for the approver, who decides at a desk or on a phone, in either language."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_lists_of_many import VARIANTS, begin
from tests.support.running_server import NARROW

pytestmark = pytest.mark.browser
expect.set_options(timeout=20_000)
INBOX = "/admin/proposed-change/"
SMALL_TARGETS = """[...document.querySelectorAll(`main .button, main button:not(.visually-hidden), main .tick-cell,
  main .back a, .rows a, .worklist a`)]
  .map(target => [target.outerHTML, target.getBoundingClientRect()])
  .filter(([, box]) => box.width && box.height < 31.5).map(([html]) => html)"""


@pytest.fixture(params=VARIANTS)
def variant(request: pytest.FixtureRequest) -> str:
    return request.param


def fits(page: Page, variant: str) -> None:
    page.wait_for_load_state()
    if VARIANTS[variant][1] == NARROW:
        assert page.evaluate(SMALL_TARGETS) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]


def waiting(page: Page) -> list[str]:
    """Addresses of what waits, as the inbox lists it, the longest waiting first."""
    page.goto(f"{page.url.split('/admin/')[0]}{INBOX}")
    return page.locator("tbody th a").evaluate_all("links => links.map(link => link.getAttribute('href'))")


def end_recognition(open_page, variant: str, place: int):
    """The clerk ends the recognition at a place of the list of those in force; the visit, at what waits now."""
    visit, _effort = begin(open_page, variant, "kunshan-clerk", "/admin/spell/?state=in_force")
    page = visit.page
    page.locator("tbody th a").nth(place).click()
    page.locator("a[href*='/spell/edit/']").first.click()
    page.fill("input[name=end_on]", "2024-01-01")
    page.select_option("select[name=exit_reason]", "withdrawn")
    with page.expect_navigation():
        page.locator("form.record button.primary").first.click()
    assert INBOX in page.url
    return visit


def test_a_clerk_ends_a_recognition_and_the_approver_finds_it_on_the_first_page(open_page, variant):
    visit = end_recognition(open_page, variant, list(VARIANTS).index(variant))
    page = visit.page
    expect(page.locator("main > .notice").first).to_be_visible()
    fits(page, variant)
    address = page.url.removeprefix(visit.address)
    page.goto(f"{visit.address}/admin/")
    expect(page.locator(f"main a[href='{address}']")).to_be_visible()

    visit, effort = begin(open_page, variant, "kunshan-approver")
    page = visit.page
    fits(page, variant)
    assert address in waiting(page)
    fits(page, variant)
    with page.expect_navigation():
        page.locator(f"a[href='{address}']").first.click()
    fits(page, variant)
    with page.expect_navigation():
        page.locator("button[form=confirm]").click()
    assert page.url.removeprefix(visit.address) != address  # the next one
    assert effort.pages <= 5
    assert address not in waiting(page)


def test_one_is_rejected_with_a_reason_and_one_of_several_confirmed(open_page, variant):
    end_recognition(open_page, variant, 10 + list(VARIANTS).index(variant))  # one to be confirmed among several
    visit, _effort = begin(open_page, variant, "kunshan-approver", INBOX)
    page = visit.page
    first = waiting(page)[0]
    page.goto(f"{visit.address}{first}")
    page.locator("button[popovertarget=refuse]").first.click()
    page.locator("#refuse-reason").fill("材料不全")
    fits(page, variant)
    with page.expect_navigation():
        page.locator("#refuse button.primary").click()
    before = waiting(page)
    assert first not in before
    page.goto(f"{visit.address}{INBOX}several/")
    fits(page, variant)
    page.locator("input[name=proposed]").first.check()
    with page.expect_navigation():
        page.locator("form.batch button.primary").click()
    assert len(waiting(page)) == len(before) - 1
    visit.complaints.clear()
