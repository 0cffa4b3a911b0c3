"""Proposals about a family that moved on: nobody decides past the own office, and nothing waits for ever."""

from __future__ import annotations

import hashlib

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from shared import clock
from shared.access import Role
from shared.models import (
    AmountChange,
    ConfirmationRule,
    Household,
    HouseholdTransfer,
    ProposedChange,
    SignInSession,
    Spell,
)
from tests.factories import records as make
from tests.factories.regions import VILLAGES, XUANWU
from tests.support.admin_site import THERE, AdminSite
from tests.support.html_pages import Page

END = {"end_on": "2023-12-31", "exit_reason": "income"}


@pytest.fixture
def two(site: AdminSite) -> AdminSite:
    """Every kind needs a second person, and the other county has an approver as well."""
    with Session(site.engine.execution_options(writing=True)) as session:
        session.execute(update(ConfirmationRule).values(is_required=True))
        account, now = make.account(XUANWU, "their-approver", language="en"), clock.now()
        digest = hashlib.sha256(b"token of their-approver").digest()
        session.add(make.grant(account, Role.APPROVER))
        session.add(SignInSession(token_hash=digest, account=account, language="en", started_at=now, seen_at=now))
        session.commit()
    return site


def proposed(site: AdminSite) -> int:
    assert site.browser().insisted("spell/edit/", END, id=site.here[Spell]).status_code == 302
    with Session(site.engine) as session:
        return session.scalars(select(ProposedChange.id)).one()


def handed_over(site: AdminSite) -> None:
    days = {"moves_on": "2023-12-10", "paid_from": "2024-01"}
    offer = {"to_region_code": THERE[:6], "reason": "moved"} | days
    assert site.browser().filled("household/transfer/", offer, id=site.here[Household]).status_code == 302
    with Session(site.engine) as session:
        key = session.scalars(select(HouseholdTransfer.id).order_by(HouseholdTransfer.id.desc())).first()
    place = {"region_code": THERE, "address": "新街3号"}
    assert site.browser("other").filled("household-transfer/accept/", place, id=key).status_code == 302


def test_what_waits_is_returned_to_the_proposer_when_the_family_goes(two: AdminSite):
    key = proposed(two)
    handed_over(two)
    assert two.stored(ProposedChange, key)["state"] == "outdated"
    assert f"details/?id={key}" in two.browser().get("").text
    assert f"details/?id={key}" not in two.browser("approver").get("proposed-change/").text


def test_what_was_returned_is_said_in_the_inbox_and_begun_again_with_what_was_typed(two: AdminSite):
    key, browser = proposed(two), two.browser()
    two.browser("approver").post("proposed-change/refuse/", {"reason": "证明不全"}, id=key)
    inbox = browser.page("proposed-change/").text
    assert ("Returned to you" in inbox, "证明不全" in inbox) == (True, True)
    assert "begin-again" not in two.browser("approver").get("proposed-change/details/", id=key).text
    form = next(one for one in browser.page("proposed-change/details/", id=key).forms if "spell/edit" in one.action)
    before = two.everything()
    again = browser.client.post(form.action, data=form.sent)
    assert (again.status_code, two.everything()) == (200, before)
    filled = Page(again.text).form().sent
    assert (filled["end_on"], filled["exit_reason"]) == ([END["end_on"]], [END["exit_reason"]])
    assert browser.insisted_post("spell/edit/", filled, id=two.here[Spell]).status_code == 302
    assert "Returned to you" not in browser.page("proposed-change/").text


def test_the_new_office_confirms_nothing_of_the_old_one(two: AdminSite):
    key, browser = proposed(two), two.browser("their-approver")
    handed_over(two)
    before = two.everything()
    for ticked in ([str(key)], ["999"], ["9" * 40], ["x"]):
        assert browser.post("proposed-change/several/", {"proposed": ticked}).status_code == 404
    assert two.everything() == before


@pytest.mark.parametrize("path", ["amount-change/edit/", "amount-change/new/"])
def test_an_amount_typed_into_another_county_is_refused_with_what_to_do(two: AdminSite, path):
    with Session(two.engine.execution_options(writing=True)) as session:
        session.add(make.confirmation_rule(XUANWU, kind="amount", is_required=False))
        session.commit()
    new = {"spell_id": f"#{two.here[Spell]}", "from_month": "2023-12"} if "new" in path else {}
    about = {} if "new" in path else {"id": two.here[AmountChange]}
    entries = new | {"region_code": THERE, "monthly_fen": "5000"}
    answer = two.browser("province").insisted(path, entries, **about)
    assert answer.status_code == 422
    assert "choose the region of the spell" in answer.text
    assert two.browser("province").insisted(path, entries | {"region_code": VILLAGES[0]}, **about).status_code == 302
    with Session(two.engine) as session:
        assert session.scalars(select(ProposedChange.state)).all() == ["waiting"]
