"""Amounts on both sides of the limit, acts of many records, and what needs no second person."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from shared.access import SYSTEM, open_session
from shared.errors import DatabaseUnavailableError
from shared.models import (
    AmountChange,
    Household,
    Person,
    ProposedChange,
    Spell,
)
from shared.services import commit, deaths, monthly_amounts, records, relocations
from shared.services.family_registration import NewFamily, NewMember
from shared.services.household_numbers import give_number
from tests.factories.regions import KUNSHAN, VILLAGES
from tests.shared.services.test_family_registration import DIBAO, HOME, register
from tests.support.databases import Filled
from tests.support.second_person import (
    CLERK,
    confirmed,
    done,
    events,
    proposed,
    rows,
    stored,
    with_second_person,
)
from tests.support.two_counties import Keys, TwoCounties, open_counties

END = {"end_on": date(2024, 1, 1), "exit_reason": "income"}


@pytest.fixture
def two(filled: Filled[list[Keys]]) -> TwoCounties:
    return open_counties(filled, with_second_person, 10_000)


def ending(counties: TwoCounties, values=END):
    def act(session):
        spell = session.get_one(Spell, counties.here[Spell])
        records.update(session, spell, values, spell.version)

    return act


def raising(counties: TwoCounties, amount: int):
    def act(session):
        household = session.get_one(Household, counties.here[Household])
        monthly_amounts.change_amounts(session, household, "2024-02", {counties.here[Spell]: amount}, "raise")

    return act


@pytest.mark.parametrize(("amount", "waits"), [(73_000, False), (73_001, True), (53_000, False), (52_999, True)])
def test_an_amount_waits_above_the_limit_up_and_down(two: TwoCounties, amount, waits):
    """63,000 fen are due; one person decides up to a difference of 10,000."""
    if not waits:
        done(two, raising(two, amount))
        return
    key = proposed(two, raising(two, amount))
    assert stored(two, ProposedChange, key).kind == "amount"
    assert len(rows(two, AmountChange)) == 2
    assert confirmed(two, key)
    with open_session(SYSTEM, two.engine) as session:
        assert monthly_amounts.load_amounts(session, [two.here[Spell]], "2024-02") == {two.here[Spell]: amount}


def test_small_steps_in_one_month_are_one_large_one(two: TwoCounties):
    done(two, raising(two, 72_000))
    key = proposed(two, raising(two, 74_000))
    assert stored(two, ProposedChange, key).amount_fen == 11_000
    assert confirmed(two, key)


@pytest.mark.parametrize(("amount", "waits"), [(70_000, False), (70_001, True)])
def test_the_first_amount_is_limited_alike(two: TwoCounties, amount, waits):
    act = ending(two, {"monthly_fen": amount})
    if waits:
        assert stored(two, ProposedChange, proposed(two, act)).kind == "amount"
    else:
        done(two, act)


def test_voiding_and_restoring_are_done_again_with_what_belongs_to_it(two: TwoCounties):
    def voiding(session):
        spell = session.get_one(Spell, two.here[Spell])
        records.retire(session, spell, "entered twice", spell.version)

    assert confirmed(two, proposed(two, voiding))
    spell, change = stored(two, Spell, two.here[Spell]), stored(two, AmountChange, two.here[AmountChange])
    assert (spell.retired_reason, change.retired_reason) == ("entered twice", "entered twice")

    def restoring(session):
        found = session.get_one(Spell, two.here[Spell])
        records.restore(session, found, "not twice", found.version)

    assert confirmed(two, proposed(two, restoring))
    assert stored(two, Spell, two.here[Spell]).retired_on is None
    assert stored(two, AmountChange, two.here[AmountChange]).retired_on is None


@pytest.mark.parametrize("is_turned", [False, True])
def test_a_part_comes_back_with_what_it_is_part_of_in_whatever_order_they_were_written(two: TwoCounties, is_turned):
    def voiding(session):
        spell = session.get_one(Spell, two.here[Spell])
        records.retire(session, spell, "entered twice", spell.version)

    def restoring(session):
        found = session.get_one(Spell, two.here[Spell])
        records.restore(session, found, "not twice", found.version)

    assert confirmed(two, proposed(two, voiding))
    key = proposed(two, restoring)
    with Session(two.engine.execution_options(writing=True)) as session:
        waiting = session.get_one(ProposedChange, key)
        ordered = sorted(waiting.changes, key=lambda change: change["record"], reverse=is_turned)
        waiting.changes = ordered
        session.commit()
    assert confirmed(two, key)
    assert stored(two, AmountChange, two.here[AmountChange]).retired_on is None


def test_an_act_of_many_records_waits_as_a_whole(two: TwoCounties):
    def dying(session):
        person = session.get_one(Person, two.here[Person])
        deaths.record_death(session, person, date(2023, 11, 15), {})
        records.update(session, person, {"died_on": date(2023, 11, 15)}, person.version)

    key = proposed(two, dying)
    assert stored(two, Person, two.here[Person]).died_on is None
    assert confirmed(two, key)
    assert stored(two, Person, two.here[Person]).died_on == date(2023, 11, 15)
    assert stored(two, Spell, two.here[Spell]).end_on == date(2023, 12, 1)


def test_a_family_that_moves_keeps_its_recognition_and_waits_for_nobody(two: TwoCounties):
    def moving(session):
        home = session.get_one(Household, two.here[Household])
        relocations.move_household(session, home, {"region_code": VILLAGES[1]}, date(2023, 12, 31), home.version)

    done(two, moving)
    assert len(rows(two, Spell)) == 3


def test_the_system_asks_nobody(two: TwoCounties):
    with two.session(SYSTEM) as session:
        ending(two)(session)
        commit(session)
    assert stored(two, Spell, two.here[Spell]).end_on == date(2024, 1, 1)


def test_other_records_need_no_second_person(two: TwoCounties):
    def correcting(session):
        home = session.get_one(Household, two.here[Household])
        records.update(session, home, {"address": "解放路9号"}, home.version)

    done(two, correcting)
    assert VILLAGES[0].startswith(KUNSHAN)


def test_a_family_that_is_registered_and_recognised_waits_as_one_act(two: TwoCounties):
    before = [rows(two, model) for model in (Household, Person, Spell)]
    key = proposed(two, register)
    assert [rows(two, model) for model in (Household, Person, Spell)] == before
    assert stored(two, ProposedChange, key).record_count == 9
    assert confirmed(two, key)
    assert len(rows(two, Spell)) == len(before[2]) + 2
    assert ("clerk", "act") in [event[:2] for event in events(two, Household)]


def another_family(name: str, number: str | None = None):
    """A family of one, recognised at once."""
    values = {"name": name, "sex": "1", "born_on": date(1980, 1, 1)}
    member = NewMember(values, "head", is_recognised=True, monthly_fen=30_000)
    return lambda session: register(session, NewFamily(HOME | {"number": number, "address": name}, [member], DIBAO))


def numbers(counties: TwoCounties) -> dict[str, str]:
    """The numbers of the families of this test."""
    with open_session(SYSTEM, counties.engine) as session:
        found = session.scalars(select(Household).where(Household.address.in_(["孙一", "周一", "吴一"])))
        return {household.address: household.number for household in found}


def test_families_that_wait_together_get_their_numbers_in_the_order_in_which_they_are_confirmed(two: TwoCounties):
    first, second = proposed(two, another_family("孙一")), proposed(two, another_family("周一"))
    (created, *_others) = stored(two, ProposedChange, first).changes
    assert (created["record"], "number" in created["values"]) == ("household", False)
    assert confirmed(two, second)
    assert confirmed(two, first)
    assert numbers(two) == {"周一": "320583000001", "孙一": "320583000002"}


def test_a_number_that_was_typed_is_kept_and_the_next_family_goes_on_behind_it(two: TwoCounties):
    first, second = proposed(two, another_family("孙一")), proposed(two, another_family("周一", "320583000007"))
    assert confirmed(two, second)
    assert confirmed(two, first)
    assert numbers(two) == {"周一": "320583000007", "孙一": "320583000008"}


@pytest.mark.parametrize("filled", ["postgresql"], indirect=True)  # SQLite has one writer at a time
def test_two_families_registered_at_the_same_moment_get_two_numbers(two: TwoCounties):
    with two.session(CLERK) as early, two.session(CLERK) as late:
        give_number(early, VILLAGES[0])
        late.connection().execute(text("SET LOCAL lock_timeout = '100ms'"))
        with pytest.raises(DatabaseUnavailableError):
            give_number(late, VILLAGES[1])
