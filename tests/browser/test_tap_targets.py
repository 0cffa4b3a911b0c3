"""On a telephone whatever a finger reaches for measures 44 by 44 pixels, on the main pages."""

from __future__ import annotations

import pytest

from tests.support.running_server import NARROW

pytestmark = pytest.mark.browser
PAGES = {
    "township-clerk": (
        "/admin/",
        "/admin/household/?q=张&region_code=320583",
        "/admin/person/?sex=1",
        "/admin/early-warning/",
        "/admin/delivery/batch/",
        "/admin/household/register/",
        "/admin/spell/new/",
        "first of /admin/household/",
        "first of /admin/spell/",
    ),
    "province-approver": ("/admin/", "/admin/proposed-change/several/", "first of /admin/proposed-change/"),
    "province-official": (
        "/changes",
        "/compare?tray=320583,320500",
        "/search?q=昆山 低收入人口",
        "/figures/coverage_rate?region=320000&period=2022-05",
    ),
    "security-admin": ("/admin/confirmation-rule/", "/admin/confirmation-rule/new/"),
}
SMALL_TARGETS = """() => {
  document.querySelectorAll('details').forEach(folded => folded.open = true);
  document.querySelectorAll('[popover]').forEach(dialog => dialog.showPopover());
  const kinds = 'a[href], button, summary, input:not([type=hidden]), select, textarea';
  const isText = node => node.nodeType === 3 && node.textContent.trim().length > 1;
  /* As WCAG 2.5.8 excepts them: links in a line of a running sentence. */
  const isInSentence = e => getComputedStyle(e).display === 'inline' && [...e.parentElement.childNodes].some(isText);
  return [...document.querySelectorAll(kinds)].filter(target => {
    const boxes = [target, ...(target.type === 'checkbox' ? target.labels : [])].map(e => e.getBoundingClientRect());
    const width = Math.max(...boxes.map(box => box.right)) - Math.min(...boxes.map(box => box.left));
    const height = Math.max(...boxes.map(box => box.bottom)) - Math.min(...boxes.map(box => box.top));
    const isSeen = target.checkVisibility({visibilityProperty: true}) && boxes[0].right > 0 && boxes[0].width > 1;
    return isSeen && !(target.matches('a') && isInSentence(target)) && (width < 43.5 || height < 43.5);
  }).map(target => target.outerHTML.slice(0, 120));
}"""

LISTS_ON_PHONE = ("/changes",)  # pages whose tables of texts stand as lists there
CUT_TABLES = """() => [...document.querySelectorAll('.sz-scroll')].filter(e => e.scrollWidth > e.clientWidth)
  .map(e => e.ariaLabel)"""


@pytest.mark.parametrize("login", PAGES)
def test_whatever_a_finger_reaches_for_is_large_enough(open_page, login):
    page = (tab := open_page(login, size=NARROW)).page
    small = {}
    for path in PAGES[login]:
        page.goto(f"{tab.address}{path.removeprefix('first of ')}")
        if path.startswith("first of "):
            page.goto(f"{tab.address}{page.locator('a.row-link').first.get_attribute('href')}")
        small[path] = page.evaluate(SMALL_TARGETS)
        assert path not in LISTS_ON_PHONE or page.evaluate(CUT_TABLES) == []
    assert {path: targets for path, targets in small.items() if targets} == {}
