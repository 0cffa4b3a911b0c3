"""The list behind a figure: as long as the figure, for whoever may open it, masked, written down, and as a file."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.access import SYSTEM, Role, open_session
from shared.clock import Period
from shared.indicators.catalogue import INDICATORS
from shared.indicators.counted_rows import record_of
from shared.indicators.figure_lists import Part, measure_of, parts_of
from shared.models import Account, AuditEvent, Person, RoleGrant, Spell
from shared.services import commit
from shared.services.month_close.locking import lock
from tests.admin.test_figures_after_edits import build
from tests.factories.regions import KUNSHAN, PROVINCE, XUANWU
from tests.support.admin_site import AdminSite, Browser

PEOPLE = "figures/low_income_population/rows"
HERE = {"region": KUNSHAN, "period": "2023-12"}
MASKED = "320583********1234"


@pytest.fixture
def counted(site: AdminSite) -> AdminSite:
    """The site with its figures, and a masked number to look for."""
    with Session(site.engine.execution_options(writing=True)) as session:
        session.get_one(Person, site.here[Person]).identity_masked = MASKED
        session.commit()
    build(site)
    return site


def take(browser: Browser, key: str, **query: Any) -> Any:
    return browser.client.get(f"/exports/figures/{key}/rows.csv", query_string=query)


def test_page_and_file_hold_the_same_rows_of_every_kind_of_record(counted: AdminSite):
    """One list of each kind, of the province: its length stands on it, and its file has as many lines."""
    lists = [(key, part) for key, one in INDICATORS.items() for part in parts_of(one)]
    kinds = {record_of(measure_of(INDICATORS[key], part)): (key, part) for key, part in reversed(lists)}
    browser, lengths = counted.browser("province"), {}
    for record, (key, part) in kinds.items():
        query = {"region": PROVINCE, "period": "2023", "part": str(part)}
        page = browser.get(f"figures/{key}/rows", **query)
        shown = re.search(r"(\d+) of (\d+) shown", page.text)
        lengths[record] = int(shown[2]) if shown else 0
        assert page.status_code == 200, (key, part, page.text)
        assert page.text.count('<th scope="row"') == lengths[record], (key, part)
        file = take(browser, key, **query)
        assert len(list(csv.reader(io.StringIO(file.text)))) - 1 == lengths[record], (key, part)
    assert sum(length > 0 for length in lengths.values()) > 7


def test_a_list_shows_people_masked_leads_to_the_record_and_is_written_down(counted: AdminSite):
    page = counted.browser().page(PEOPLE, **HERE, dimension="tier", category="dibao")
    assert page.headings == ["Low-income population"]
    for text in ("1 of 1 shown", "王芳", MASKED, "1950", "2023-01-01", "As of 2023-12-31", "· Minimum"):
        assert text in page.text, text
    assert f"/admin/spell/details/?id={counted.here[Spell]}" in page.links
    assert re.search(r"<code[^>]*>[0-9a-f]{64}</code>", page.text)
    digest = re.search(r"<code[^>]*>([0-9a-f]{64})</code>", page.text)[1]
    assert "/figures/low_income_population?region=320583&period=2023-12&dimension=tier&category=dibao" in page.links
    by_tier = take(counted.browser(), "low_income_population", **HERE, dimension="tier", category="dibao")
    assert [line["Selection"] for line in csv.DictReader(io.StringIO(by_tier.text))] == [digest]
    address = "/exports/figures/low_income_population/rows.xlsx"
    about = {"dimension": "tier", "category": "dibao"} | HERE
    book = counted.browser().client.get(address, query_string=about)
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(book.data))
    assert ["Selection", digest] in sheets.get_sheet_by_index(1).to_python()
    assert MASKED in str(sheets.get_sheet_by_index(0).to_python())
    file = take(counted.browser(), "low_income_population", **HERE)
    assert (MASKED in file.text, "1950" in file.text, "1950-01-01" in file.text) == (True, True, False)
    with open_session(SYSTEM, counted.engine) as session:
        query = select(AuditEvent).where(AuditEvent.actor == "clerk", AuditEvent.record == Spell.__tablename__)
        read, _by_tier, _book, taken = session.scalars(query.order_by(AuditEvent.id)).all()
    assert read.changes["filters"][1].startswith("key=low_income_population region=320583 period=2023-12")
    assert (read.action, read.changes["rows"]) == ("read", [None, 1])
    assert (taken.action, taken.changes["rows"]) == ("export_list", [None, 1])


def test_who_may_open_a_list_is_said_to_whoever_may_not(counted: AdminSite):
    refused = counted.browser("official").get(PEOPLE, **HERE)
    assert refused.status_code == 403
    assert "Clerk, Approver" in refused.text.replace("Reader of lists behind figures, ", "")
    assert "王芳" not in refused.text
    assert counted.browser("official").get("figures/coverage_rate/rows", **HERE, part="denominator").status_code == 200
    elsewhere = counted.browser().get(PEOPLE, region=XUANWU, period="2023-12")
    assert (elsewhere.status_code, "王强" in elsewhere.text) == (400, False)
    assert counted.browser("security").get(PEOPLE, **HERE).status_code == 403


def test_an_official_reads_the_list_where_the_office_grants_it(counted: AdminSite):
    with Session(counted.engine.execution_options(writing=True)) as session:
        account = session.scalars(select(Account).where(Account.login == "official")).one()
        session.add(RoleGrant(account=account, role=Role.LIST_READER, region_code=KUNSHAN))
        session.commit()
    browser = counted.browser("official")
    page = browser.page(PEOPLE, **HERE)
    assert MASKED in page.text
    assert not [link for link in page.links if "/details/" in link]
    assert take(browser, "low_income_population", **HERE).status_code == 403
    assert browser.get("spell/").status_code == 403
    assert browser.get(PEOPLE, region=PROVINCE, period="2023-12").status_code == 400


def test_what_cannot_be_a_list_is_said(counted: AdminSite):
    browser = counted.browser()
    for query in ({"part": "less"}, {"dimension": "tier"}, {"period": "1999"}, {"dimension": "tier", "category": "x"}):
        assert browser.get(PEOPLE, **(HERE | query)).status_code == 400, query
    assert browser.get("figures/quota/rows", region="320583100", period="2023").status_code == 400
    assert browser.get(PEOPLE, **HERE, after="320583-x").status_code == 200
    assert Part.REST in parts_of(INDICATORS["verification_rate"])


def test_a_locked_list_stays_and_says_what_changed_since(counted: AdminSite):
    november, path = {"region": KUNSHAN, "period": "2023-11"}, "figures/low_income_population/locked"
    browser = counted.browser()
    assert browser.get(path, **november).status_code == 404
    with open_session(SYSTEM, counted.engine, writing=True) as session:
        lock(session, Period.parse("2023-11"), PROVINCE, "as agreed")
        commit(session)
    assert "Nothing has changed since" in browser.page(path, **november).text
    with open_session(SYSTEM, counted.engine, writing=True) as session:
        session.get_one(Spell, counted.here[Spell]).end_on = date(2023, 6, 15)
        session.get_one(Spell, counted.here[Spell]).exit_reason = "income"
        commit(session)
    today = browser.page(PEOPLE, **november)
    assert "the figure counts 0" in today.text
    page = browser.page(next(link for link in today.links if "/locked" in link).removeprefix("/admin/"))
    assert "Changed since it was locked: <b>1</b> no longer counted" in page.text
    assert MASKED in page.text
    assert counted.browser("official").get(path, **november).status_code == 403
    assert browser.get(path, **november, dimension="tier", category="dibao").status_code == 404
