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
from tests.support.admin_site import Browser, Panel
from tests.support.html_pages import Page

ADDRESS = "quota/batch/"


def opened(panel: Panel, browser: Browser) -> dict[str, Any]:
    return browser.page(ADDRESS, cycle_id=panel.here[ProgrammeCycle]).form("record batch").sent


def send(panel: Panel, browser: Browser, entries: dict[str, Any]):
    return browser.post(ADDRESS, opened(panel, browser) | entries, cycle_id=panel.here[ProgrammeCycle])


def form_in(text: str) -> dict[str, Any]:
    """The list of a page, as a browser would send it untouched."""
    return Page(text).form("record batch").sent


def units(panel: Panel) -> dict[str, int]:
    query = select(Quota.region_code, Quota.units).where(Quota.run_id == panel.here[ProgrammeCycle])
    with Session(panel.engine) as session:
        return dict(iter(session.execute(query)))


def test_the_table_shows_all_counties_with_sum_and_what_the_plan_leaves(panel: Panel):
    page = panel.browser("province").get(ADDRESS, cycle_id=panel.here[ProgrammeCycle]).text
    assert all(f'name="units-{code}"' in page for code in (KUNSHAN, CHANGSHU, XUANWU, QINHUAI))
    assert f'name="units-{KUNSHAN}" value="10"' in page
    assert (">10</output>" in page, ">90</output>" in page) == (True, True)


def test_quotas_are_changed_and_created_together(panel: Panel):
    answer = send(panel, panel.browser("province"), {f"units-{KUNSHAN}": "２０", f"units-{CHANGSHU}": "30"})
    assert (answer.status_code, answer.location) == (302, f"/admin/run/details/?id={panel.here[ProgrammeCycle]}")
    assert units(panel) == {KUNSHAN: 20, CHANGSHU: 30}


def test_units_may_move_from_county_to_county_within_the_plan(panel: Panel):
    browser = panel.browser("province")
    assert send(panel, browser, {f"units-{CHANGSHU}": "90"}).status_code == 302
    moved = {f"units-{CHANGSHU}": "0", f"units-{KUNSHAN}": "100"}
    assert send(panel, browser, moved).status_code == 302
    assert units(panel) == {KUNSHAN: 100, CHANGSHU: 0}


def test_what_cannot_be_saved_is_said_at_its_row_and_nothing_is(panel: Panel):
    entries = {f"units-{KUNSHAN}": "", f"units-{CHANGSHU}": "many", f"units-{XUANWU}": "-5", f"units-{QINHUAI}": "7"}
    answer = send(panel, panel.browser("province"), entries)
    assert answer.status_code == 422
    assert [f'id="units-{code}-error"' in answer.text for code in (KUNSHAN, CHANGSHU, XUANWU, QINHUAI)] == [
        True,
        True,
        True,
        False,
    ]
    assert ('value="many"' in answer.text, 'value="7"' in answer.text) == (True, True)
    assert units(panel) == {KUNSHAN: 10}


def test_more_than_the_plan_asks_for_a_reason(panel: Panel):
    browser, entries = panel.browser("province"), {f"units-{CHANGSHU}": "95", f"units-{XUANWU}": "1"}
    asked = send(panel, browser, entries)
    assert (asked.status_code, "the run plans 100" in asked.text, units(panel)) == (422, True, {KUNSHAN: 10})
    confirmed = {"confirmed": keys_in(asked.text), "reason": "a donor gave more"}
    assert send(panel, browser, entries | confirmed).status_code == 302
    assert units(panel) == {KUNSHAN: 10, CHANGSHU: 95, XUANWU: 1}


def test_what_somebody_changed_meanwhile_is_shown_and_not_overwritten(panel: Panel):
    browser = panel.browser("province")
    form = opened(panel, browser)
    send(panel, panel.browser(), {f"units-{KUNSHAN}": "15"})
    untouched = browser.post(ADDRESS, form | {f"units-{CHANGSHU}": "5"}, cycle_id=panel.here[ProgrammeCycle])
    assert (untouched.status_code, units(panel)) == (302, {KUNSHAN: 15, CHANGSHU: 5})
    again = form | {f"units-{KUNSHAN}": "20", "once": "another"}
    answer = browser.post(ADDRESS, again, cycle_id=panel.here[ProgrammeCycle])
    assert (answer.status_code, "Somebody changed this record" in answer.text, "saved: 15" in answer.text) == (
        422,
        True,
        True,
    )
    assert units(panel)[KUNSHAN] == 15
    insisted = form_in(answer.text)
    assert browser.post(ADDRESS, insisted, cycle_id=panel.here[ProgrammeCycle]).status_code == 302
    assert units(panel)[KUNSHAN] == 20


def test_filling_in_keeps_what_somebody_changed_meanwhile_from_being_overwritten(panel: Panel):
    browser = panel.browser("province")
    form = opened(panel, browser)
    send(panel, panel.browser(), {f"units-{KUNSHAN}": "15"})
    pasted = form | {"fill": "pasted", "pasted": f"{KUNSHAN}\t20"}
    filled = browser.post(ADDRESS, pasted, cycle_id=panel.here[ProgrammeCycle])
    answer = browser.post(ADDRESS, form_in(filled.text), cycle_id=panel.here[ProgrammeCycle])
    assert (answer.status_code, units(panel)) == (422, {KUNSHAN: 15})


def test_a_list_sent_twice_is_no_conflict(panel: Panel):
    browser = panel.browser("province")
    form, cycle = opened(panel, browser) | {f"units-{KUNSHAN}": "20"}, panel.here[ProgrammeCycle]
    assert [browser.post(ADDRESS, form, cycle_id=cycle).status_code for _ in range(2)] == [302, 302]


def test_the_proposal_fills_the_fields_in_and_sums_to_the_plan(panel: Panel):
    with open_session(SYSTEM, panel.engine, writing=True) as session:
        cube.build(session)
        session.commit()
    browser = panel.browser("province")
    shown = send(panel, browser, {"fill": "proposal"})
    form = form_in(shown.text)
    assert shown.status_code == 200
    assert {code: form[f"units-{code}"] for code in (KUNSHAN, XUANWU, CHANGSHU, QINHUAI)} == {
        KUNSHAN: ["50"],
        XUANWU: ["50"],
        CHANGSHU: ["0"],
        QINHUAI: ["0"],
    }
    assert units(panel) == {KUNSHAN: 10}
    assert browser.post(ADDRESS, form, cycle_id=panel.here[ProgrammeCycle]).status_code == 302
    assert units(panel) == {KUNSHAN: 50, XUANWU: 50}  # no quota of nothing is made
    left_out = form_in(send(panel, browser, {"fill": "proposal", f"units-{XUANWU}": "0"}).text)
    assert (left_out[f"units-{KUNSHAN}"], left_out[f"units-{XUANWU}"]) == (["100"], ["0"])


def test_rows_are_pasted_by_name_or_code(panel: Panel):
    with Session(panel.engine.execution_options(writing=True)) as session:
        session.get_one(Region, KUNSHAN).name = "昆山市"
        session.commit()
    left = ["县区\t名额", f"{XUANWU}\t5\t6", f"{QINHUAI}\tmany", "Atlantis\t7"]
    text = "\n".join([left[0], "昆山\t１，２００", f"{CHANGSHU}\t0.01万", *left[1:]])
    browser = panel.browser("province")
    shown = send(panel, browser, {"fill": "pasted", "pasted": text})
    form = form_in(shown.text)
    assert (form[f"units-{KUNSHAN}"], form[f"units-{CHANGSHU}"]) == (["１，２００"], ["0.01万"])
    assert "Filled in, not saved yet: 2." in shown.text
    assert form["pasted"][0].strip().splitlines() == left
    assert "Line 4" in shown.text
    assert units(panel) == {KUNSHAN: 10}
    assert ">1,300</output>" in shown.text
    doubted = browser.post(ADDRESS, form, cycle_id=panel.here[ProgrammeCycle])
    assert doubted.status_code == 422  # more than the plan
    confirmed = form_in(doubted.text) | {"reason": "a donor gave more"}
    assert browser.post(ADDRESS, confirmed, cycle_id=panel.here[ProgrammeCycle]).status_code == 302
    assert units(panel) == {KUNSHAN: 1200, CHANGSHU: 100}


def test_a_county_sets_its_own_quota_only(panel: Panel):
    browser = panel.browser()
    page = browser.get(ADDRESS, cycle_id=panel.there[ProgrammeCycle]).text
    assert (f"units-{KUNSHAN}" in page, f"units-{XUANWU}" in page) == (True, False)
    assert "Other counties" in page
    before = panel.everything()
    sent = opened(panel, browser) | {f"units-{XUANWU}": "50"}
    assert browser.post(ADDRESS, sent, cycle_id=panel.here[ProgrammeCycle]).status_code == 422  # nothing of its own
    assert panel.everything() == before
    shown = send(panel, browser, {"fill": "pasted", "pasted": f"{XUANWU}\t5"})
    assert "There is no such region in your regions" in shown.text


@pytest.mark.parametrize("login", ["official", "approver", "system"])
def test_who_sets_no_quotas_does_not_come_in(panel: Panel, login: str):
    assert panel.browser(login).get(ADDRESS).status_code == 403


def test_a_quota_out_of_use_is_not_entered_again(panel: Panel):
    with Session(panel.engine.execution_options(writing=True)) as session:
        quota = session.get_one(Quota, panel.here[Quota])
        quota.retired_on, quota.retired_reason = quota.run.starts_on, "wrong"
        session.commit()
    browser = panel.browser("province")
    page = browser.get(ADDRESS, cycle_id=panel.here[ProgrammeCycle]).text
    assert ("put it back in use first" in page, f'name="units-{KUNSHAN}"' in page) == (True, False)
    shown = send(panel, browser, {"fill": "pasted", "pasted": f"{KUNSHAN}\t5"})
    assert "not saved yet: 0" in shown.text
