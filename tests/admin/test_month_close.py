"""Months are submitted, checked, locked and reopened on their pages; what is wrong is said there, and kept as typed."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from sqlalchemy.orm import Session

from shared.access import SYSTEM, open_session
from shared.indicators import cube
from shared.models import Person, Spell
from tests.factories.regions import KUNSHAN, PROVINCE, XUANWU
from tests.support.admin_site import AdminSite

MONTH, COUNTY = {"month": "2023-11"}, {"month": "2023-11", "region": KUNSHAN}
MISSING = {f"explanation-missing_{what}": "not published yet" for what in ("residents", "standard")}


@pytest.fixture
def counted(site: AdminSite) -> AdminSite:
    """The site with its figures, and with somebody who died and still is a recipient."""
    with Session(site.engine.execution_options(writing=True)) as session:
        session.get_one(Person, site.here[Person]).died_on = date(2023, 9, 1)
        session.commit()
    with open_session(SYSTEM, site.engine, writing=True) as session:
        cube.build(session)
        session.commit()
    return site


def test_from_the_county_to_the_lock_and_back(counted: AdminSite):
    clerk, province = counted.browser("clerk"), counted.browser("province-approver")
    refused = clerk.post("month-step/county/submit", {"explanation-dead_recipients": ""}, **COUNTY)
    assert (refused.status_code, "explain this finding" in refused.text) == (422, True)
    clerk.post("month-step/county/submit", MISSING | {"explanation-dead_recipients": "the notice came today"}, **COUNTY)
    assert "the notice came today" in province.get("month-step/county/", **COUNTY).text
    returned = province.post("month-step/county/check", {"decision": "return", "reason": ""}, **COUNTY)
    assert returned.status_code == 422
    province.post("month-step/county/check", {"decision": "return", "reason": "correct it first"}, **COUNTY)
    assert "correct it first" in clerk.get("month-step/county/", **COUNTY).text
    clerk.post("month-step/county/submit", MISSING | {"explanation-dead_recipients": "it is corrected next"}, **COUNTY)
    assert province.post("month-step/month/check", {"county": XUANWU}, **MONTH).status_code == 422
    assert province.post("month-step/month/check", {}, **MONTH).status_code == 422
    assert province.post("month-step/month/check", {"county": KUNSHAN}, **MONTH).status_code == 302
    assert "3 counties are not checked" in province.post("month-step/month/lock", {}, **MONTH).text
    assert province.post("month-step/month/lock", {"reason": "as agreed"}, **MONTH).status_code == 302
    assert "1 of 4" in province.get("month-step/months/").text
    assert "The province has locked this month" in clerk.get("month-step/county/", **COUNTY).text
    asking = counted.browser("province")
    assert asking.post("month-step/month/reopening", {"reason": "a county is missing"}, **MONTH).status_code == 302
    assert "a county is missing" in province.get("month-step/month/", **MONTH).text
    assert province.post("month-step/month/reopen", {"decision": "refuse"}, **MONTH).status_code == 422
    assert province.post("month-step/month/reopen", {}, **MONTH).status_code == 302
    assert "Lock the month" in province.get("month-step/month/", **MONTH).text


def test_a_restatement_shows_the_locked_value_who_and_why(counted: AdminSite):
    province, clerk = counted.browser("province-approver"), counted.browser("clerk")
    province.post("month-step/month/lock", {"reason": "as agreed"}, **MONTH)
    assert "No locked figure" in province.get("month-step/restatements/").text
    ends = {"end_on": "2023-09-02", "exit_reason": "died", "reason": "the notice came late"}
    told = clerk.filled("spell/edit/", ends, id=counted.here[Spell])
    assert "2023-09–2023-11: locked." in told.text
    assert clerk.insisted("spell/edit/", ends, id=counted.here[Spell]).status_code == 302
    for place in (KUNSHAN, PROVINCE):
        shown = province.page("month-step/restatements/", region=place).text
        assert "the notice came late" in shown
        assert "Low-income population" in shown
        assert ">−1</td>" in shown  # a true minus
    assert "the notice came late" not in province.page("month-step/restatements/", region=XUANWU).text


def test_everybody_sees_only_the_own_region_and_acts_by_right(counted: AdminSite):
    clerk, official = counted.browser("clerk"), counted.browser("official")
    other = {"month": "2023-11", "region": XUANWU}
    assert clerk.get("month-step/county/", **other).status_code == 404
    assert clerk.get("month-step/restatements/", region=XUANWU).status_code == 404
    assert clerk.post("month-step/county/submit", {}, **other).status_code == 404
    assert "1 of 1" not in official.get("month-step/months/").text
    assert official.get("month-step/county/", **COUNTY).status_code == 200
    for path in ("county/submit", "county/check", "month/lock", "month/check", "month/reopen", "month/reopening"):
        assert official.post(f"month-step/{path}", {}, **COUNTY).status_code == 403
    for month in ("", "2023", "2023-13", "x"):
        assert clerk.get("month-step/month/", month=month).status_code == 404
    assert clerk.post("month-step/county/submit", {}, month="2023-12", region=KUNSHAN).status_code == 422


def test_completeness_and_timeliness_of_each_county_as_page_and_file(counted: AdminSite):
    clerk, province = counted.browser("clerk"), counted.browser("province-approver")
    clerk.post("month-step/county/submit", MISSING | {"explanation-dead_recipients": "it came today"}, **COUNTY)
    page, file = province.page("month-step/punctuality/"), province.get("month-step/punctuality.csv")
    assert page.text.count("1 of 12") == 1  # submitted on the last day of the year: after the days that are given
    assert page.text.count("0 of 12") == 2 * 4 - 1
    lines = list(csv.reader(io.StringIO(file.data.decode("utf-8-sig"))))
    assert [line[0] for line in lines[1:]][-1] == KUNSHAN
    assert (len(lines), lines[-1][3:]) == (5, ["12", "1", "0", "8.333333", "0"])
    assert clerk.get("month-step/punctuality/").text.count("0 of 12") == 1  # its own county alone
    province.post("month-step/month/lock", {"reason": "as agreed"}, **MONTH)
    locked = province.get("month-step/month/", month="2023-10").text
    assert "Locked by" in locked
    assert "held by the lock of 2023-11" in locked
