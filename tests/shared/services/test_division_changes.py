"""Townships and villages merge, split and get names: families follow from the day, what was before stays."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from shared.access import SYSTEM, Actor, Grant, Role, open_session
from shared.access.permission_denied import PermissionDenied
from shared.indicators.cube import find_differences
from shared.models import (
    DivisionChange,
    Household,
    HouseholdMember,
    HouseholdPlace,
    Observation,
    Person,
    Region,
    Spell,
)
from shared.services.division_changes.carrying_out import carry_out
from shared.services.division_changes.undoing import undo_change
from shared.services.service_errors import ValidationError
from tests.factories.regions import XUANWU
from tests.shared.indicators.test_revisions import past_cells
from tests.support.changed_divisions import (
    ADMIN,
    DAY,
    FIRST,
    LATER_VILLAGE,
    SECOND,
    VILLAGE,
    declared,
    merge,
    merger,
    region_of,
    with_one_person_deciding,
)
from tests.support.databases import Filled
from tests.support.second_person import done, rows
from tests.support.two_counties import CLERK, Keys, TwoCounties, open_counties

TODAY = date(2023, 12, 31)


@pytest.fixture
def alone(filled: Filled[list[Keys]]) -> TwoCounties:
    return open_counties(filled, with_one_person_deciding)


def test_the_records_of_a_merged_township_stand_in_the_other_one_from_the_day_on(alone: TwoCounties):
    done(alone, merge, ADMIN)
    with open_session(SYSTEM, alone.engine) as session:
        former, village = session.get_one(Region, FIRST), session.get_one(Region, VILLAGE)
        assert (former.valid_to, former.successor_code) == (DAY, SECOND)
        assert (village.valid_to, village.successor_code) == (DAY, LATER_VILLAGE)
        home = session.get_one(Household, alone.here[Household])
        person = session.get_one(Person, alone.here[Person])
        member = session.get_one(HouseholdMember, alone.here[HouseholdMember])
        assert {one.region_code for one in (home, person, member)} == {LATER_VILLAGE}
        old = session.get_one(Spell, alone.here[Spell])
        assert (old.region_code, old.end_on, old.exit_reason) == (VILLAGE, DAY, "division")
        new = session.scalars(select(Spell).where(Spell.start_on == DAY)).one()
        assert (new.region_code, new.end_on, new.entry_reason) == (LATER_VILLAGE, None, "division")
        places = session.scalars(select(HouseholdPlace).where(HouseholdPlace.end_on == DAY)).all()
        assert {(one.role, one.region_code) for one in places} == {("residence", VILLAGE), ("payment", VILLAGE)}


def test_months_gone_by_stay_and_nobody_comes_or_goes(alone: TwoCounties):
    before = past_cells(alone.engine, TODAY)
    figures = movements(alone)
    done(alone, merge, ADMIN)
    assert past_cells(alone.engine, TODAY) == before
    assert movements(alone) == figures
    with open_session(SYSTEM, alone.engine) as session:
        assert find_differences(session) == []


def movements(counties: TwoCounties) -> set[tuple[object, ...]]:
    keys = ("entries", "exits", "arrivals", "departures", "spells_begun", "spells_ended")
    with open_session(SYSTEM, counties.engine) as session:
        cells = session.scalars(select(Observation).where(Observation.measure.in_(keys)))
        found = [(one.measure, one.region_code, one.period, one.dimension, one.value) for one in cells]
        return {one for one in found if len(one[1]) < len(FIRST) or len(one[2]) > len("2023")}  # years by today's


def test_undone_everything_stands_as_before(alone: TwoCounties):
    def state():
        found = {kind: rows(alone, kind) for kind in (Household, Person, HouseholdMember, Region)}
        return {kind: [values_of(kind, row) for row in found[kind]] for kind in found}

    def values_of(kind, row):
        names = [column.name for column in kind.__table__.columns]
        return {name: value for name, value in zip(names, row, strict=True) if name != "version"}

    before, cells = state(), movements(alone)
    done(alone, merge, ADMIN)
    with open_session(SYSTEM, alone.engine) as session:
        key = session.scalars(select(DivisionChange.id)).one()
    done(alone, lambda session: undo_change(session, session.get_one(DivisionChange, key), "a mistake"), ADMIN)
    assert state() == before
    assert movements(alone) == cells
    with open_session(SYSTEM, alone.engine) as session:
        assert find_differences(session) == []
        spells = session.scalars(select(Spell).where(Spell.retired_on.is_(None))).all()
        assert [(one.id, one.end_on) for one in spells if one.region_code == VILLAGE] == [(alone.here[Spell], None)]


def test_nobody_changes_divisions_without_the_right_or_of_another_county(alone: TwoCounties):
    with open_session(SYSTEM, alone.engine) as system:
        wanted = declared(merger(system))
    elsewhere = Actor("elsewhere", "外", (Grant(Role.SYSTEM_ADMIN, XUANWU),), account_id=9)
    for actor in (CLERK, elsewhere):
        with alone.session(actor) as session, pytest.raises(PermissionDenied):
            carry_out(session, wanted)
    assert region_of(alone, LATER_VILLAGE) is None


def test_a_month_gone_by_is_refused(alone: TwoCounties):
    with alone.session(ADMIN) as session:
        wanted = declared(merger(session), day=date(2023, 11, 30))
        with pytest.raises(ValidationError) as refused:
            carry_out(session, wanted)
    assert set(refused.value.fields) == {"effective_on"}
    assert region_of(alone, LATER_VILLAGE) is None
