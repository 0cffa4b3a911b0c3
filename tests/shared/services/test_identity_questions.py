"""A number that another office has is answered like a new one; the office above both is asked, both trails tell."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.access import Actor, Grant, Role
from shared.models import AuditEvent, Household, HouseholdMember, Person, Spell
from shared.services import commit, records
from shared.services.data_quality import find_data_faults
from shared.services.service_errors import ValidationError
from tests.factories import records as make
from tests.factories.regions import SUZHOU
from tests.support.two_counties import CLERK, HERE, PROVINCIAL, THERE, TwoCounties

KEY = b"0123456789abcdef"
NUMBERED = {
    "name": "张明",
    "sex": "1",
    "born_on": date(1990, 5, 1),
    "region_code": HERE,
    "identity_index": KEY,
    "identity_encrypted": b"sealed",
}
CITY = Actor("city", "周", (Grant(Role.CLERK, SUZHOU),), account_id=3)


def known_in(counties: TwoCounties, region: str) -> int:
    """Somebody with the number, known in a region before."""
    with counties.session(PROVINCIAL) as session:
        person = records.create(session, Person, NUMBERED | {"region_code": region})
        commit(session)
        return person.id


def counted(counties: TwoCounties, actor: Actor) -> list[int]:
    with counties.session(actor) as session:
        return [f.count for f in find_data_faults(session) if "two offices" in str(f.text)]


def test_a_number_known_elsewhere_is_saved_and_the_office_above_asked(counties: TwoCounties):
    other = known_in(counties, THERE)
    with counties.session() as clerk:
        person = records.create(clerk, Person, NUMBERED)
        commit(clerk)
        key = person.id
    with Session(counties.engine) as session:
        events = session.scalars(
            select(AuditEvent).where(AuditEvent.action == "question").order_by(AuditEvent.id)
        ).all()
        assert [(e.actor, e.record_id, e.region_code) for e in events] == [
            ("clerk", str(key), HERE),
            ("clerk", str(other), THERE),
        ]
        assert all(not event.changes for event in events)
    assert [counted(counties, actor) for actor in (CLERK, CITY, PROVINCIAL)] == [[], [], [1]]


def test_a_question_is_settled_when_one_goes_out_of_use(counties: TwoCounties):
    known_in(counties, THERE)
    with counties.session() as clerk:
        person = records.create(clerk, Person, NUMBERED)
        commit(clerk)
        records.retire(clerk, person, "the same person", person.version)
        commit(clerk)
    assert counted(counties, PROVINCIAL) == []


def test_in_the_own_regions_it_is_refused_and_named(counties: TwoCounties):
    key = known_in(counties, HERE)
    with counties.session() as clerk, pytest.raises(ValidationError) as refusal:
        records.create(clerk, Person, NUMBERED)
    assert f"张明, no. {key}" in refusal.value.fields["identity_number"]


def test_household_numbers_are_those_of_a_county(counties: TwoCounties):
    values = {"number": "77", "address": "1", "residence": "rural"}
    with counties.session(PROVINCIAL) as session:
        records.create(session, Household, values | {"region_code": THERE})
        records.create(session, Household, values | {"region_code": HERE})
        with pytest.raises(ValidationError) as refusal:
            records.create(session, Household, values | {"region_code": "320583101001"})
    assert refusal.value.fields.keys() == {"number"}


def test_contradictions_are_counted_for_the_county(counties: TwoCounties):
    with counties.session() as clerk:
        assert find_data_faults(clerk) == []
        home = clerk.get_one(Household, counties.here[Household])
        dead = clerk.get_one(Person, counties.here[Person])
        dead.died_on = date(2023, 10, 1)
        other = make.person(HERE, name="张明", identity_valid=False)
        clerk.add_all([other, make.membership(other, home)])
        clerk.flush()
        found = find_data_faults(clerk)
        assert [(f.count, [type(r) for r in f.records]) for f in found] == [
            (1, [Person]),
            (1, [Household]),
            (1, [Person]),
        ]
        spell, member = (
            clerk.get_one(Spell, counties.here[Spell]),
            clerk.get_one(HouseholdMember, counties.here[HouseholdMember]),
        )
        spell.end_on, spell.exit_reason, member.end_on = date(2023, 11, 1), "died", date(2023, 10, 2)
        other.identity_valid = True
        clerk.flush()
        assert find_data_faults(clerk) == []
