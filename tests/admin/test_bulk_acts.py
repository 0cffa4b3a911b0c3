"""What is done with several rows of a list: previewed row by row, done with all or none, and never past the scope."""

from __future__ import annotations

import re
from datetime import date

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from shared.access import SYSTEM, open_session
from shared.indicators import cube
from shared.models import (
    AuditEvent,
    BenefitPayment,
    ConfirmationRule,
    EarlyWarning,
    HomeVisit,
    Household,
    Observation,
    Person,
    ProposedChange,
    RevisedCell,
    Spell,
    WarningOutcome,
)
from tests.factories import records as make
from tests.factories.regions import VILLAGES
from tests.support.admin_site import AdminSite, Browser
from tests.support.databases import ONE_DATABASE

PAYMENTS = "benefit-payment/bulk/"
PAID = {"act": "paid", "paid_on": "2023-12-20", "reason": "list of the bank"}


@pytest.fixture
def unpaid(site: AdminSite) -> list[int]:
    """Three payments of the family: two wait, one was paid."""
    with Session(site.engine.execution_options(writing=True)) as session:
        home = session.get_one(Household, site.here[Household])
        own = {"region_code": VILLAGES[0][:9], "tier": "dibao"}
        more = ({"month": "2023-10"}, {"month": "2023-11"}, {"month": "2023-09", "paid_on": date(2023, 9, 9)})
        payments = [BenefitPayment(household=home, amount_fen=60_000, **own, **values) for values in more]
        session.add_all(payments)
        session.commit()
        return [payment.id for payment in payments]


def ticked(keys: list[int], version: int = 1) -> dict[str, list[str]]:
    return {"ticked": [f"{key}-{version}" for key in keys]}


def saved(browser: Browser, path: str, entries: dict, keys: list[int]):
    """The preview's own button: what it would change, whatever it asked confirmed."""
    page = browser.post(path, {**entries, **ticked(keys), "step": "preview"})
    assert page.status_code == 200, page.text

    confirmed = re.findall(r'name="confirmed" value="(\w+)"', page.text)
    again = re.findall(r'name="ticked" value="([\d-]+)"', page.text)
    return browser.post(path, {**entries, "ticked": again, "confirmed": confirmed, "step": "save"})


def paid_on(site: AdminSite, keys: list[int]) -> list[date | None]:
    return [site.stored(BenefitPayment, key)["paid_on"] for key in keys]


@ONE_DATABASE
def test_the_list_offers_what_the_user_may_do(site: AdminSite, unpaid):
    page = site.browser().get("benefit-payment/").text
    assert f'name="ticked" value="{unpaid[0]}-1"' in page
    for act in ("paid", "void"):
        assert f'<option value="{act}">' in page
    assert '<option value="restore">' not in page
    assert 'name="ticked"' not in site.browser("official").get("benefit-payment/").text
    assert 'name="ticked"' not in site.browser("security").get("confirmation-rule/").text


def test_the_preview_says_what_it_does_and_what_it_refuses_and_saves_nothing(site: AdminSite, unpaid):
    before, browser = site.everything(), site.browser()
    first = browser.post(PAYMENTS, {"act": "paid", **ticked(unpaid)}).text
    assert "Nothing is changed before you have seen what it does" in first
    assert "Leave empty until it has happened" not in first
    page = browser.post(PAYMENTS, PAID | ticked(unpaid) | {"step": "preview"}).text
    assert "2 of 3 records will be changed" in page
    assert "Paid already, on 2023-09-09." in page
    assert page.count("<span>— → <b>2023-12-20</b></span>") == 2
    assert "<span>2023-09-09</span>" in page
    assert f'name="ticked" value="{unpaid[2]}-1"' not in page
    assert site.everything() | {"audit_event": None} == before | {"audit_event": None}


def test_all_are_done_with_the_reason_in_the_trail_and_the_list_comes_back_as_filtered(site: AdminSite, unpaid):
    answer = saved(site.browser(), f"{PAYMENTS}?tier=dibao", PAID, unpaid)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/benefit-payment/?tier=dibao")
    assert paid_on(site, unpaid) == [date(2023, 12, 20), date(2023, 12, 20), date(2023, 9, 9)]
    with Session(site.engine) as session:
        events = select(AuditEvent.reason).where(AuditEvent.record == "payment", AuditEvent.action == "update")
        assert session.scalars(events).all() == ["list of the bank"] * 2


@ONE_DATABASE
@pytest.mark.parametrize("wrong", [{"reason": " "}, {"paid_on": "2033-01-01"}, {"paid_on": ""}])
def test_what_is_missing_or_wrong_is_said_and_none_is_done(site: AdminSite, unpaid, wrong):
    before = paid_on(site, unpaid)
    answer = site.browser().post(PAYMENTS, PAID | wrong | ticked(unpaid[:2]) | {"step": "save"})
    assert answer.status_code in {200, 422}
    assert paid_on(site, unpaid) == before


def test_what_somebody_changed_meanwhile_stays(site: AdminSite, unpaid):
    with Session(site.engine.execution_options(writing=True)) as session:
        session.execute(update(BenefitPayment).where(BenefitPayment.id == unpaid[0]).values(version=2))
        session.commit()
    browser = site.browser()
    assert (
        "Someone else changed it meanwhile." in browser.post(PAYMENTS, PAID | ticked(unpaid) | {"step": "preview"}).text
    )
    assert browser.post(PAYMENTS, PAID | ticked(unpaid[:2]) | {"step": "save"}).status_code == 422
    assert paid_on(site, unpaid[:2]) == [None, None]


@pytest.mark.parametrize("tick", ["0-1", "x", "9" * 40, ""])
def test_what_is_no_record_of_the_user_is_not_there(site: AdminSite, tick):
    answer = site.browser().post(PAYMENTS, PAID | {"ticked": [tick]})
    assert answer.status_code == 404
    theirs = {"ticked": [f"{site.there[BenefitPayment]}-1"]}
    assert site.browser().post(PAYMENTS, PAID | theirs | {"step": "save"}).status_code == 404


@ONE_DATABASE
def test_no_other_act_and_no_other_role(site: AdminSite, unpaid):
    assert site.browser().post(PAYMENTS, {"act": "other", **ticked(unpaid)}).status_code == 404
    assert site.browser("official").post(PAYMENTS, PAID | ticked(unpaid) | {"step": "save"}).status_code == 403
    assert site.browser("security").post("role-grant/bulk/", {"act": "void", **ticked([1])}).status_code == 404


def test_no_number_of_a_person_goes_along_in_the_address(site: AdminSite, unpaid):
    number = "990101195001010010"
    browser = site.browser()
    assert number not in browser.get("benefit-payment/", q=number).text
    page = browser.post(f"{PAYMENTS}?q={number}", PAID | ticked(unpaid) | {"step": "preview"}).text
    assert number not in page


def test_with_a_second_person_it_is_one_proposal(site: AdminSite, unpaid):
    with Session(site.engine.execution_options(writing=True)) as session:
        session.execute(update(ConfirmationRule).values(is_required=True))
        session.commit()
    page = site.browser().post(PAYMENTS, PAID | ticked(unpaid) | {"step": "preview"}).text
    assert "sent to the approver as one proposal" in page
    answer = saved(site.browser(), PAYMENTS, PAID, unpaid)
    assert "proposed-change/details" in answer.headers["Location"]
    assert paid_on(site, unpaid[:2]) == [None, None]
    with Session(site.engine) as session:
        (waiting,) = session.scalars(select(ProposedChange)).all()
    assert waiting.record_count == 2
    assert site.browser("approver").post("proposed-change/confirm/", id=waiting.id).status_code == 302
    assert paid_on(site, unpaid[:2]) == [date(2023, 12, 20)] * 2


def test_wrong_entries_are_voided_together_and_restored_together(site: AdminSite, unpaid):
    browser, wrong = site.browser(), {"reason": "entered twice"}
    assert saved(browser, PAYMENTS, {"act": "void"} | wrong, unpaid[:2]).status_code == 302
    voided = [site.stored(BenefitPayment, key) for key in unpaid[:2]]
    assert {one["retired_reason"] for one in voided} == {"entered twice"}
    page = browser.post(PAYMENTS, {"act": "restore", **wrong, "ticked": [f"{unpaid[0]}-2", f"{unpaid[2]}-1"]}).text
    assert "1 of 2 records will be changed" in page
    entries = {"act": "restore", **wrong, "ticked": [f"{key}-2" for key in unpaid[:2]], "step": "save"}
    assert browser.post(PAYMENTS, entries).status_code == 302
    assert [site.stored(BenefitPayment, key)["retired_on"] for key in unpaid[:2]] == [None, None]


def test_what_rests_on_a_record_keeps_it(site: AdminSite):
    page = site.browser().post("person/bulk/", {"act": "void", **ticked([site.here[Person]])}).text
    assert "0 of 1 record will be changed" in page
    assert "Other records still depend on this one" in page
    assert 'value="save"' not in page


def test_the_other_acts_do_what_they_say(site: AdminSite):
    with Session(site.engine.execution_options(writing=True)) as session:
        person = session.get_one(Person, site.here[Person])
        warning = make.warning(person, rule_key="illness-2")
        visit = make.visit(warning, done_on=None)
        session.add_all([warning, visit])
        session.commit()
        warnings, visits, spells = [warning.id], [visit.id], [site.here[Spell]]
    browser, reason = site.browser(), {"reason": "it is so"}
    due = {"act": "due", "due_on": "2024-01-31"} | reason
    assert saved(browser, "early-warning/bulk/", due, [*warnings, site.here[EarlyWarning]]).status_code == 302
    assert site.stored(EarlyWarning, warnings[0])["due_on"] == date(2024, 1, 31)
    close = {"act": "outcome", "result": "not_in_need", "decided_on": "2023-12-30"} | reason
    keys = [(warnings[0], 2), (site.here[EarlyWarning], 1)]
    both = {"ticked": [f"{key}-{version}" for key, version in keys]}
    page = browser.post("early-warning/bulk/", close | both | {"step": "preview"}).text
    assert "1 of 2 records will be changed" in page
    assert "Verified already." in page
    assert browser.post("early-warning/bulk/", close | ticked(warnings, 2) | {"step": "save"}).status_code == 302
    with Session(site.engine) as session:
        outcome = session.scalars(select(WarningOutcome).where(WarningOutcome.warning_id == warnings[0])).one()
    assert (outcome.result, outcome.decided_on) == ("not_in_need", date(2023, 12, 30))
    assign = {"act": "assign", "planned_on": "2024-01-05", "visitor": "李强"} | reason
    assert saved(browser, "home-visit/bulk/", assign, [*visits, site.here[HomeVisit]]).status_code == 302
    assert site.stored(HomeVisit, visits[0])["visitor"] == "李强"
    stop = {"act": "stop", "end_on": "2024-01-01", "exit_reason": "income"} | reason
    page = browser.post("spell/bulk/", stop | ticked(spells) | {"step": "preview"}).text
    assert "— → <b>Income increased</b>" in page
    assert not [given for given in ("died", "moved", "merged", "split", "division") if f'value="{given}"' in page]
    by_an_act = stop | {"exit_reason": "died", "step": "save"}
    assert browser.post("spell/bulk/", by_an_act | ticked(spells)).status_code == 422
    assert saved(browser, "spell/bulk/", stop, spells).status_code == 302
    assert site.stored(Spell, spells[0])["end_on"] == date(2024, 1, 1)


@pytest.mark.parametrize(("day", "moves"), [("2023-06-15", True), ("2024-01-01", False)])
def test_no_month_gone_by_moves_unless_it_was_announced_and_marked(site: AdminSite, day, moves):
    with open_session(SYSTEM, site.engine, writing=True) as session:
        cube.build(session)
        session.commit()
    before, browser = past_cells(site), site.browser()
    stop = {"act": "stop", "end_on": day, "exit_reason": "income", "reason": "yearly review"}
    page = browser.post("spell/bulk/", stop | ticked([site.here[Spell]]) | {"step": "preview"}).text
    assert ("will be marked as revised" in page) is moves
    assert past_cells(site) == before
    assert saved(browser, "spell/bulk/", stop, [site.here[Spell]]).status_code == 302
    assert (past_cells(site) != before) is moves
    with open_session(SYSTEM, site.engine) as session:
        assert cube.find_differences(session) == []
        assert (session.scalars(select(RevisedCell)).first() is not None) is moves


def past_cells(site: AdminSite) -> list[tuple]:
    with Session(site.engine) as session:
        of_stocks = Observation.measure == "recipients", Observation.period < "2023-12"
        cells = select(Observation.region_code, Observation.period, Observation.dimension, Observation.value)
        return sorted(map(tuple, session.execute(cells.where(*of_stocks))))
