"""Quotas of all counties of a cycle in one table: sum, proposal, pasted rows, what others changed meanwhile."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.access import SYSTEM, open_session
from shared.indicators import cube
from shared.models import ProgrammeCycle, Quota, Region
from tests.admin.test_doubts import keys_in
from tests.factories.regions import CHANGSHU, KUNSHAN, QINHUAI, XUANWU
from tests.support.admin_site import AdminSite, Browser
from tests.support.databases import ONE_DATABASE
from tests.support.html_pages import Page

ADDRESS = "quota/batch/"


def opened(site: AdminSite, browser: Browser) -> dict[str, Any]:
    return browser.page(ADDRESS, cycle_id=site.here[ProgrammeCycle]).form("record batch").sent


def send(site: AdminSite, browser: Browser, entries: dict[str, Any]):
    return browser.post(ADDRESS, opened(site, browser) | entries, cycle_id=site.here[ProgrammeCycle])


def form_in(text: str) -> dict[str, Any]:
    """The list of a page, as a browser would send it untouched."""
    return Page(text).form("record batch").sent


def units(site: AdminSite) -> dict[str, int]:
    query = select(Quota.region_code, Quota.units).where(Quota.cycle_id == site.here[ProgrammeCycle])
    with Session(site.engine) as session:
        return dict(iter(session.execute(query)))


def test_the_table_shows_all_counties_with_sum_and_what_the_plan_leaves(site: AdminSite):
    page = site.browser("province").get(ADDRESS, cycle_id=site.here[ProgrammeCycle]).text
    assert all(f'name="units-{code}"' in page for code in (KUNSHAN, CHANGSHU, XUANWU, QINHUAI))
    assert f'name="units-{KUNSHAN}" value="10"' in page
    assert (">10</output>" in page, ">90</output>" in page) == (True, True)


def test_quotas_are_changed_and_created_together(site: AdminSite):
    answer = send(site, site.browser("province"), {f"units-{KUNSHAN}": "２０", f"units-{CHANGSHU}": "30"})
    assert (answer.status_code, answer.location) == (
        302,
        f"/admin/programme-cycle/details/?id={site.here[ProgrammeCycle]}",
    )
    assert units(site) == {KUNSHAN: 20, CHANGSHU: 30}


def test_units_may_move_from_county_to_county_within_the_plan(site: AdminSite):
    browser = site.browser("province")
    assert send(site, browser, {f"units-{CHANGSHU}": "90"}).status_code == 302
    moved = {f"units-{CHANGSHU}": "0", f"units-{KUNSHAN}": "100"}
    assert send(site, browser, moved).status_code == 302
    assert units(site) == {KUNSHAN: 100, CHANGSHU: 0}


def test_what_cannot_be_saved_is_said_at_its_row_and_nothing_is(site: AdminSite):
    entries = {f"units-{KUNSHAN}": "", f"units-{CHANGSHU}": "many", f"units-{XUANWU}": "-5", f"units-{QINHUAI}": "7"}
    answer = send(site, site.browser("province"), entries)
    assert answer.status_code == 422
    assert [f'id="units-{code}-error"' in answer.text for code in (KUNSHAN, CHANGSHU, XUANWU, QINHUAI)] == [
        True,
        True,
        True,
        False,
    ]
    assert ('value="many"' in answer.text, 'value="7"' in answer.text) == (True, True)
    assert units(site) == {KUNSHAN: 10}


def test_more_than_the_plan_asks_for_a_reason(site: AdminSite):
    browser, entries = site.browser("province"), {f"units-{CHANGSHU}": "95", f"units-{XUANWU}": "1"}
    asked = send(site, browser, entries)
    assert (asked.status_code, "the cycle plans 100" in asked.text, units(site)) == (422, True, {KUNSHAN: 10})
    confirmed = {"confirmed": keys_in(asked.text), "reason": "a donor gave more"}
    assert send(site, browser, entries | confirmed).status_code == 302
    assert units(site) == {KUNSHAN: 10, CHANGSHU: 95, XUANWU: 1}


def test_what_somebody_changed_meanwhile_is_shown_and_not_overwritten(site: AdminSite):
    browser = site.browser("province")
    form = opened(site, browser)
    send(site, site.browser(), {f"units-{KUNSHAN}": "15"})
    untouched = browser.post(ADDRESS, form | {f"units-{CHANGSHU}": "5"}, cycle_id=site.here[ProgrammeCycle])
    assert (untouched.status_code, units(site)) == (302, {KUNSHAN: 15, CHANGSHU: 5})
    again = form | {f"units-{KUNSHAN}": "20", "submission_token": "another"}
    answer = browser.post(ADDRESS, again, cycle_id=site.here[ProgrammeCycle])
    assert (answer.status_code, "Someone else changed this record" in answer.text, "saved: 15" in answer.text) == (
        422,
        True,
        True,
    )
    assert units(site)[KUNSHAN] == 15
    insisted = form_in(answer.text)
    assert browser.post(ADDRESS, insisted, cycle_id=site.here[ProgrammeCycle]).status_code == 302
    assert units(site)[KUNSHAN] == 20


def test_filling_in_keeps_what_somebody_changed_meanwhile_from_being_overwritten(site: AdminSite):
    browser = site.browser("province")
    form = opened(site, browser)
    send(site, site.browser(), {f"units-{KUNSHAN}": "15"})
    pasted = form | {"fill": "pasted", "pasted": f"{KUNSHAN}\t20"}
    filled = browser.post(ADDRESS, pasted, cycle_id=site.here[ProgrammeCycle])
    answer = browser.post(ADDRESS, form_in(filled.text), cycle_id=site.here[ProgrammeCycle])
    assert (answer.status_code, units(site)) == (422, {KUNSHAN: 15})


@pytest.mark.parametrize("version", ["9" * 5000, "²", "x", ""])
def test_a_version_that_is_none_is_a_conflict(site: AdminSite, version: str):
    answer = send(site, site.browser("province"), {f"version-{KUNSHAN}": version, f"units-{KUNSHAN}": "20"})
    assert (answer.status_code, "Someone else changed this record" in answer.text) == (422, True)
    assert units(site) == {KUNSHAN: 10}


def test_a_list_sent_twice_is_no_conflict(site: AdminSite):
    browser = site.browser("province")
    form, cycle = opened(site, browser) | {f"units-{KUNSHAN}": "20"}, site.here[ProgrammeCycle]
    assert [browser.post(ADDRESS, form, cycle_id=cycle).status_code for _ in range(2)] == [302, 302]


def test_the_proposal_fills_the_fields_in_and_sums_to_the_plan(site: AdminSite):
    with open_session(SYSTEM, site.engine, writing=True) as session:
        cube.build(session)
        session.commit()
    browser = site.browser("province")
    shown = send(site, browser, {"fill": "proposal"})
    form = form_in(shown.text)
    assert shown.status_code == 200
    assert {code: form[f"units-{code}"] for code in (KUNSHAN, XUANWU, CHANGSHU, QINHUAI)} == {
        KUNSHAN: ["50"],
        XUANWU: ["50"],
        CHANGSHU: ["0"],
        QINHUAI: ["0"],
    }
    assert units(site) == {KUNSHAN: 10}
    announced = browser.post(ADDRESS, form, cycle_id=site.here[ProgrammeCycle])
    assert (announced.status_code, "Figures of past months change" in announced.text) == (422, True)
    confirmed = form_in(announced.text) | {"reason": "decided today"}
    assert browser.post(ADDRESS, confirmed, cycle_id=site.here[ProgrammeCycle]).status_code == 302
    assert units(site) == {KUNSHAN: 50, XUANWU: 50}  # no quota of nothing is made
    left_out = form_in(send(site, browser, {"fill": "proposal", f"units-{XUANWU}": "0"}).text)
    assert (left_out[f"units-{KUNSHAN}"], left_out[f"units-{XUANWU}"]) == (["100"], ["0"])


def test_rows_are_pasted_by_name_or_code(site: AdminSite):
    with Session(site.engine.execution_options(writing=True)) as session:
        session.get_one(Region, KUNSHAN).name = "昆山市"
        session.commit()
    left = ["县区\t名额", f"{XUANWU}\t5\t6", f"{QINHUAI}\tmany", "Atlantis\t7"]
    text = "\n".join([left[0], "昆山\t１，２００", f"{CHANGSHU}\t0.01万", *left[1:]])
    browser = site.browser("province")
    shown = send(site, browser, {"fill": "pasted", "pasted": text})
    form = form_in(shown.text)
    assert (form[f"units-{KUNSHAN}"], form[f"units-{CHANGSHU}"]) == (["１，２００"], ["0.01万"])
    assert "Rows filled in: 2." in shown.text
    assert form["pasted"][0].strip().splitlines() == left
    assert "Line 4" in shown.text
    assert units(site) == {KUNSHAN: 10}
    assert ">1,300</output>" in shown.text
    doubted = browser.post(ADDRESS, form, cycle_id=site.here[ProgrammeCycle])
    assert doubted.status_code == 422  # more than the plan
    confirmed = form_in(doubted.text) | {"reason": "a donor gave more"}
    assert browser.post(ADDRESS, confirmed, cycle_id=site.here[ProgrammeCycle]).status_code == 302
    assert units(site) == {KUNSHAN: 1200, CHANGSHU: 100}


def test_a_county_sets_its_own_quota_only(site: AdminSite):
    browser = site.browser()
    page = browser.get(ADDRESS, cycle_id=site.there[ProgrammeCycle]).text
    assert (f"units-{KUNSHAN}" in page, f"units-{XUANWU}" in page) == (True, False)
    assert "Other counties" in page
    before = site.everything()
    sent = opened(site, browser) | {f"units-{XUANWU}": "50"}
    assert browser.post(ADDRESS, sent, cycle_id=site.here[ProgrammeCycle]).status_code == 422  # nothing of its own
    assert site.everything() == before
    shown = send(site, browser, {"fill": "pasted", "pasted": f"{XUANWU}\t5"})
    assert "This is not one of your regions" in shown.text


@ONE_DATABASE
@pytest.mark.parametrize("login", ["official", "approver", "system"])
def test_who_sets_no_quotas_does_not_come_in(site: AdminSite, login: str):
    assert site.browser(login).get(ADDRESS).status_code == 403


def test_a_quota_out_of_use_is_not_entered_again(site: AdminSite):
    with Session(site.engine.execution_options(writing=True)) as session:
        quota = session.get_one(Quota, site.here[Quota])
        quota.retired_on, quota.retired_reason = quota.cycle.starts_on, "wrong"
        session.commit()
    browser = site.browser("province")
    page = browser.get(ADDRESS, cycle_id=site.here[ProgrammeCycle]).text
    assert ("restore it first" in page, f'name="units-{KUNSHAN}"' in page) == (True, False)
    shown = send(site, browser, {"fill": "pasted", "pasted": f"{KUNSHAN}\t5"})
    assert "Rows filled in: 0" in shown.text
