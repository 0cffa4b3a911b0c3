"""Every act on a family is undone as a whole: records and figures stand as before; not when something rests on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.access import SYSTEM, Actor, Grant, Role, ScopedSession, elevated
from shared.indicators import cube
from shared.models import (
    AmountChange,
    AuditEvent,
    Household,
    HouseholdMember,
    Observation,
    Person,
    Spell,
    TemporaryAssistance,
)
from shared.models.base import Base
from shared.services import commit, records
from shared.services.benefit_stops import stop_benefits
from shared.services.births import ChildRecognition, NewChild, record_birth
from shared.services.confirmation.proposing import NotYetConfirmedError
from shared.services.deaths import record_death
from shared.services.family_act_undo import undo_act
from shared.services.family_acts import FamilyAct
from shared.services.household_splits import merge_households, split_household
from shared.services.marriages import record_marriage
from shared.services.membership_changes import members_on
from shared.services.monthly_amounts import change_amounts
from shared.services.past_acts import load_latest_act
from shared.services.relocations import move_household
from shared.services.service_errors import ValidationError
from tests.factories.regions import TOWNSHIPS, VILLAGES
from tests.shared.services.test_family_registration import DIBAO, FAMILY, SEALER, register
from tests.support.family_home import DAY, Home
from tests.support.second_person import confirmed, with_second_person
from tests.support.two_counties import TwoCounties, confirming

KINDS = (AmountChange, Household, HouseholdMember, Person, Spell)
LEFT_OUT = {"version", "retired_on", "retired_reason"}


@pytest.fixture
def counted(counties: TwoCounties, home: Home) -> Home:
    """The family, with all figures counted."""
    with counties.session(SYSTEM) as session:
        cube.build(session)
        session.commit()
    return home


def register_it(session: ScopedSession, _home: Home) -> Household:
    return register(session, FAMILY, "document 7")


def move(session: ScopedSession, home: Home) -> Household:
    values = {"region_code": VILLAGES[1], "address": "解放路3号"}
    return move_household(session, home.household, values, DAY, home.household.version)


def bear(session: ScopedSession, home: Home) -> Household:
    spell = session.scalars(select(Spell).where(Spell.person_id == home.child.id)).one()
    values = {"name": "张小宝", "sex": "1", "born_on": DAY}
    recognition = ChildRecognition("dibao", "2024-01", 40_000, {spell.id: 50_000})
    record_birth(session, home.household, NewChild(values, "grandchild", DAY), recognition, SEALER)
    return home.household


def marry(session: ScopedSession, home: Home) -> Household:
    """Before the day of the stop, which ends the benefits that the spouse brings along too."""
    record_marriage(session, home.household, home.alone, "spouse", date(2023, 5, 10))
    return home.household


def split(session: ScopedSession, home: Home) -> Household:
    values = {"region_code": VILLAGES[1], "address": "新村5号", "residence": "rural"}
    split_household(session, home.household, values, {home.keys[0]: "head"}, DAY)
    return home.household


def merge(session: ScopedSession, home: Home) -> Household:
    alone = session.scalars(select(HouseholdMember.id).where(HouseholdMember.household_id == home.other.id)).one()
    merge_households(session, home.household, home.other, {alone: "other"}, DAY)
    return home.household


def stop(session: ScopedSession, home: Home) -> Household:
    """From before the month in which an amount is raised."""
    stop_benefits(session, home.household, date(2023, 6, 1), "income")
    return home.household


def raise_amounts(session: ScopedSession, home: Home) -> Household:
    spell = session.scalars(select(Spell).where(Spell.person_id == home.child.id)).one()
    change_amounts(session, home.household, "2023-12", {spell.id: 70_000}, "document 7")
    return home.household


def die(session: ScopedSession, home: Home) -> Household:
    """The head dies; the child is head after."""
    (head,) = [one for one in members_on(session, home.household, DAY) if one.relation == "head"]
    day = date(2023, 11, 15)
    record_death(session, head.person, day, {home.household.id: home.keys[0]})
    records.update(session, head.person, {"died_on": day}, head.person.version)
    return home.household


ACTS: dict[FamilyAct, Callable[[ScopedSession, Home], Household]] = {
    FamilyAct.REGISTRATION: register_it,
    FamilyAct.MOVE: move,
    FamilyAct.BIRTH: bear,
    FamilyAct.MARRIAGE: marry,
    FamilyAct.SPLIT: split,
    FamilyAct.MERGER: merge,
    FamilyAct.STOP: stop,
    FamilyAct.AMOUNTS: raise_amounts,
    FamilyAct.DEATH: die,
}
every_act = pytest.mark.parametrize("kind", ACTS)


def do(session: ScopedSession, home: Home, kind: FamilyAct) -> Household:
    session.reason = "document 7"
    household = ACTS[kind](confirming(session, "document 7"), home)
    commit(session)
    session.confirmed, session.reason = frozenset(), ""
    return household


def in_use(session: Session) -> dict[type[Base], list[Any]]:
    """Everything that is in use, but for how often it was written."""
    return {kind: _rows(session, kind) for kind in KINDS}


def _rows(session: Session, kind: Any) -> list[Any]:
    names = [name for name, _column in kind.__mapper__.columns.items() if name not in LEFT_OUT]
    query = select(*(getattr(kind, name) for name in names)).where(kind.retired_on.is_(None))
    return [tuple(row) for row in session.execute(query.order_by(kind.id))]


def figures(counties: TwoCounties) -> dict[tuple[Any, ...], int]:
    cell = (Observation.measure, Observation.region_code, Observation.period, Observation.dimension)
    with counties.engine.connect() as connection:
        rows = connection.execute(select(*cell, Observation.value)).all()
    return {tuple(key): value for *key, value in rows if value}


@every_act
def test_records_and_figures_stand_as_before(counties: TwoCounties, counted: Home, clerk, kind):
    records_before, figures_before = in_use(clerk), figures(counties)
    household = do(clerk, counted, kind)
    assert in_use(clerk) != records_before
    assert (figures(counties) != figures_before) == (kind != FamilyAct.AMOUNTS)  # no figure counts amounts
    act = load_latest_act(clerk, household)
    assert (act.kind, act.reason) == (kind, "document 7")
    assert undo_act(confirming(clerk), household, act.event_id, "wrong family") == kind
    commit(clerk)
    assert in_use(clerk) == records_before
    assert figures(counties) == figures_before
    assert load_latest_act(clerk, household) is None


def test_undoing_walks_back_act_by_act_while_nothing_else_was_changed(home: Home, clerk):
    stages, acts = [in_use(clerk)], (FamilyAct.MARRIAGE, FamilyAct.AMOUNTS, FamilyAct.STOP)
    for kind in acts:
        household = do(clerk, home, kind)
        stages.append(in_use(clerk))
    for kind, stage in zip(reversed(acts), reversed(stages[:-1]), strict=True):
        act = load_latest_act(clerk, household)
        assert undo_act(confirming(clerk), household, act.event_id, "wrong") == act.kind == kind
        commit(clerk)
        assert in_use(clerk) == stage
    assert load_latest_act(clerk, household) is None


def test_what_was_changed_between_two_acts_stands_in_the_way_of_the_first(home: Home, clerk):
    household = do(clerk, home, FamilyAct.AMOUNTS)
    spell = clerk.scalars(select(Spell).where(Spell.person_id == home.child.id)).one()
    records.update(confirming(clerk), spell, {"monthly_fen": 61_000}, spell.version)
    commit(clerk)
    do(clerk, home, FamilyAct.STOP)
    undo_act(confirming(clerk), household, load_latest_act(clerk, household).event_id, "wrong")
    commit(clerk)
    first = load_latest_act(clerk, household)
    with pytest.raises(ValidationError, match="Benefit spells"):
        undo_act(clerk, household, first.event_id, "wrong")


@every_act
def test_what_was_done_since_stands_in_the_way(home: Home, clerk, kind):
    household = do(clerk, home, kind)
    act = load_latest_act(clerk, household)
    records.update(clerk, household, {"address": "新地址1号"}, household.version)
    commit(clerk)
    before = in_use(clerk)
    with pytest.raises(ValidationError, match="Later changes rest on it"):
        undo_act(clerk, household, act.event_id, "wrong")
    assert in_use(clerk) == before


def test_what_was_entered_about_its_people_since_stands_in_the_way(home: Home, clerk):
    household = do(clerk, home, FamilyAct.MARRIAGE)
    act = load_latest_act(clerk, household)
    values = {"person_id": home.alone.id, "kind": "emergency", "amount_fen": 100, "granted_on": date(2023, 12, 30)}
    records.create(clerk, TemporaryAssistance, values)
    commit(clerk)
    with pytest.raises(ValidationError, match="Temporary"):
        undo_act(clerk, household, act.event_id, "wrong")


@every_act
def test_what_a_second_person_confirms_is_undone_with_a_second_person(counties, home: Home, clerk, kind):
    """Whichever of both waits: registering and stopping do, a move does not."""
    with_second_person(counties)
    before = in_use(clerk)
    clerk.rollback()
    done_or_confirmed(counties, clerk, lambda: do(clerk, home, kind))
    household = clerk.get_one(Household, touched_household(clerk))
    act = load_latest_act(clerk, household)
    assert (act.kind, in_use(clerk) != before) == (kind, True)

    def undo() -> None:
        confirming(clerk, "wrong family")
        undo_act(clerk, household, act.event_id, "wrong family")
        commit(clerk)

    done_or_confirmed(counties, clerk, undo)
    assert in_use(clerk) == before
    assert load_latest_act(clerk, household) is None


def done_or_confirmed(counties: TwoCounties, clerk: ScopedSession, work: Callable[[], object]) -> None:
    key = None
    try:
        work()
    except NotYetConfirmedError as waiting:
        key = waiting.key
    clerk.rollback()
    assert key is None or confirmed(counties, key)
    clerk.rollback()


def touched_household(session: Session) -> int:
    events = select(AuditEvent.record_id).where(AuditEvent.action == "act").order_by(AuditEvent.id.desc())
    with elevated(session) as system:
        return int(system.scalars(events.limit(1)).one())


def test_it_is_undone_once_with_a_reason_and_by_its_own_office(counties: TwoCounties, home: Home, clerk):
    household = do(clerk, home, FamilyAct.STOP)
    act = load_latest_act(clerk, household)
    with pytest.raises(ValidationError, match="reason"):
        undo_act(clerk, household, act.event_id, " ")
    with pytest.raises(ValidationError, match="no longer"):
        undo_act(clerk, household, act.event_id - 1, "wrong")
    key = household.id
    clerk.rollback()
    narrow = Actor("township", "陈静", (Grant(Role.CLERK, TOWNSHIPS[1]),), account_id=1)
    with counties.session(narrow) as session:
        assert session.get(Household, key) is None
    undo_act(clerk, household, act.event_id, "wrong")
    commit(clerk)
    with pytest.raises(ValidationError, match="no longer"):
        undo_act(clerk, household, act.event_id, "wrong")


def test_what_reached_another_office_is_undone_by_the_one_above(counties: TwoCounties, home: Home, clerk):
    do(clerk, home, FamilyAct.MARRIAGE)
    key = home.household.id
    clerk.rollback()
    narrow = Actor("township", "陈静", (Grant(Role.CLERK, TOWNSHIPS[0]),), account_id=1)
    with counties.session(narrow) as session:
        household = session.get_one(Household, key)
        act = load_latest_act(session, household)
        with pytest.raises(ValidationError, match="office above"):
            undo_act(session, household, act.event_id, "wrong")


@pytest.mark.usefixtures("counted")
def test_figures_of_past_months_that_an_undo_moves_are_announced(clerk):
    confirming(clerk, "late papers")
    household = register(clerk, LATE_FAMILY)
    commit(clerk)
    clerk.confirmed = frozenset()
    act = load_latest_act(clerk, household)
    undo_act(clerk, household, act.event_id, "wrong family")
    with pytest.raises(ValidationError) as announced:
        commit(clerk)
    assert any("revised" in sentence for _column, sentence in announced.value.doubts)


LATE_FAMILY = type(FAMILY)(FAMILY.household, FAMILY.members, DIBAO | {"start_on": date(2023, 6, 1)})
