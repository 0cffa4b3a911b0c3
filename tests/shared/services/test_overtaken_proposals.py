"""Nothing waits for ever for what no longer is: later acts return proposals with the reason, and only those."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from shared.models import BenefitPayment, ExitReason, Household, HouseholdMember, Person, ProposedChange, Spell
from shared.rules.confirmation_rules import ConfirmationRule
from shared.services import (
    benefit_stops,
    deaths,
    family_act_undo,
    household_splits,
    monthly_amounts,
    records,
    relocations,
)
from shared.services.confirmation import overtaken
from tests.factories.regions import VILLAGES
from tests.support.databases import Filled
from tests.support.second_person import SYSTEM, confirmed, done, events, proposed, state, stored, with_second_person
from tests.support.two_counties import HERE, Keys, TwoCounties, open_counties

MOVED = "The family has moved since this was proposed."
CHANGED = "The records were changed after this was proposed."
IMPOSSIBLE = "What was entered after this was proposed makes it impossible."


@pytest.fixture
def two(filled: Filled[list[Keys]]) -> TwoCounties:
    return open_counties(filled, with_second_person)


def ending(two: TwoCounties):
    def act(session):
        spell = session.get_one(Spell, two.here[Spell])
        records.update(session, spell, {"end_on": date(2024, 2, 1), "exit_reason": "income"}, spell.version)

    return act


def raising(two: TwoCounties):
    def act(session):
        home = session.get_one(Household, two.here[Household])
        monthly_amounts.change_amounts(session, home, "2024-03", {two.here[Spell]: 70_000}, "raise")

    return act


def recognising(two: TwoCounties):
    """Somebody joins the family and is recognised."""

    def act(session):
        home = session.get_one(Household, two.here[Household])
        person = {"name": "张明", "sex": "1", "born_on": date(1990, 5, 1), "region_code": home.region_code}
        own = {"person_id": records.create(session, Person, person).id, "household_id": home.id}
        records.create(session, HouseholdMember, own | {"relation": "child", "start_on": date(2023, 12, 1)})
        spell = {"tier": "dibao", "start_on": date(2023, 12, 1), "monthly_fen": 60_000, "region_code": home.region_code}
        records.create(session, Spell, own | spell)

    return act


def paying(two: TwoCounties):
    values = {"tier": "dibao", "month": "2023-11", "amount_fen": 60_000, "region_code": HERE[:9]}
    return lambda session: records.create(session, BenefitPayment, values | {"household_id": two.here[Household]})


def moving(two: TwoCounties):
    def act(session):
        home = session.get_one(Household, two.here[Household])
        values = {"region_code": VILLAGES[1], "address": "新街3号"}
        relocations.move_household(session, home, values, date(2023, 12, 31), home.version)

    return act


def dying(two: TwoCounties):
    def act(session):
        person = session.get_one(Person, two.here[Person])
        deaths.record_death(session, person, date(2023, 12, 15), {})
        records.update(session, person, {"died_on": date(2023, 12, 15)}, person.version)

    return act


def stopping(two: TwoCounties):
    def act(session):
        home = session.get_one(Household, two.here[Household])
        benefit_stops.stop_benefits(session, home, date(2024, 1, 1), ExitReason.INCOME)

    return act


def joining(two: TwoCounties):
    def act(session):
        home, other = session.get_one(Household, two.here[Household]), session.get_one(Household, two.there[Household])
        relations = {two.here[HouseholdMember]: "other"}
        household_splits.merge_households(session, other, home, relations, date(2023, 12, 20))

    return act


CASES = {
    "end, then a death": (ending, dying, CHANGED),
    "end, then a stop": (ending, stopping, CHANGED),
    "end, then a move": (ending, moving, CHANGED),
    "amount, then a stop": (raising, stopping, IMPOSSIBLE),
    "amount, then a death": (raising, dying, IMPOSSIBLE),
    "amount, then a move": (raising, moving, IMPOSSIBLE),
    "amount, then a merger": (raising, joining, IMPOSSIBLE),
    "recognition, then a move": (recognising, moving, MOVED),
    "payment, then a move": (paying, moving, None),
    "recognition, then a stop of the others": (recognising, stopping, None),
}


@pytest.mark.parametrize("name", CASES)
def test_a_later_act_returns_what_it_makes_impossible_with_the_reason(two: TwoCounties, name):
    waiting, act, why = CASES[name]
    key = proposed(two, waiting(two))
    done(two, act(two), SYSTEM)
    found = stored(two, ProposedChange, key)
    assert (found.state, found.decision_reason) == (("outdated", why) if why else ("waiting", None))
    assert events(two, ProposedChange)[-1][1:] == (("refuse", why) if why else ("propose", "it is so"))


def test_a_confirmed_act_returns_what_else_waits(two: TwoCounties):
    first, second = proposed(two, raising(two)), proposed(two, stopping(two))
    assert confirmed(two, second)
    assert (state(two, first), state(two, second)) == ("outdated", "confirmed")


def test_an_undo_is_returned_when_anything_was_done_with_the_family_since(two: TwoCounties):
    assert confirmed(two, proposed(two, stopping(two)))

    def undoing(session):
        home = session.get_one(Household, two.here[Household])
        family_act_undo.undo_act(session, home, family_act_undo.load_latest_act(session, home).event_id, "wrong")

    def correcting(key: int):
        def act(session):
            records.update(session, home := session.get_one(Household, key), {"address": "新街9号"}, home.version)

        return act

    key = proposed(two, undoing)
    done(two, correcting(two.there[Household]), SYSTEM)
    assert state(two, key) == "waiting"
    done(two, correcting(two.here[Household]))
    assert stored(two, ProposedChange, key).decision_reason == IMPOSSIBLE


def test_what_is_about_others_goes_on_waiting(two: TwoCounties, monkeypatch):
    key = proposed(two, raising(two))
    monkeypatch.setattr(overtaken, "load_record", pytest.fail)
    with Session(two.engine.execution_options(writing=True)) as session:
        session.execute(update(ConfirmationRule).values(is_required=False))
        session.commit()

    def another(session):
        spell = session.get_one(Spell, two.there[Spell])
        records.update(session, spell, {"end_on": date(2024, 2, 1), "exit_reason": "income"}, spell.version)

    done(two, another, SYSTEM)
    assert state(two, key) == "waiting"
