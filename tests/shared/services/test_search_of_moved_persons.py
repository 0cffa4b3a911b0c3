"""Whose family moved away is found by the old office as it knew them, and by no other."""

from __future__ import annotations

import pytest

from shared.access import SYSTEM, Actor, open_session
from shared.models import Person
from shared.services import moved_families
from shared.services.person_search import find_persons
from tests.shared.services.test_household_transfers import NEW_CLERK, STRANGER, accepted
from tests.support.admin_site import SEALER
from tests.support.two_counties import CLERK, HERE, THERE, TwoCounties


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
