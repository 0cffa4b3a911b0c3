"""A crawler: signs in as every role, opens every kind of page it is led to, fills in and saves every kind of form.

It finds answers that are errors, input that is lost, words of the other language. Exceptions are stated: names of
people, what people typed, keys and logins (`reading.py`). Each kind of page is opened once a role (`kind_of`), further
pages and sortings of a list by the first role only, which also reads them in English. Each kind of form is filled in
once, by the first role that may, in the variant in which most is filled in already: records as well as lists of many
and acts (`acting.py`). What has to be saved is named here, so that it is missed when it is not: the acts on families,
their undo, the dialogs that void. Pages of the admin are read as the server sends them, in both languages; forms and
the dashboard are used in Chromium.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from playwright.sync_api import expect

from shared.models import Base
from tests.browser.acting import FAMILY_ACTS, LISTS, SOUGHT, act_on_families, carries_out, voids
from tests.browser.filling import fill, now_in
from tests.browser.reading import Reader, TypedTexts, kind_of
from tests.support.running_server import WatchedPage

pytestmark = pytest.mark.browser
MOST_PAGES = 350  # kinds of page a role; no role has so many: links that never end are found by it
CLERKS = ("township-clerk", "province-clerk")
OTHERS = ("township-approver", "province-approver")
OFFICIALS = ("province-official", "suzhou-official", "kunshan-official", "township-official")
WRITERS = ("township-clerk", "province-clerk", "system-admin", "security-admin")
ADMINISTRATORS = ("system-admin", "security-admin", "audit-admin")
NAMES_IN_BOTH = tuple(f"/admin/{noun}/{page}/" for noun in ("region", "programme") for page in ("details", "edit"))
LEFT = ("/sign-out", "/language", "/sign-in", "/exports/")
NAMES_OF_SUZHU = {"zh_CN": "苏助", "en": "Suzhu"}
SAVED = {*FAMILY_ACTS, "undo", "/registration/", "/disability/"}
"""Acts that are saved; of others, which need more than a crawler knows, nothing typed is lost and nothing breaks."""
LEADING_BACK = re.compile(r"&from_\w+=\d+")
VOIDED = {"special-assistance", "temporary-assistance", "home-visit"}
"""Records that are voided again after they were entered."""
DASHBOARD = ("/", "/coverage", "/warnings", "/charity", "/regions", "/compare", "/methodology")


@dataclass
class CrawlReport:
    """What was seen: kinds of page with an address of each, and what is wrong."""

    pages: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def typed_texts(server) -> TypedTexts:
    return TypedTexts(Path(server.environment["SUZHU_VAR"]) / "suzhu.db")


READ: set[str] = set()  # kinds of page that some role has read in English: their words are the same for the next
CRAWLED: dict[str, CrawlReport] = {}  # by login


def crawled(login: str, tab: WatchedPage, typed_texts: TypedTexts) -> CrawlReport:
    """What somebody was led to, once a login."""
    if login not in CRAWLED:
        CRAWLED[login] = crawl(tab, typed_texts)
    return CRAWLED[login]


def crawl(tab: WatchedPage, typed_texts: TypedTexts) -> CrawlReport:
    """Follow every link from the first page on; kinds of page nobody has read in English are read in English too."""
    found, waiting = CrawlReport(), deque(["/admin/"])
    tab.set_language("zh_CN")
    while waiting and len(found.pages) < MOST_PAGES:
        address = waiting.popleft()
        kind = kind_of(address)
        if kind in found.pages or (kind in READ and ("after" in kind or "sort" in kind)):
            continue
        found.pages[kind] = address
        links = read(tab, address, typed_texts, "zh_CN", found.wrong)
        waiting += [a for link in links if (a := inside(tab.address, address, link))]
    tab.set_language("en")
    for address in (found.pages[kind] for kind in found.pages if kind not in READ):
        read(tab, address, typed_texts, "en", found.wrong)
    READ.update(found.pages)
    return found


def read(tab: WatchedPage, address: str, typed_texts: TypedTexts, language: str, wrong: list[str]) -> list[str]:
    """The links of a page; an answer that is an error and words of the other language are added to `wrong`."""
    answer = tab.page.request.get(f"{tab.address}{address}")
    if answer.status != 200:
        wrong.append(f"{answer.status} {address}")
        return []
    page = Reader(answer.text())
    if not address.startswith(NAMES_IN_BOTH):
        wrong += [f"{language} {address}: {piece}" for piece in typed_texts.foreign(page.texts, language)]
    return page.links


def inside(origin: str, here: str, link: str) -> str:
    """The address of a link into the admin; nothing for others."""
    address = urljoin(f"{origin}{here}", link).removeprefix(origin).partition("#")[0]
    is_page = address.startswith("/admin/") and not address.startswith(LEFT) and ".csv" not in address
    return address if is_page else ""


@pytest.mark.parametrize("login", [*CLERKS, *OTHERS, *ADMINISTRATORS, "kunshan-official"])
def test_every_page_answers_in_the_language_asked_for(open_page, typed_texts, login):
    found = crawled(login, open_page(login), typed_texts)
    assert len(found.pages) < MOST_PAGES
    assert found.wrong == []


@pytest.mark.parametrize("login", WRITERS)
def test_every_form_takes_what_is_typed(open_page, typed_texts, login):
    tab = open_page(login)
    page, wrong, saved = tab.page, list[str](), set[str]()
    page.on("response", lambda r: wrong.append(f"{r.status} {r.url}") if is_error(r.status) else None)
    for address in forms_of(crawled(login, tab, typed_texts), "/new/"):
        kind = address.split("/")[2]
        if kind in VOIDED:
            address = LEADING_BACK.sub("", address)  # noqa: PLW2901 - saved, it shows the record itself
        page.goto(f"{tab.address}{address}")
        prefilled = now_in(
            page, [name for name, _value in parse_qsl(urlsplit(address).query) if not name.startswith("from_")]
        )
        wrong += [f"{address}: nothing stands in {name}" for name, value in prefilled.items() if not value]
        filled = fill(page, SOUGHT)
        if saves(page, address, filled.typed, wrong):
            saved.add(kind)
            wrong += [f"{address}: not voided"] if kind in VOIDED and not voids(page) else []
    tab.complaints.clear()  # Chromium names each 422
    assert wrong == []
    assert saved >= (VOIDED if login == WRITERS[0] else set())
    assert saved


@pytest.mark.parametrize("login", [login for login in WRITERS if login != "security-admin"])  # grants are not edited
def test_every_record_can_be_corrected(open_page, typed_texts, login):
    tab = open_page(login)
    page, wrong, forms = tab.page, [], forms_of(crawled(login, tab, typed_texts), "/edit/")
    for address in forms:
        page.goto(f"{tab.address}{address}")
        filled = fill(page, SOUGHT, also=())
        if not saves(page, address, filled.typed, wrong):
            wrong.append(f"{address}: {page.locator('main [role=alert]').all_inner_texts()}")
    tab.complaints.clear()  # Chromium names each 422
    assert wrong == []
    assert forms


def test_every_act_and_list_takes_what_is_typed(open_page, typed_texts):
    """Forms that are no record of their own: what happens to a family or a person, a warning handled, lists of many."""
    wrong, done = list[str](), set[str]()
    for login in CLERKS:
        tab = open_page(login)
        tab.page.on("response", lambda r: wrong.append(f"{r.status} {r.url}") if is_error(r.status) else None)
        for path in LISTS:
            for address in forms_of(crawled(login, tab, typed_texts), path):
                tab.page.goto(f"{tab.address}{address}")
                done |= {path} if carries_out(tab.page, address, wrong) else set()
        if login == "province-clerk":
            tab.page.goto(f"{tab.address}/admin/household/")
            rows = tab.page.locator("a.row-link").evaluate_all("links => links.map(link => link.href)")
            done |= act_on_families(tab.page, iter(rows), wrong)
        tab.complaints.clear()  # Chromium names each 422
    assert wrong == []
    assert done >= SAVED


def is_error(status: int) -> bool:
    """Whether an answer is none of those that a form may get."""
    return status >= 400 and status != 422


FORMS_DONE: set[str] = set()


def forms_of(found: CrawlReport, path_part: str) -> list[str]:
    """The forms behind `path_part` that this role is led to and no role before, each with most of it filled in."""
    forms = {}
    for kind in sorted(found.pages, key=lambda kind: kind.count("&")):
        path = kind.partition("?")[0]
        if path_part in path and path not in FORMS_DONE:
            forms[path] = found.pages[kind]
    FORMS_DONE.update(forms)
    return list(forms.values())


def saves(page, address: str, typed: dict[str, str], wrong: list[str]) -> bool:
    """Save with the keyboard; a refusal keeps everything typed, doubts and revisions are confirmed with a reason."""
    for _ in range(3):
        with page.expect_navigation():
            page.keyboard.press("Control+s")
        if "/details/" in page.url:
            return True
        if page.locator("h1").count() == 0 or page.locator("form.record").count() == 0:
            wrong.append(f"{address}: no form any more, {page.title()}")
            return False
        stored = now_in(page, list(typed))
        wrong += [
            f"{address}: {name} was {text!r}"
            for name, text in typed.items()
            if name not in {"tiers", "password"} and stored[name] != text
        ]
        if page.locator("#doubt-summary").count() == 0 or page.locator("#error-summary").count():
            return False
        page.locator("#reason").fill("核对过，确实如此")
    return False


@pytest.mark.parametrize("login", OFFICIALS)
def test_every_page_of_the_dashboard_is_in_the_language_asked_for(open_page, typed_texts, login):
    tab = open_page(login)
    for language in ("zh_CN", "en") if login == "province-official" else ("zh_CN",):
        tab.set_language(language)
        for address in DASHBOARD if login in {"province-official", "kunshan-official"} else DASHBOARD[:1]:
            tab.page.goto(f"{tab.address}{address}")
            expect(tab.page.locator("h1").first).to_be_visible(timeout=20_000)
            expect(tab.page.locator("[data-testid=stSkeleton]")).to_have_count(0, timeout=20_000)
            texts = tab.page.locator("body").inner_text().split("\n")
            keys = set(Base.metadata.tables) if address == "/methodology" else set()  # where the data of a figure lie
            assert set(typed_texts.foreign(texts, language)) - keys == set(), address
            name = tab.page.locator("nav [aria-current=page]").first.inner_text()
            expect(tab.page).to_have_title(re.compile(f"^{name} · .+ · 2023年? · {NAMES_OF_SUZHU[language]}$"))
            assert tab.page.locator("html").get_attribute("lang") == language.replace("_", "-")
