"""Acts and lists carried out as a clerk does: with the keyboard, at typing speed, step by step until they are saved."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Page, TimeoutError  # noqa: A004 - its own

from tests.browser.filling import fill, now_in

SOUGHT = {"person_id": "张", "household_id": "32", "warning_id": "张", "delivery_id": "32", "account_id": "clerk"}
SOUGHT |= {"installation_id": "32", "region_code": "玉山", "to_region_code": "张浦"}
LISTS = ("/registration/", "/disability/", "/handle/", "/register/", "/batch/")
"""Forms that the crawler is led to and that one page of each kind is enough for."""
FAMILY_ACTS = {
    "birth": "/household/birth/",
    "marriage": "/household/marriage/",
    "split": "/household/split/",
    "merger": "/household/merge/",
    "move": "/household/move/",
    "transfer": "/household/transfer/",
    "amounts": "/household/amounts/",
    "death": "/person/death/",
    "stop": "/household/stop/",
}
"""Acts from the page of a family, by a part of the address of their link; each on a family that offers it."""
ALSO = ("sex", "born_on", "result", "done_on", "kind", "department")  # needed by what is chosen
CELLS = "form.batch td input:not([type=hidden], [type=checkbox], [readonly])"
FIRST_TICK = "form.batch tbody input[type=checkbox]:not(:checked)"
MOST_STEPS, MOST_FAMILIES = 5, 8
REASON, REASON_TEXT = "form.record #reason", "核对过，确实如此"


def act_on_families(page: Page, families: Iterator[str], wrong: list[str]) -> set[str]:
    """The acts that were saved, with `undo` where one was taken back; each act tries family after family."""
    done: set[str] = set()
    for act, link in FAMILY_ACTS.items():
        for _attempt in range(MOST_FAMILIES):
            page.goto(next(families))
            if follows(page, link) and carries_out(page, act, wrong):
                done.add(act)
                break
        if act in done and "undo" not in done and follows(page, "/household/undo/"):
            done |= {"undo"} if carries_out(page, "undo", wrong) else set()
    return done


def follows(page: Page, link: str) -> bool:
    """Click the first link of the page that leads there; whether there is one."""
    links = page.locator(f"main a[href*='{link}']")
    if links.count():
        with page.expect_navigation():
            links.first.click()
        return True
    return False


def voids(page: Page) -> bool:
    """Void the record of the page through its dialog, with a reason; whether it is void then, or waits to be."""
    page.locator("button[popovertarget=retire]:not([popovertargetaction])").click()
    page.locator("#retire [name=reason]").press_sequentially(REASON_TEXT, delay=5)
    with page.expect_navigation():
        page.locator("#retire button:not([popovertarget])").click()
    return page.locator(".record-summary.retired").count() > 0 or "/proposed-change/" in page.url


def carries_out(page: Page, name: str, wrong: list[str]) -> bool:
    """Whether it was saved. What was typed stands there still after each answer that asks further."""
    typed: dict[str, str] = {}
    if page.locator("form.record").count() == 0:
        return False  # a list of which nothing is chosen yet
    for _ in range(MOST_STEPS):
        typed |= _type(page)
        try:
            with page.expect_navigation(timeout=10_000):
                page.keyboard.press("Control+s")
        except TimeoutError:
            wrong.append(f"{name}: it is not sent")
            return False
        if "/details/" in page.url or page.locator("form.record").count() == 0:
            return True
        if page.locator(".notice").count() and not page.locator("#error-summary, #doubt-summary").count():
            return True  # a list is shown again when it was saved
        there = [field for field in typed if page.locator(f'form.record [name="{field}"]').count()]
        stored = now_in(page, there)
        wrong += [f"{name}: {field} was {typed[field]!r}" for field in there if stored[field] != typed[field]]
        if page.locator("#error-summary").count() and not page.locator("select[name^=head-]").count():
            return False
    return False


def _type(page: Page) -> dict[str, str]:
    """Whatever is needed and empty; the first member that is ticked, the first cell of a list; the reason."""
    if page.locator("form.batch").count():
        return _type_into_list(page)
    if page.locator("input[name^=leaves-]").count() and page.locator("input[name^=leaves-]:checked").count() == 0:
        page.locator("input[name^=leaves-]").nth(1).check()
        page.locator("select[name^=relation-]").nth(1).select_option("head")
    if "/amounts/" in page.url:
        amount = page.locator("input[name^=amount-]").first
        amount.press("Control+a")
        amount.press_sequentially("610", delay=10)
    for heir in page.locator("select[name^=head-]").all():
        heir.select_option(index=1)
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
