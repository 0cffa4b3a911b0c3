"""A change of divisions is proposed by one and put into force by another, on its day at the earliest."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.access import Role
from shared.access.permission_denied import PermissionDenied
from shared.clock import freeze
from shared.models import ChangeState, DivisionChange, Household, Region
from shared.services.confirmation import deciding
from shared.services.division_changes.carrying_out import carry_out
from shared.services.division_changes.undoing import undo_change
from shared.services.service_errors import ValidationError
from tests.factories import records as make
from tests.factories.regions import KUNSHAN
from tests.support.changed_divisions import ADMIN, LATER_VILLAGE, SECOND, VILLAGE, declared, merge, merger, region_of
from tests.support.databases import Filled
from tests.support.second_person import (
    APPROVER,
    ELSEWHERE,
    confirmed,
    decided,
    events,
    proposed,
    rows,
    state,
    stored,
    with_second_person,
)
from tests.support.two_counties import Keys, TwoCounties, confirming, open_counties


@pytest.fixture
def two(filled: Filled[list[Keys]]) -> TwoCounties:
    return open_counties(filled, with_an_administrator)


def with_an_administrator(counties: TwoCounties) -> None:
    with Session(counties.engine.execution_options(writing=True)) as session:
        session.add(make.grant(make.account(KUNSHAN, ADMIN.login), Role.SYSTEM_ADMIN))
        session.commit()
    with_second_person(counties)


def test_nothing_changes_until_somebody_else_confirms(two: TwoCounties):
    before = rows(two, Region)
    key = proposed(two, merge, ADMIN)
    assert rows(two, Region) == before
    assert stored(two, Household, two.here[Household]).region_code == VILLAGE
    assert confirmed(two, key, APPROVER)
    assert stored(two, Household, two.here[Household]).region_code == LATER_VILLAGE
    assert state(two, key) == ChangeState.CONFIRMED
    acts = [event for event in events(two, DivisionChange) if event[1] == "act"]
    assert [actor for actor, _action, _reason in acts] == [ADMIN.login]
    assert "Confirmed by approver" in acts[0][2]


def test_the_approver_of_another_county_does_not_confirm(two: TwoCounties):
    key = proposed(two, merge, ADMIN)
    with two.session(ELSEWHERE) as session, pytest.raises(PermissionDenied):
        deciding.confirm(session, stored(two, deciding.ProposedChange, key))


def test_refused_it_is_not_done(two: TwoCounties):
    key = proposed(two, merge, ADMIN)
    decided(two, key, deciding.refuse, "not yet")
    assert state(two, key) == ChangeState.REFUSED
    assert region_of(two, LATER_VILLAGE) is None


def test_for_a_day_to_come_it_is_proposed_and_confirmed_on_that_day(two: TwoCounties):
    day = date(2024, 1, 1)
    key = proposed(two, lambda session: carry_out(session, declared(merger(session), day=day)), ADMIN)
    with pytest.raises(ValidationError):
        confirmed(two, key, APPROVER)
    freeze(day)
    assert confirmed(two, key, APPROVER)
    assert region_of(two, VILLAGE).valid_to == day


def test_undoing_it_needs_a_second_person_too(two: TwoCounties):
    confirmed(two, proposed(two, merge, ADMIN), APPROVER)

    def undo(session):
        undo_change(confirming(session), session.scalars(select(DivisionChange)).one(), "a mistake")

    key = proposed(two, undo, ADMIN)
    assert region_of(two, VILLAGE).successor_code == LATER_VILLAGE
    assert confirmed(two, key, APPROVER)
    assert region_of(two, VILLAGE).successor_code is None
    assert stored(two, Household, two.here[Household]).region_code == VILLAGE
    assert region_of(two, SECOND).valid_to is None
