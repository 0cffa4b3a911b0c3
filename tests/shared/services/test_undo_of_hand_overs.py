"""Accepting a family is undone by the office that took it over, or the one above: all stands as when it was offered."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from shared.access import SYSTEM, Actor, Grant, Role, ScopedSession, open_session
from shared.access.permission_denied import PermissionDenied
from shared.models import Household, HouseholdPlace, HouseholdTransfer, Person, Spell
from shared.services import commit, household_transfers, records
from shared.services.family_act_undo import undo_act
from shared.services.family_acts import FamilyAct
from shared.services.past_acts import load_latest_act
from shared.services.service_errors import ValidationError
from tests.shared.services.test_family_act_undo import figures, in_use
from tests.shared.services.test_household_transfers import NEW_CLERK, offered
from tests.support.second_person import with_second_person
from tests.support.two_counties import CLERK, HERE, PROVINCIAL, THERE, TwoCounties, confirming

LATE = {"moves_on": date(2023, 10, 5), "paid_from": "2023-11"}
KEPT = ("state", "decided_by", "decided_at", "moves_on", "paid_from", "to_region_code", "region_code")


def accept(counties: TwoCounties, key: int) -> None:
    with counties.session(NEW_CLERK) as session:
        confirming(session, "moved")
        household_transfers.accept(session, session.get_one(HouseholdTransfer, key), THERE, "新街3号")
        commit(session)


def state(counties: TwoCounties) -> list[object]:
    """All that is in use, the transfer, and all figures."""
    with open_session(SYSTEM, counties.engine) as system:
        columns = [getattr(HouseholdTransfer, name) for name in KEPT]
        places = select(HouseholdPlace.id).where(HouseholdPlace.retired_on.is_(None))
        transfers = [tuple(row) for row in system.execute(select(*columns))]
        return [in_use(system), transfers, list(system.scalars(places)), figures(counties)]


def undo(session: ScopedSession, counties: TwoCounties) -> FamilyAct:
    household = session.get_one(Household, counties.here[Household])
    act = load_latest_act(session, household)
    assert act is not None
    return undo_act(session, household, act.event_id, "not our village")


@pytest.mark.parametrize("actor", [NEW_CLERK, PROVINCIAL])
@pytest.mark.parametrize("terms", [{}, LATE])
@pytest.mark.parametrize("begin", [lambda _counties: None, with_second_person])
def test_records_and_figures_stand_as_offered(counted: TwoCounties, actor: Actor, terms, begin):
    """One person undoes what one person did, also where benefits begin and end by two."""
    begin(counted)
    key = offered(counted, **terms)
    before = state(counted)
    accept(counted, key)
    assert state(counted) != before
    with counted.session(actor) as session:
        assert undo(confirming(session, "not our village"), counted) is FamilyAct.HAND_OVER
        commit(session)
    assert state(counted) == before
    with counted.session(CLERK) as session:
        assert session.get_one(Household, counted.here[Household]).region_code == HERE
        assert load_latest_act(session, session.get_one(Household, counted.here[Household])) is None
    accept(counted, key)  # the offer waits again


def test_a_recognition_with_a_term_is_as_before(counted: TwoCounties):
    with counted.session() as session:
        spell = session.get_one(Spell, counted.here[Spell])
        values = {"end_on": date(2024, 6, 1), "exit_reason": "expired"}
        records.update(confirming(session), spell, values, spell.version)
        commit(session)
    with_second_person(counted)
    key = offered(counted)
    before = state(counted)
    accept(counted, key)
    with counted.session(NEW_CLERK) as session:
        undo(confirming(session), counted)
        commit(session)
    assert state(counted) == before


def test_the_old_office_does_not_take_the_family_back_itself(counted: TwoCounties):
    accept(counted, offered(counted))
    with counted.session(CLERK) as session:
        assert session.get(Household, counted.here[Household]) is None


def test_a_change_of_its_people_since_stands_in_the_way(counted: TwoCounties):
    accept(counted, offered(counted))
    with counted.session(NEW_CLERK) as session:
        person = session.get_one(Person, counted.here[Person])
        records.update(confirming(session), person, {"name": "王芬"}, person.version)
        commit(session)
    before = state(counted)
    with counted.session(NEW_CLERK) as session, pytest.raises(ValidationError, match="Later changes rest on it"):
        undo(session, counted)
    assert state(counted) == before


def test_who_may_not_recognise_does_not_give_a_family_back(counted: TwoCounties):
    accept(counted, offered(counted))
    before = state(counted)
    reader = Actor("reader", "钱", (Grant(Role.APPROVER, THERE[:6]),), account_id=9)
    with counted.session(reader) as session, pytest.raises(PermissionDenied):
        undo(session, counted)
    assert state(counted) == before
