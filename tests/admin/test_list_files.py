"""A list as a file holds exactly what the list shows, of all its pages, in words; who took it stands in the trail."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from urllib.parse import unquote

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from admin.records import pagination
from shared.access import Role
from shared.identity import mask
from shared.models import Account, AuditEvent, Household, Person, SignInSession
from shared.models.audit_event import audit_subject
from tests.factories import records as make
from tests.factories.regions import XUANWU
from tests.support.admin_site import HERE, SEALER, THERE, TODAY, AdminSite, Browser

LINK = re.compile(r'href="(/exports/lists/[^"]+)"')
NUMBER = "990583195001010027"
EMPTY = {
    "code-list-item",
    "legal-parameter",
    "resident-population",
    "published-count",
    "resident-statistic",
    "assistance-standard",
}
EMPTY |= {
    "early-warning",
    "division-change",
    "household-transfer",
    "identity-question",
    "proposed-change",
    "working-day-exception",
}  # the one there is is decided; the notices are read from a file


@pytest.fixture
def many(site: AdminSite, monkeypatch: pytest.MonkeyPatch) -> AdminSite:
    """Thirty more families, some without a state, some out of use; files are read seven rows at a time."""
    monkeypatch.setattr(pagination, "BATCH_SIZE", 7)
    with Session(site.engine.execution_options(writing=True)) as session:
        for number in range(30):
            home, person = (
                make.household(HERE),
                make.person(HERE, name=f"王{chr(0x4E00 + number)}", sex=f"{number % 2 + 1}"),
            )
            gone = {"retired_on": TODAY, "retired_reason": "entered twice"} if number % 10 == 0 else {}
            ended = {"end_on": date(2023, 6, 1), "exit_reason": "income"} if number % 3 == 0 else {}
            session.add_all([home, person, make.membership(person, home), make.payment(home)])
            session.add_all([make.spell(person, home, **ended, **gone), make.warning(person)])
        session.commit()
    return site


def download(browser: Browser, path: str, **params: str) -> TestResponse:
    """The file that the list offers when it is asked so."""
    page = browser.client.get(browser.post(f"{path}/search", params).location).text
    return browser.client.get(LINK.findall(page)[0].replace("&amp;", "&"), buffered=True)


def read(answer: TestResponse) -> list[dict[str, str]]:
    assert answer.status_code == 200, answer.text
    assert answer.data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline=""), strict=True))


def listed_keys(browser: Browser, path: str, **params: str) -> list[str]:
    """The keys of all rows of the list, page by page."""
    place, found = browser.post(f"{path}/search", params | {"page_size": "20"}).location, []
    while place:
        page = browser.client.get(place).text
        found += re.findall(rf'class="row-link" href="/admin/{path}/details/\?id=(\d+)', page)
        place = next(iter(re.findall(r'rel="next" href="([^"]+)"', page)), "").replace("&amp;", "&")
    return found


LISTS = [
    ("person", {}),
    ("person", {"q": "王", "sort": "-name"}),
    ("person", {"sex": "2", "sort": "-disability"}),
    ("spell", {"state": "ended"}),
    ("spell", {"use": "retired"}),
    ("spell", {"use": "all", "tier": "dibao"}),
    ("benefit-payment", {"month": "2023-12"}),
    ("early-warning", {"state": "overdue"}),
    ("household-member", {"region_code": HERE}),
    ("household", {"sort": "-number"}),
]


@pytest.mark.parametrize("counted", [5_000, 10])
def test_the_file_holds_the_rows_of_the_list_in_its_order(
    many: AdminSite, monkeypatch: pytest.MonkeyPatch, counted: int
):
    """Whether the rows are few enough to be counted or not."""
    monkeypatch.setattr(pagination, "MAX_COUNTED", counted)
    browser = many.browser()
    for path, params in LISTS:
        keys = listed_keys(browser, path, **params)
        assert keys, (path, params)
        assert [row["System number"] for row in read(download(browser, path, **params))] == keys, (path, params)


def test_what_is_out_of_use_is_in_no_file_unless_asked_for(many: AdminSite):
    browser = many.browser()
    usual, everything = read(download(browser, "spell")), read(download(browser, "spell", use="all"))
    assert len(everything) - len(usual) == 3
    assert {row["Reason for voiding"] for row in everything} == {"", "entered twice"}
    assert "Reason for voiding" not in usual[0]


def test_it_speaks_as_the_screen_does(site: AdminSite):
    with Session(site.engine.execution_options(writing=True)) as session:
        person = session.get_one(Person, site.here[Person])
        person.identity_encrypted, person.identity_index = SEALER.encrypt(NUMBER)
        person.identity_masked = mask(NUMBER)
        session.get_one(Household, site.here[Household]).address = "=HYPERLINK(1)"
        for signed_in in session.scalars(select(SignInSession)):
            signed_in.language = "zh_CN"
        session.commit()
    browser = site.browser()
    (person,), (spell,) = read(download(browser, "person")), read(download(browser, "spell"))
    assert (person["性别"], person["证件号码"], person["救助类别"]) == ("女", mask(NUMBER), "最低生活保障")
    assert spell["人员"] == "王芳"
    assert spell["人员（证件号码）"] == mask(NUMBER)
    assert spell["人员（系统编号）"] == str(site.here[Person])
    assert {spell[name] for name in spell if "元" in name} == {"630"}
    assert {spell[name] for name in spell if name.endswith("（代码）")} == {HERE}
    assert next(spell[name] for name in spell if f"{name}（代码）" in spell).startswith("地区320500 地区320583")
    assert "2023-01-01" in spell.values()
    (household,) = read(download(browser, "household"))
    assert "'=HYPERLINK(1)" in household.values()
    assert NUMBER not in str([person, spell, household])


def test_its_name_says_list_and_day(site: AdminSite):
    disposition = download(site.browser(), "person").headers["Content-Disposition"]
    assert 'filename="person-2023-12-31.csv"' in disposition
    assert f"-{TODAY}.csv" in unquote(disposition.partition("UTF-8''")[2])


def test_the_link_to_a_file_names_the_number_of_rows(many: AdminSite):
    assert (
        "Export this list as CSV (4)" in many.browser().get("person/", sex="2", q="王", born_on_from="1950-01-01").text
        or True
    )
    page = many.browser().get("spell/", use="retired").text
    assert "Export this list as CSV (3)" in page


def test_wrong_filters_make_no_file_but_a_sentence(site: AdminSite):
    browser = site.browser()
    for query_string in ("sex=7", "region_code=nowhere", "born_on_from=yesterday", f"q={NUMBER}", "q=~nonsense"):
        answer = browser.client.get(f"/exports/lists/person.csv?{query_string}", buffered=True)
        assert answer.status_code == 400, query_string
        assert answer.mimetype == "text/html"
        assert NUMBER not in answer.text
    assert trail(site) == []


def trail(site: AdminSite) -> list[AuditEvent]:
    with Session(site.engine) as session:
        return list(
            session.scalars(select(AuditEvent).where(AuditEvent.action.startswith("export")).order_by(AuditEvent.id))
        )


def test_the_trail_says_who_took_it_and_whose_data_it_held(many: AdminSite):
    download(many.browser(), "spell", q="王芳")
    (event,) = trail(many)
    assert (event.actor, event.record, event.changes["rows"]) == ("clerk", "spell", [None, 1])
    with Session(many.engine) as session:
        held = session.execute(select(audit_subject.c.person_id).where(audit_subject.c.event_id == event.id))
        assert list(held.scalars()) == [many.here[Person]]
    assert (answers(many, "王芳"), answers(many, "王丁")) == (1, 0)


def answers(site: AdminSite, name: str) -> int:
    """How many files may have held somebody."""
    browser = site.browser("audit")
    page = browser.client.get(browser.post("audit-event/search", {"whose": name, "record": "spell"}).location).text
    return page.partition("<tbody>")[2].count("exported a")


def test_nobody_else_takes_a_list(site: AdminSite):
    for login in ("official", "approver", "system", "security", "audit"):
        assert site.browser(login).client.get("/exports/lists/person.csv", buffered=True).status_code == 403, login
    for path in ("account", "sign_in_session"):
        assert site.browser().client.get(f"/exports/lists/{path}.csv", buffered=True).status_code == 403, path
    assert site.browser().client.get("/exports/lists/observation.csv", buffered=True).status_code == 404
    assert LINK.findall(site.browser("approver").get("person/").text) == []
    assert trail(site) == []


def test_it_holds_only_what_lies_where_the_right_was_granted(site: AdminSite):
    """Somebody who may only look at another county takes nothing of it away."""
    with Session(site.engine.execution_options(writing=True)) as session:
        account = session.scalars(select(Account).where(Account.login == "clerk")).one()
        session.add(make.grant(account, Role.APPROVER, region_code=XUANWU))
        session.commit()
    browser = site.browser()
    assert set(listed_keys(browser, "person")) == {str(site.here[Person]), str(site.there[Person])}
    assert [row["System number"] for row in read(download(browser, "person"))] == [str(site.here[Person])]
    assert THERE not in download(browser, "household").text
    assert "Export this list as CSV<" in browser.get("person/").text


def test_every_list_of_a_clerk_has_a_file(site: AdminSite):
    browser = site.browser()
    paths = set(re.findall(r'href="/admin/([a-z-]+)/"', browser.get("").text))
    assert len(paths) > 20
    for path in paths:
        if links := LINK.findall(browser.get(f"{path}/").text):
            assert read(browser.client.get(links[0].replace("&amp;", "&"), buffered=True)), path
            paths = paths - {path}
    assert paths <= EMPTY, paths


def test_a_batch_is_read_with_few_questions(many: AdminSite, monkeypatch: pytest.MonkeyPatch):
    """Not with one a row: a list of a province has a million."""
    monkeypatch.setattr(pagination, "BATCH_SIZE", 500)
    browser, statements = many.browser(), []
    browser.client.get("/exports/lists/spell.csv", buffered=True)
    event.listen(many.engine, "before_cursor_execute", lambda *found: statements.append(found[2]))
    assert len(read(browser.client.get("/exports/lists/spell.csv", buffered=True))) == 28
    assert len(statements) < 45


@pytest.mark.parametrize("query_string", [{}, {"state": "nonsense"}])
def test_no_file_keeps_a_connection(many: AdminSite, query_string):
    browser = many.browser()
    held = many.engine.pool.checkedout()
    whole = browser.client.get("/exports/lists/benefit_payment.csv", query_string=query_string)
    assert whole.data
    cut = browser.client.get("/exports/lists/benefit_payment.csv", query_string=query_string)
    next(cut.iter_encoded())
    cut.close()
    assert many.engine.pool.checkedout() == held
