"""What is true of a person changes on a day: what was before is kept, by whoever asks about a past day it is found."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from shared.access import SYSTEM
from shared.indicators import cube
from shared.models import (
    Household,
    Observation,
    Person,
    PersonDisability,
    PersonRegistration,
    TemporaryAssistance,
)
from shared.models.person_registration import registration_on
from shared.services import commit, records
from shared.services.deaths import record_death
from shared.services.family_act_undo import undo_act
from shared.services.family_acts import FamilyAct
from shared.services.past_acts import load_latest_act, load_latest_act_about
from shared.services.person_facts import change_fact
from shared.services.service_errors import ValidationError
from tests.factories.regions import CHANGSHU, KUNSHAN, TOWNSHIPS
from tests.shared.indicators.test_revisions import CELL, past_cells, stored
from tests.support.two_counties import HERE, confirming

PLACE = "registration_region_code"
DAY, LATER = date(2023, 6, 15), date(2023, 11, 2)


@pytest.fixture
def acting(clerk):
    return confirming(clerk, "document 7")


@pytest.fixture
def person(home, acting) -> Person:
    records.update(acting, home.child, {PLACE: HERE}, home.child.version)
    commit(acting)
    return home.child


def moved(session: Any, person: Person, place: str | None, day: date) -> Person:
    session.reason = session.reason or "document 7"
    return change_fact(session, PersonRegistration, person, {PLACE: place}, day, person.version)


def registered(session: Any, person: Person, day: date) -> str | None:
    return session.scalar(select(registration_on(day)).where(Person.id == person.id))


def refusal(act: Any, *arguments: Any) -> dict[str, str]:
    with pytest.raises(ValidationError) as refused:
        act(*arguments)
    return refused.value.fields


def test_a_past_day_reads_where_the_person_was_registered_then(person: Person, acting):
    moved(acting, person, CHANGSHU, DAY)
    moved(acting, person, KUNSHAN, LATER)
    commit(acting)
    days = (person.born_on, date(2023, 6, 14), DAY, date(2023, 11, 1), LATER, date(2023, 12, 31))
    assert [registered(acting, person, day) for day in days] == [HERE, HERE, CHANGSHU, CHANGSHU, KUNSHAN, KUNSHAN]


def test_a_day_may_be_a_column(person: Person, acting):
    moved(acting, person, CHANGSHU, DAY)
    own = PersonRegistration.person_id == Person.id
    found = (
        select(registration_on(PersonRegistration.end_on)).join(PersonRegistration, own).where(Person.id == person.id)
    )
    assert acting.scalar(found) == CHANGSHU


@pytest.mark.parametrize(
    ("place", "day", "column"),
    [
        (HERE, DAY, PLACE),
        ("320999", DAY, PLACE),
        (CHANGSHU, date(2024, 1, 1), "changed_on"),
        (CHANGSHU, date(1990, 5, 1), "changed_on"),
    ],
)
def test_what_cannot_be_is_refused(person: Person, acting, place: str, day: date, column: str):
    assert refusal(moved, acting, person, place, day).keys() == {column}


def test_the_next_change_comes_after_the_one_before(person: Person, acting):
    moved(acting, person, CHANGSHU, DAY)
    assert refusal(moved, acting, person, KUNSHAN, DAY).keys() == {"changed_on"}


def test_nothing_changes_after_death(person: Person, acting):
    record_death(acting, person, date(2023, 5, 1), {})
    records.update(acting, person, {"died_on": date(2023, 5, 1)}, person.version)
    assert refusal(moved, acting, person, CHANGSHU, DAY).keys() == {"changed_on"}


def test_a_change_needs_a_reason(person: Person, clerk):
    clerk.reason = ""
    assert refusal(change_fact, clerk, PersonRegistration, person, {PLACE: CHANGSHU}, DAY, 1).keys() == {"reason"}


def test_a_correction_is_no_change_and_says_since_when_it_holds(person: Person, acting):
    moved(acting, person, CHANGSHU, DAY)
    commit(acting)
    acting.confirmed = frozenset()
    with pytest.raises(ValidationError) as doubted:
        records.update(acting, person, {PLACE: KUNSHAN}, person.version)
    assert [(column, "2023-06-15" in text) for column, text in doubted.value.doubts] == [(PLACE, True)]
    confirming(acting)
    records.update(acting, person, {PLACE: KUNSHAN}, person.version)
    commit(acting)
    assert [registered(acting, person, day) for day in (date(2023, 6, 14), DAY)] == [HERE, KUNSHAN]


def test_what_was_not_known_is_filled_in_without_a_doubt(home, clerk):
    clerk.confirmed = frozenset()
    records.update(clerk, home.child, {PLACE: HERE}, home.child.version)


def test_a_change_is_undone_as_an_act_of_the_family(person: Person, home, acting):
    household = acting.get_one(Household, home.household.id)
    moved(acting, person, CHANGSHU, DAY)
    commit(acting)
    act = load_latest_act(acting, household)
    undo_act(acting, household, act.event_id, "a mistake")
    commit(acting)
    assert registered(acting, person, DAY) == registered(acting, person, date(2023, 12, 31)) == HERE
    assert acting.scalars(select(PersonRegistration.retired_on)).all().count(None) == 1  # that of the other family


def test_a_change_of_somebody_without_a_household_is_undone_for_the_person(acting):
    values = {"name": "孙一", "sex": "1", "born_on": date(1980, 1, 1), "region_code": HERE}
    lone = records.create(acting, Person, values)
    records.update(acting, lone, {PLACE: HERE}, lone.version)
    commit(acting)
    moved(acting, lone, CHANGSHU, DAY)
    commit(acting)
    family, act = load_latest_act_about(acting, lone)
    assert (family, act.kind) == (lone, FamilyAct.REGISTRATION_MOVE)
    undo_act(acting, lone, act.event_id, "a mistake")
    commit(acting)
    assert (registered(acting, lone, LATER), load_latest_act_about(acting, lone)) == (HERE, None)


def test_what_another_office_kept_counts_too(counties, person: Person, acting):
    """After a move to another office the new one changes it again: the old one's entry is before."""
    moved(acting, person, CHANGSHU, DAY)
    own = PersonRegistration.person_id == person.id
    commit(acting)
    with counties.session(SYSTEM) as session:
        former = session.scalars(select(PersonRegistration).where(own)).one()
        former.region_code = TOWNSHIPS[2]
        commit(confirming(session))
    acting.expire_all()
    assert refusal(moved, acting, person, KUNSHAN, DAY).keys() == {"changed_on"}


def test_registered_here_is_told_by_the_registration_of_that_day(person: Person, home, acting):
    moved(acting, person, CHANGSHU, DAY)
    acting.confirmed = frozenset()
    grant = {"person_id": person.id, "household_id": home.household.id, "kind": "emergency", "amount_fen": 50_000}
    grant |= {"region_code": HERE, "is_resident": True}
    records.create(acting, TemporaryAssistance, grant | {"granted_on": date(2023, 3, 1)})
    with pytest.raises(ValidationError) as doubted:
        records.create(acting, TemporaryAssistance, grant | {"granted_on": date(2023, 9, 1)})
    assert [column for column, _text in doubted.value.doubts] == ["is_resident"]
    records.create(acting, TemporaryAssistance, grant | {"granted_on": date(2023, 9, 1), "is_resident": False})


def test_a_disability_from_a_day_on_moves_no_month_before(person: Person, counties, acting):
    """The figure of months before reads what was true then; a correction moves them and says so."""
    acting.rollback()
    with counties.session(SYSTEM) as system:
        cube.build(system)
        system.commit()
    before = past_cells(counties.engine, date(2023, 12, 31))
    kinds = {"disability": "4", "disability_level": 2}
    person = acting.get_one(Person, person.id)
    change_fact(acting, PersonDisability, person, kinds, date(2023, 12, 5), person.version)
    commit(acting)
    assert past_cells(counties.engine, date(2023, 12, 31)) == before
    now = stored(counties.engine, CELL, Observation.value)
    assert now["recipients_by_trait", "320583", "2023-12", "disability=severe"] == 1
    records.update(acting, person, {"disability_level": 4}, person.version)
    commit(acting)
    assert past_cells(counties.engine, date(2023, 12, 31)) == before
    ended = dict.fromkeys(kinds)
    change_fact(acting, PersonDisability, person, ended, date(2023, 12, 20), person.version)
    commit(acting)
    now = stored(counties.engine, CELL, Observation.value)
    assert ("recipients_by_trait", "320583", "2023-12", "disability=severe") not in now
    former = acting.scalars(select(PersonDisability).where(PersonDisability.person_id == person.id))
    assert sorted((one.disability_level or 0, one.end_on.day) for one in former) == [(0, 5), (4, 20)]
