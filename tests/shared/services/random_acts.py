"""Random acts on the families of a county, on random days; what the checks refuse is not done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import select

from shared.access import SYSTEM, ScopedSession, open_session
from shared.access.permission_denied import PermissionDenied
from shared.models import (
    DivisionChange,
    DivisionChangeKind,
    Household,
    HouseholdMember,
    Level,
    Person,
    PersonDisability,
    PersonRegistration,
    Region,
)
from shared.services import commit, records
from shared.services.benefit_stops import stop_benefits
from shared.services.births import NewChild, propose_recognition, record_birth
from shared.services.checks.death_checks import records_left_open
from shared.services.deaths import record_death
from shared.services.division_changes import declaring
from shared.services.division_changes.carrying_out import Declared, carry_out
from shared.services.division_changes.plan import DivisionPlan, HouseholdChoice, Naming
from shared.services.division_changes.undoing import undo_change
from shared.services.family_act_undo import undo_act
from shared.services.family_registration import NewFamily, NewMember, register_family
from shared.services.household_composition import load_family
from shared.services.household_splits import merge_households, split_household
from shared.services.household_transfers import accept, offer
from shared.services.marriages import record_marriage
from shared.services.membership_changes import members_on
from shared.services.past_acts import load_latest_act
from shared.services.person_facts import change_fact
from shared.services.relocations import move_family
from shared.services.service_errors import BatchError, ValidationError
from tests.factories.regions import KUNSHAN, TOWNSHIPS, VILLAGES
from tests.shared.services.test_family_registration import SEALER
from tests.support.two_counties import confirming

TODAY = date(2023, 12, 31)
FIRST, SECOND = TOWNSHIPS[:2]
PLACES = VILLAGES[:2]  # both townships of the county


class RandomActs:
    """One act after the other, each kept by `save`; `day` is the day of the last one."""

    def __init__(self, random: Random, save: Callable[[ScopedSession], None] = commit) -> None:
        self.random, self.save, self.day, self.count = random, save, TODAY, 0
        self.places = [*PLACES]

    def happen(self, session: ScopedSession) -> bool:
        """Do one on a day of this month or one gone by; whether it was done."""
        self.count += 1
        self.day = self.random.choice([date(2023, 12, 5), date(2023, 12, 31), date(2023, 9, 15), date(2023, 6, 1)])
        confirming(session, "document 7")
        try:
            self.random.choice(ACTS)(self, session)
            self.save(session)
        except (ValidationError, BatchError, PermissionDenied):
            session.rollback()
            return False
        return True

    def household(self, session: ScopedSession) -> Household:
        return self.random.choice(session.scalars(select(Household).order_by(Household.id)).all())

    def home(self, **more: Any) -> dict[str, Any]:
        place = {"region_code": self.random.choice(self.places), "address": f"新村{self.count}号", "residence": "rural"}
        return place | more

    def person(self) -> dict[str, Any]:
        born_on = self.day - timedelta(days=self.random.randrange(9_000))
        return {"name": "赵" + chr(0x4E00 + self.count), "sex": "1", "born_on": born_on}


def _register(acts: RandomActs, session: ScopedSession) -> None:
    recognised = {"is_recognised": True, "monthly_fen": 50_000}
    members = [NewMember(acts.person(), "head", **recognised), NewMember(acts.person(), "child", **recognised)]
    spell = {"tier": acts.random.choice(["dibao", "marginal"]), "start_on": acts.day, "entry_reason": "application"}
    register_family(session, NewFamily(acts.home(), members[: acts.random.choice([1, 2])], spell), SEALER)


def _move(acts: RandomActs, session: ScopedSession) -> None:
    household = acts.household(session)
    move_family(session, household, acts.home(), acts.day, household.version)


def _bear(acts: RandomActs, session: ScopedSession) -> None:
    household = acts.household(session)
    family = load_family(household.id, TODAY, session, session)
    values = acts.person() | {"born_on": acts.day}
    recognition = propose_recognition(session, household, family)
    record_birth(session, household, NewChild(values, "child", None), recognition, SEALER)


def _marry(acts: RandomActs, session: ScopedSession) -> None:
    person = acts.random.choice(session.scalars(select(Person).order_by(Person.id)).all())
    heads = session.scalars(select(HouseholdMember.id).order_by(HouseholdMember.id)).all()
    record_marriage(session, acts.household(session), person, "spouse", acts.day, acts.random.choice(heads))


def _split(acts: RandomActs, session: ScopedSession) -> None:
    household = acts.household(session)
    members = members_on(session, household, acts.day)
    if len(members) > 1:
        split_household(session, household, acts.home(), {members[-1].id: "head"}, acts.day, members[0].id)


def _merge(acts: RandomActs, session: ScopedSession) -> None:
    household, other = acts.household(session), acts.household(session)
    relations = dict.fromkeys((one.id for one in members_on(session, other, acts.day)), "other")
    merge_households(session, household, other, relations, acts.day)


def _stop(acts: RandomActs, session: ScopedSession) -> None:
    stop_benefits(session, acts.household(session), acts.day, "income")


def _die(acts: RandomActs, session: ScopedSession) -> None:
    person = acts.random.choice(session.scalars(select(Person).order_by(Person.id)).all())
    heirs = records_left_open(session, person, acts.day).heirs
    record_death(session, person, acts.day, {home.id: members[0].id for home, members in heirs.items() if members})
    records.update(session, person, {"died_on": acts.day}, person.version)


def _change_fact(acts: RandomActs, session: ScopedSession) -> None:
    person = acts.random.choice(session.scalars(select(Person).order_by(Person.id)).all())
    if acts.random.random() < 0.5:
        change_fact(
            session, PersonRegistration, person, {"registration_region_code": acts.places[0]}, acts.day, person.version
        )
    level = acts.random.choice([None, 1, 4])
    values = {"disability": level and "4", "disability_level": level}
    change_fact(session, PersonDisability, person, values, acts.day, person.version)


def _hand_over(acts: RandomActs, session: ScopedSession) -> None:
    """To another township of the county, whose clerk is the same."""
    household, place = acts.household(session), acts.random.choice(acts.places)
    offered = {"to_region_code": place, "moves_on": acts.day, "paid_from": acts.random.choice(["2024-01", "2024-02"])}
    transfer = offer(session, household, offered)
    commit(session)
    accept(session, transfer, place, f"新街{acts.count}号")


def _change_divisions(acts: RandomActs, session: ScopedSession) -> None:
    """By the office that keeps the divisions: they merge or are split, or what was done so last is undone."""
    session.rollback()
    acts.day = acts.random.choice([date(2023, 12, 5), TODAY])
    with open_session(SYSTEM, session.get_bind(), writing=True) as system:
        confirming(system, "document 7")
        change = system.scalars(select(DivisionChange).where(DivisionChange.retired_on.is_(None))).first()
        if change is not None:
            undo_change(system, change, "wrong")
        else:
            kind, plan = acts.random.choice([merge_townships, merge_village, split_village])(system)
            carry_out(system, Declared(kind, plan, acts.day, "苏政复〔2023〕7号", "approved"))
        commit(system)
        standing = Region.level == Level.VILLAGE, Region.code.startswith(KUNSHAN), Region.valid_to.is_(None)
        acts.places = list(system.scalars(select(Region.code).where(*standing).order_by(Region.code)))


def merge_townships(system: ScopedSession) -> tuple[DivisionChangeKind, DivisionPlan]:
    """The first township of the county becomes part of the second."""
    codes = declaring.free_codes(system, {one.code: SECOND for one in declaring.villages_of(system, FIRST)})
    return DivisionChangeKind.MERGE, declaring.merge_townships(system, [FIRST], SECOND, None, codes)


def merge_village(_system: ScopedSession) -> tuple[DivisionChangeKind, DivisionPlan]:
    """A village becomes part of one in the other township."""
    return DivisionChangeKind.MERGE, declaring.merge_villages([PLACES[0]], PLACES[1], None)


def split_village(_system: ScopedSession) -> tuple[DivisionChangeKind, DivisionPlan]:
    """Households of a street go to a new village; the others stay."""
    new = f"{FIRST}009"
    chosen = [HouseholdChoice(PLACES[0], new, (), "新村")]
    return DivisionChangeKind.SPLIT, declaring.split_village(PLACES[0], {new: Naming("新村", "", "村委会")}, chosen, "")


def _undo(acts: RandomActs, session: ScopedSession) -> None:
    household = acts.household(session)
    act = load_latest_act(session, household)
    if act is not None:
        acts.day = date(2023, 1, 1)  # whichever day it was about
        undo_act(session, household, act.event_id, "wrong")


ACTS: tuple[Callable[[RandomActs, ScopedSession], None], ...] = (
    _register,
    _move,
    _bear,
    _marry,
    _split,
    _merge,
    _stop,
    _die,
    _change_fact,
    _hand_over,
    _change_divisions,
    _undo,
)
