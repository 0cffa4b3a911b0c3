"""Acts and lists carried out as a clerk does: with the keyboard, at typing speed, step by step until they are saved."""

from __future__ import annotations

from playwright.sync_api import Page, TimeoutError  # noqa: A004 - its own

from tests.browser.filling import fill, now_in

SOUGHT = {"person_id": "张", "household_id": "32", "warning_id": "张", "delivery_id": "32", "account_id": "clerk"}
SOUGHT |= {"installation_id": "32", "region_code": "玉山", "to_region_code": "张浦"}
ACTS_AND_LISTS = (
    "/split/",
    "/birth/",
    "/marriage/",
    "/amounts/",
    "/transfer/",
    "/move/",
    "/merge/",
    "/registration/",
    "/handle/",
    "/stop/",
    "/register/",
    "/batch/",
)
"""The last ones end what others need."""
ALSO = ("sex", "born_on", "result", "done_on", "kind", "department")  # needed by what is chosen
CELLS = "form.batch td input:not([type=hidden], [type=checkbox], [readonly])"
FIRST_TICK = "form.batch tbody input[type=checkbox]:not(:checked)"
MOST_STEPS = 5
REASON, REASON_TEXT = "form.record #reason", "核对过，确实如此"


def carries_out(page: Page, address: str, wrong: list[str]) -> bool:
    """Whether it was saved. What was typed stands there still after each answer that asks further."""
    typed: dict[str, str] = {}
    if page.locator("form.record").count() == 0:
        return False  # a list of which nothing is chosen yet
    for _ in range(MOST_STEPS):
        typed |= _type(page, address)
        try:
            with page.expect_navigation(timeout=10_000):
                page.keyboard.press("Control+s")
        except TimeoutError:
            wrong.append(f"{address}: it is not sent")
            return False
        if "/details/" in page.url or page.locator("form.record").count() == 0:
            return True
        if page.locator(".notice").count() and not page.locator("#error-summary, #doubt-summary").count():
            return True  # a list is shown again when it was saved
        there = [name for name in typed if page.locator(f'form.record [name="{name}"]').count()]
        stored = now_in(page, there)
        wrong += [f"{address}: {name} was {typed[name]!r}" for name in there if stored[name] != typed[name]]
        if page.locator("#error-summary").count():
            return False
    return False


def _type(page: Page, address: str) -> dict[str, str]:
    """Whatever is needed and empty; the first member that is ticked, the first cell of a list; the reason."""
    if page.locator("form.batch").count():
        return _type_into_list(page)
    if "/split/" in address and page.locator("input[name^=leaves-]:checked").count() == 0:
        page.locator("input[name^=leaves-]").nth(1).check()
        page.locator("select[name^=relation-]").nth(1).select_option("head")
    if "/amounts/" in address:
        amount = page.locator("input[name^=amount-]").first
        amount.press("Control+a")
        amount.press_sequentially("610", delay=10)
    typed = fill(page, SOUGHT, ALSO).typed
    reason = page.locator(REASON)
    if reason.count() and not reason.input_value():
        reason.press_sequentially(REASON_TEXT, delay=5)
    return typed


def _type_into_list(page: Page) -> dict[str, str]:
    """The first row: ticked where there is something to tick, else its first empty cell."""
    if (tick := page.locator(FIRST_TICK).first).count():
        tick.check()
        return {}
    for cell in page.locator(CELLS).all()[:3]:
        if not cell.input_value():
            cell.press_sequentially("12", delay=10)
            return {cell.get_attribute("name") or "": "12"}
    return {}
