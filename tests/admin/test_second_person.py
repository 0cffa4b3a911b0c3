"""What the clerk saves is sent to the approver, who finds it, sees what changes, and decides."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from shared.models import ChangeKind, ConfirmationRule, Household, Person, ProposedChange, Spell
from tests.factories.regions import VILLAGES
from tests.support.admin_site import AdminSite, Browser
from tests.support.databases import ONE_DATABASE

END = {"end_on": "2024-01-01", "exit_reason": "income"}
INBOX, DETAILS = "proposed-change/", "proposed-change/details/"


def newest(site: AdminSite) -> ProposedChange | None:
    with Session(site.engine) as session:
        return session.scalars(select(ProposedChange).order_by(ProposedChange.id.desc())).first()


def proposed(site: AdminSite, entries: dict[str, str] = END, by: str = "clerk") -> int:
    answer = site.browser(by).insisted("spell/edit/", entries, id=site.here[Spell])
    assert answer.status_code == 302
    return newest(site).id


def spell(site: AdminSite) -> dict:
    return site.stored(Spell, site.here[Spell])


def test_saving_says_that_it_waits_and_leads_there(two: AdminSite):
    before, browser = spell(two), two.browser()
    answer = browser.insisted("spell/edit/", END, id=two.here[Spell])
    assert spell(two) == before
    assert answer.headers["Location"] == f"/admin/{DETAILS}?id={newest(two).id}"
    text = browser.client.get(answer.headers["Location"]).text
    assert "Sent to the approver: nothing changes until it is confirmed." in text
    assert "2024-01-01" in text
    assert "Withdraw" in text
    assert 'action="/admin/proposed-change/confirm/' not in text


def test_the_household_the_person_and_the_record_show_what_waits(two: AdminSite):
    link = f"/admin/{DETAILS}?id={proposed(two)}"
    for path, model in (("household", Household), ("person", Person), ("spell", Spell)):
        assert link in two.browser().page(f"{path}/details/", id=two.here[model]).links
        assert link not in two.browser("other").page(f"{path}/details/", id=two.there[model]).links


def test_the_approver_finds_sees_and_confirms_it(two: AdminSite):
    first, second = proposed(two), proposed(two, END | {"exit_reason": "assets"})
    browser = two.browser("approver")
    inbox = browser.get(INBOX).text
    assert inbox.index(f"details/?id={first}") < inbox.index(f"details/?id={second}")
    page = browser.get(DETAILS, id=first).text
    for shown in ("王芳", "Benefits stopped on", "2024-01-01", "Income increased", "Days waiting"):
        assert shown in page
    browser.post("proposed-change/confirm/", id=first)
    assert spell(two)["end_on"].isoformat() == "2024-01-01"
    assert two.stored(ProposedChange, second)["state"] == "outdated"
    answer = browser.post("proposed-change/confirm/", id=second)
    assert (answer.status_code, "has to be proposed anew" in answer.text) == (422, True)
    assert spell(two)["exit_reason"] == "income"


def test_after_a_decision_comes_the_next_one(two: AdminSite):
    first = proposed(two)
    payment = {"household_id": f"#{two.here[Household]}", "tier": "dibao", "month": "2023-11", "amount_fen": "600"}
    two.browser().insisted("benefit-payment/new/", payment | {"region_code": VILLAGES[0][:9]})
    second = newest(two).id
    answer = two.browser("approver").post("proposed-change/confirm/", id=first)
    assert answer.headers["Location"] == f"/admin/{DETAILS}?id={second}" != f"/admin/{DETAILS}?id={first}"


def test_rejecting_needs_a_reason_which_the_proposer_reads(two: AdminSite):
    key, approver = proposed(two), two.browser("approver")
    assert approver.post("proposed-change/refuse/", {"reason": " "}, id=key).status_code == 422
    assert approver.post("proposed-change/refuse/", {"reason": "papers missing"}, id=key).status_code == 302
    assert spell(two)["end_on"] is None
    home = two.browser().get("").text
    assert "papers missing" in home
    assert f"details/?id={key}" in home
    assert "papers missing" not in two.browser("other").get("").text


def test_the_proposer_withdraws(two: AdminSite):
    key = proposed(two)
    assert f"details/?id={key}" in two.browser().get("").text
    assert two.browser("approver").post("proposed-change/withdraw/", {"reason": "no"}, id=key).status_code == 403
    assert two.browser().post("proposed-change/withdraw/", {"reason": "my mistake"}, id=key).status_code == 302
    assert two.stored(ProposedChange, key)["state"] == "withdrawn"
    assert spell(two)["end_on"] is None


@ONE_DATABASE
@pytest.mark.parametrize("login", ["clerk", "province", "official", "other", "security"])
def test_nobody_else_decides(two: AdminSite, login):
    key, browser = proposed(two), two.browser(login)
    for act in ("confirm", "refuse"):
        assert browser.post(f"proposed-change/{act}/", {"reason": "no"}, id=key).status_code in {403, 404}
    assert two.stored(ProposedChange, key)["state"] == "waiting"


def test_another_county_finds_nothing(two: AdminSite):
    key, browser = proposed(two), two.browser("other")
    assert browser.get(DETAILS, id=key).status_code == 404
    assert f"id={key}" not in browser.get(INBOX).text


def test_the_home_page_counts_what_waits_for_the_approver(two: AdminSite):
    assert "Awaiting your confirmation" not in two.browser("approver").get("").text
    key = proposed(two)
    home = two.browser("approver").get("").text
    assert "Awaiting your confirmation: 1." in home
    assert f"details/?id={key}" in home
    assert "Awaiting your confirmation" not in two.browser().get("").text


def several(site: AdminSite) -> tuple[Browser, str]:
    browser = site.browser("approver")
    return browser, browser.get("proposed-change/several/").text


def test_simple_ones_are_confirmed_together_and_what_cannot_be_is_told(two: AdminSite):
    keys = [proposed(two), proposed(two, END | {"exit_reason": "assets"})]
    browser, page = several(two)
    assert re.findall(r'name="proposed" value="(\d+)"', page) == [str(key) for key in keys]
    assert "Benefits stopped on: — → 2024-01-01" in page
    answer = browser.post("proposed-change/several/", {"proposed": [str(key) for key in keys]})
    assert answer.status_code == 422
    assert spell(two)["exit_reason"] == "income"
    assert [two.stored(ProposedChange, key)["state"] for key in keys] == ["confirmed", "outdated"]


def test_several_are_returned_with_one_comment(two: AdminSite):
    keys = [proposed(two), proposed(two, END | {"exit_reason": "assets"})]
    browser, ticked = two.browser("approver"), {"proposed": [str(key) for key in keys], "decision": "return"}
    assert browser.post("proposed-change/several/", ticked | {"reason": " "}).status_code == 422
    assert {two.stored(ProposedChange, key)["state"] for key in keys} == {"waiting"}
    assert browser.post("proposed-change/several/", ticked | {"reason": "papers are missing"}).status_code == 302
    found = [two.stored(ProposedChange, key) for key in keys]
    assert {(one["state"], one["decision_reason"]) for one in found} == {("refused", "papers are missing")}
    assert spell(two)["end_on"] is None
    assert "papers are missing" in two.browser().get(DETAILS, id=keys[0]).text


@ONE_DATABASE
def test_a_missing_comment_keeps_what_is_ticked_and_nothing_ticked_is_said(two: AdminSite):
    key, browser = proposed(two), two.browser("approver")
    form = browser.page("proposed-change/several/").form("record batch").sent
    answer = browser.post("proposed-change/several/", form | {"proposed": [str(key)], "decision": "return"})
    assert (answer.status_code, 'id="reason-error"' in answer.text) == (422, True)
    assert f'value="{key}" checked' in answer.text
    nothing = browser.post("proposed-change/several/", form)
    assert nothing.status_code == 302
    assert "Tick the records first." in browser.get("proposed-change/several/").text
    assert newest(two).state == "waiting"


def test_a_new_rule_asks_for_a_second_person(site: AdminSite):
    assert site.browser("security").page("confirmation-rule/new/").form().sent["is_required"] == ["y"]


def test_what_was_doubted_is_not_simple(two: AdminSite):
    proposed(two, {"monthly_fen": "99999"})
    assert newest(two).doubts
    assert 'name="proposed"' not in several(two)[1]
    page = two.browser("approver").get(DETAILS, id=newest(two).id).text
    assert "Unlikely, and confirmed by the proposer" in page
    assert "99,999.00" in page


@ONE_DATABASE
def test_in_chinese_the_proposal_of_an_english_speaker_is_confirmed(two: AdminSite):
    key, browser = proposed(two, {"monthly_fen": "99999"}), two.browser("approver")
    browser.client.post("/language", data={"csrf_token": browser.token, "to": "zh_CN", "next": "/admin/"})
    assert "存疑，提交人已确认" in browser.get(DETAILS, id=key).text
    assert browser.post("proposed-change/confirm/", id=key).status_code == 302
    assert spell(two)["monthly_fen"] == 9_999_900


def test_only_the_security_administrator_switches_a_kind_off_and_says_why(two: AdminSite):
    entries = {"kind": str(ChangeKind.RECOGNITION), "region_code": "320583", "valid_from": "2023-12-01"}
    entries |= {"is_required": []}  # the tick is taken away
    for login in ("clerk", "approver", "system", "province"):
        assert two.browser(login).get("confirmation-rule/new/").status_code == 403
    browser = two.browser("security")
    refused = browser.filled("confirmation-rule/new/", entries)
    assert (refused.status_code, "reason" in refused.text.lower()) == (422, True)
    assert browser.filled("confirmation-rule/new/", entries | {"reason": "two people in the office"}).status_code == 302
    two.browser().insisted("spell/edit/", END, id=two.here[Spell])
    assert spell(two)["end_on"].isoformat() == "2024-01-01"
    assert newest(two) is None


@ONE_DATABASE
def test_the_list_of_rules_says_what_holds_without_one(two: AdminSite):
    browser, remark = two.browser("security"), "No rule of the province is in force for"
    assert remark not in browser.get("confirmation-rule/").text
    with Session(two.engine.execution_options(writing=True)) as session:
        session.execute(update(ConfirmationRule).where(ConfirmationRule.kind == "quota").values(region_code="320500"))
        session.commit()
    assert f"{remark}: Quotas. There every change waits for a second person." in browser.get("confirmation-rule/").text


@ONE_DATABASE
def test_the_inbox_says_what_changes_and_how_much_was_doubted(two: AdminSite):
    proposed(two)
    text = two.browser("approver").get(INBOX).text
    assert "Benefits stopped on: — → 2024-01-01; Reason for exit: — → Income increased" in text
    proposed(two, {"monthly_fen": "99999"})
    assert "→ 99,999.00" in two.browser("approver").get(INBOX).text
