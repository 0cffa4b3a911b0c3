"""Whose family moved away is found by the old office as it knew them, and by no other."""

from __future__ import annotations

from datetime import date

import pytest

from shared.access import SYSTEM, Actor, open_session
from shared.models import Person
from shared.services import commit, moved_families, records
from shared.services.identity_documents import check_identity_entry
from shared.services.person_search import find_persons
from tests.factories.identity_numbers import identity_number
from tests.shared.services.test_household_transfers import NEW_CLERK, STRANGER, accepted
from tests.support.admin_site import SEALER
from tests.support.two_counties import CLERK, HERE, THERE, TwoCounties, confirming


def found(counties: TwoCounties, actor: Actor, text: str, limit: int = 5) -> list[Person]:
    with open_session(actor, counties.engine) as session, open_session(SYSTEM, counties.engine) as system:
        persons = find_persons(session, text, SEALER, limit, system=system).persons
        session.expunge_all()
        return [person for person in persons if person.id == counties.here[Person]]


@pytest.mark.parametrize("text", ["王芳", "wangf", "王 1950", "19500101"])
def test_the_old_office_finds_them_as_they_were(counties: TwoCounties, text: str):
    accepted(counties)
    (person,) = found(counties, CLERK, text)
    assert (person.region_code, moved_families.has_moved_away(person)) == (HERE, True)
    (person,) = found(counties, NEW_CLERK, text)
    assert person.region_code == THERE
    assert found(counties, STRANGER, text) == []


@pytest.mark.parametrize("text", ["新街3", "王芳 新街", "王芳 王强"])
def test_where_they_live_now_leads_the_old_office_to_nobody(counties: TwoCounties, text: str):
    accepted(counties)
    assert found(counties, CLERK, text) == []


def test_before_they_moved_they_are_found_once(counties: TwoCounties):
    assert len(found(counties, CLERK, "王芳")) == 1


def test_a_place_entered_by_mistake_lets_nobody_read(counties: TwoCounties):
    accepted(counties)
    with counties.session(SYSTEM) as session:
        for place in session.query(moved_families.HouseholdPlace):
            place.retired_on = place.end_on
        session.flush()
        session.pending_changes.clear()
        session.commit()
    assert found(counties, CLERK, "王芳") == []


NUMBER = identity_number(date(1950, 1, 1), 7)


def change(counties: TwoCounties, actor: Actor, number: str = "", **values: object) -> None:
    with counties.session(actor) as session:
        person = session.get_one(Person, counties.here[Person])
        if number:
            known = {name: getattr(person, name) for name in ("sex", "born_on")} | {"identity_kind": "resident"}
            values = check_identity_entry(known, number, SEALER, before=person, as_written=True)
        records.update(confirming(session), person, dict(values), person.version)
        commit(session)


@pytest.mark.parametrize("text", [NUMBER, f"身份证 {NUMBER}", NUMBER.lower()])
def test_the_whole_number_leads_the_old_office_to_the_person_as_it_was(counties: TwoCounties, text: str):
    change(counties, CLERK, NUMBER)
    accepted(counties)
    change(counties, NEW_CLERK, name="王新")
    (person,) = found(counties, CLERK, text)
    assert (person.name, person.region_code, moved_families.has_moved_away(person)) == ("王芳", HERE, True)
    assert [one.name for one in found(counties, NEW_CLERK, text)] == ["王新"]
    assert found(counties, STRANGER, text) == []


def test_a_number_that_the_new_office_entered_is_its_own(counties: TwoCounties):
    accepted(counties)
    change(counties, NEW_CLERK, NUMBER)
    assert found(counties, CLERK, NUMBER) == []
    assert found(counties, CLERK, NUMBER[-4:]) == []
    assert len(found(counties, NEW_CLERK, NUMBER)) == 1


def test_who_was_renamed_there_is_found_by_the_former_name_only(counties: TwoCounties):
    accepted(counties)
    change(counties, NEW_CLERK, name="赵敏")
    assert [one.name for one in found(counties, CLERK, "王芳")] == ["王芳"]
    assert [one.name for one in found(counties, CLERK, "wangf")] == ["王芳"]
    assert found(counties, CLERK, "赵敏") == []
    assert found(counties, CLERK, "zhaom") == []
    assert [one.name for one in found(counties, NEW_CLERK, "赵敏")] == ["赵敏"]
