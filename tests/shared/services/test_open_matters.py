"""What is open or due for a family, and who belongs to it, on a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import select

from shared.access import SYSTEM, ScopedSession
from shared.models import Delivery, Household, LegalParameter, Person, ProgrammeCycle, Receipt, Spell
from shared.rules.parameter_keys import EXIT_WATCH_MONTHS
from shared.services.household_composition import load_family
from shared.services.timeline import open_matters
from shared.services.timeline.open_matters import OpenSource, load_open_matters
from shared.services.timeline.timeline_subjects import subject_of
from tests.factories import records as make
from tests.support.two_counties import TwoCounties

TODAY = date(2023, 12, 31)


@pytest.fixture
def system(counties: TwoCounties) -> Iterator[ScopedSession]:
    with counties.session(SYSTEM) as session:
        yield session


@pytest.fixture
def person(counties: TwoCounties, system: ScopedSession) -> Person:
    return system.get_one(Person, counties.here[Person])


@pytest.fixture
def household(counties: TwoCounties, system: ScopedSession) -> Household:
    return system.get_one(Household, counties.here[Household])


def found(system: ScopedSession, household: Household) -> list[OpenSource]:
    system.flush()
    return [matter.source for matter in load_open_matters(subject_of(system, system, household))]


def test_of_a_family_that_is_served_nothing_is_open(system, household):
    assert found(system, household) == []


def test_a_warning_is_open_until_it_has_an_outcome_and_most_urgent_first(system, household, person):
    later = make.warning(person, rule_key="a", issued_on=date(2023, 12, 20), due_on=date(2024, 1, 20))
    overdue = make.warning(person, rule_key="b", issued_on=date(2023, 12, 1), due_on=date(2023, 12, 28))
    system.add_all([later, overdue, make.visit(later, planned_on=date(2024, 1, 5), done_on=None)])
    system.flush()
    matters = load_open_matters(subject_of(system, system, household))
    told = [(matter.source, matter.days_left, matter.person_name) for matter in matters]
    assert told == [
        (open_matters.WARNING, -3, "王芳"),
        (open_matters.VISIT, 5, "王芳"),
        (open_matters.WARNING, 20, "王芳"),
    ]
    system.add_all([make.outcome(later, result="not_in_need"), make.outcome(overdue, result="not_in_need")])
    assert found(system, household) == []


def test_eligible_without_assistance_is_open_until_it_follows(system, household, person):
    warning = make.warning(person, rule_key="a")
    system.add_all([warning, make.outcome(warning)])
    assert found(system, household) == [open_matters.ASSISTANCE]
    system.add(make.response(warning))
    assert found(system, household) == []


def test_a_delivery_waits_for_its_receipt_and_panels_for_the_grid(system, household, counties):
    run = system.get_one(ProgrammeCycle, counties.here[ProgrammeCycle])
    delivery = make.delivery(run, household)
    panels = make.installation(delivery, connected_on=None)
    system.add_all([delivery, panels])
    assert set(found(system, household)) == {open_matters.RECEIPT, open_matters.SOLAR}
    panels.connected_on = TODAY
    system.add(make.receipt(delivery))
    assert found(system, household) == []


def test_a_receipt_out_of_use_is_none(system, household, counties):
    system.get_one(Receipt, counties.here[Receipt]).retired_on = TODAY
    assert found(system, household) == [open_matters.RECEIPT]
    system.get_one(Delivery, counties.here[Delivery]).retired_on = TODAY
    assert found(system, household) == []


def test_a_recognition_that_ends_and_one_of_the_dead(system, household, person, counties):
    spell = system.get_one(Spell, counties.here[Spell])
    spell.end_on = date(2024, 3, 1)
    assert found(system, household) == [open_matters.ENDING]
    spell.end_on, person.died_on = None, date(2023, 11, 30)
    assert found(system, household) == [open_matters.DEATH]
    person.died_on = date(2023, 12, 1)  # the month of the death is still paid
    assert found(system, household) == []


def test_an_offer_to_another_office_waits(system, household):
    system.add(make.transfer(household, state="offered", decided_by=None, decided_at=None))
    assert found(system, household) == [open_matters.TRANSFER]


def test_the_family_of_a_day_is_whole_and_the_head_first(system, household, person):
    child = make.person(household.region_code, name="王小", born_on=date(2010, 1, 1))
    other = make.person(household.region_code, name="李四")
    gone = make.person(household.region_code, name="王大")
    system.add_all(
        [
            make.membership(child, household, relation="child", start_on=date(2024, 2, 1)),
            make.membership(gone, household, relation="child", end_on=date(2023, 12, 31)),
            make.spell(other, household, start_on=date(2023, 5, 1)),
        ]
    )
    system.flush()
    family = load_family(household.id, TODAY, system, system)
    assert [(one.person and one.person.name, one.amount_fen) for one in family.members] == [
        ("王芳", 63_000),
        ("王小", 0),
        ("李四", 60_000),
    ]
    assert [one.person_id for one in family.ended] == [gone.id]
    assert (family.amount_fen, family.head and family.head.person_id) == (123_000, person.id)
    assert load_family(household.id, TODAY, None, None).members == []


def test_who_is_recognised_in_another_household_is_not_paid_here(system, household, counties):
    guest = make.person(household.region_code, name="王五")
    elsewhere = make.household(household.region_code)
    system.add_all([make.membership(guest, household, relation="other"), make.spell(guest, elsewhere)])
    system.flush()
    family = load_family(household.id, TODAY, system, system)
    assert [one.person_id for one in family.members if one.spell] == [counties.here[Person], guest.id]
    assert family.amount_fen == 63_000


@pytest.mark.parametrize(
    ("end_on", "reason", "days_left"),
    [
        (date(2023, 12, 1), "income", 336),
        (date(2023, 1, 1), "assets", 1),
        (date(2022, 12, 31), "income", None),
        (date(2023, 12, 1), "moved", None),
        (date(2023, 12, 1), "died", None),
        (date(2024, 1, 1), "income", None),
    ],
)
def test_after_a_stop_people_are_watched_for_the_months_of_the_law(
    system, household, counties, end_on, reason, days_left
):
    spell = system.get_one(Spell, counties.here[Spell])
    spell.start_on, spell.end_on, spell.exit_reason = date(2022, 1, 1), end_on, reason
    system.flush()
    matters = load_open_matters(subject_of(system, system, household))
    watched = [one.days_left for one in matters if one.source is open_matters.WATCH]
    assert watched == ([] if days_left is None else [days_left])


def test_nobody_is_watched_who_is_recognised_again_or_without_a_term(system, household, person, counties):
    spell = system.get_one(Spell, counties.here[Spell])
    spell.end_on, spell.exit_reason = date(2023, 6, 1), "income"
    assert open_matters.WATCH in found(system, household)
    term = system.scalars(select(LegalParameter).where(LegalParameter.key == EXIT_WATCH_MONTHS.name)).one()
    term.retired_on = TODAY
    assert open_matters.WATCH not in found(system, household)
    term.retired_on = None
    assert open_matters.WATCH in found(system, household)
    system.add(make.spell(person, household, start_on=date(2023, 9, 1)))
    assert open_matters.WATCH not in found(system, household)
