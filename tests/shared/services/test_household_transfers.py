"""A family is handed over: offered, accepted by the other office, read from both sides; months before stay."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from shared.access import SYSTEM, Actor, Grant, Role, open_session
from shared.access.permission_denied import PermissionDenied
from shared.clock import Period
from shared.indicators import cube
from shared.indicators.values import load_values
from shared.models import AuditEvent, Household, HouseholdMember, HouseholdPlace, HouseholdTransfer, Person, Spell
from shared.services import commit, household_transfers, moved_families
from shared.services.service_errors import ValidationError
from tests.factories.regions import CHANGSHU, KUNSHAN
from tests.support.two_counties import HERE, THERE, TwoCounties

NEW_COUNTY = THERE[:6]
NEW_CLERK = Actor("new", "赵敏", (Grant(Role.CLERK, NEW_COUNTY),), account_id=3)
STRANGER = Actor("far", "孙丽", (Grant(Role.CLERK, CHANGSHU),), account_id=4)
OFFER = {"to_region_code": NEW_COUNTY, "moves_on": date(2023, 12, 10), "paid_from": "2024-01"}
MONTHS = [Period.month(2023, month) for month in range(1, 13)]


def offered(counties: TwoCounties, **more) -> int:
    with counties.session() as clerk:
        clerk.reason = "moved to the daughter"
        household = clerk.get_one(Household, counties.here[Household])
        transfer = household_transfers.offer(clerk, household, OFFER | more)
        commit(clerk)
        return transfer.id


def accepted(counties: TwoCounties, actor: Actor = NEW_CLERK, village: str = THERE) -> int:
    key = offered(counties)
    with counties.session(actor) as session:
        transfer = session.get_one(HouseholdTransfer, key)
        household_transfers.accept(session, transfer, village, "新街3号")
        commit(session)
    return key


def counted(counties: TwoCounties) -> list[list[int]]:
    with open_session(SYSTEM, counties.engine) as session:
        places = (KUNSHAN, NEW_COUNTY)
        return [
            [f.numerator or 0 for f in load_values(session, ["recipients_by_tier"], [place], MONTHS)]
            for place in places
        ]


def test_nothing_changes_until_it_is_accepted(counties: TwoCounties):
    key = offered(counties)
    with counties.session(NEW_CLERK) as session:
        assert session.get_one(HouseholdTransfer, key).state == "offered"
        assert session.get(Household, counties.here[Household]) is None
    with counties.session(STRANGER) as session:
        assert session.get(HouseholdTransfer, key) is None


def test_it_stands_in_the_new_place_and_its_past_in_the_old(counties: TwoCounties):
    with counties.session(SYSTEM) as session:
        cube.build(session)
        session.commit()
    before = counted(counties)
    key = accepted(counties)
    assert counted(counties) == before, "the new office pays from January on"
    with open_session(SYSTEM, counties.engine) as session:
        household = session.get_one(Household, counties.here[Household])
        assert (household.region_code, household.address) == (THERE, "新街3号")
        assert session.get_one(Person, counties.here[Person]).region_code == THERE
        old = session.get_one(Spell, counties.here[Spell])
        assert (old.region_code, old.end_on, old.exit_reason) == (HERE, date(2024, 1, 1), "moved")
        new = session.scalars(select(Spell).where(Spell.person_id == old.person_id, Spell.id != old.id)).one()
        assert (new.region_code, new.start_on, new.monthly_fen) == (THERE, date(2024, 1, 1), 63_000)
        places = session.scalars(select(HouseholdPlace).where(HouseholdPlace.household_id == household.id)).all()
        assert {(p.role, p.region_code, p.end_on) for p in places} >= {
            ("residence", HERE, date(2023, 12, 10)),
            ("payment", HERE, date(2024, 1, 1)),
        }
        found = session.get_one(HouseholdTransfer, key)
        assert (found.state, found.decided_by) == ("accepted", "new")
        events = session.scalars(select(AuditEvent).where(AuditEvent.record == "household")).all()
        assert events[-1].actor == "new"
        assert cube.find_differences(session) == []


def test_the_new_office_reads_the_whole_story_the_old_one_its_months(counties: TwoCounties):
    accepted(counties)
    old_spell, household = counties.here[Spell], counties.here[Household]
    with open_session(SYSTEM, counties.engine) as system:
        new_spell = system.scalars(
            select(Spell.id).where(Spell.household_id == household, Spell.region_code == THERE)
        ).one()

        def readable(actor: Actor) -> list[bool]:
            with counties.session(actor) as session:
                wanted = (
                    (Household, household),
                    (Person, counties.here[Person]),
                    (Spell, old_spell),
                    (Spell, new_spell),
                )
                found = [moved_families.find_record(session, system, kind, key) for kind, key in wanted]
                family = moved_families.family_reader(session, system, system.get_one(Household, household), Spell)
                return [*(one is not None for one in found), family is system]

        assert readable(NEW_CLERK) == [True, True, True, True, True]
        assert readable(Actor("clerk", "李强", (Grant(Role.CLERK, KUNSHAN),))) == [True, True, True, False, False]
        assert readable(STRANGER) == [False, False, False, False, False]
        assert readable(Actor("security", "安", (Grant(Role.SECURITY_ADMIN, NEW_COUNTY),))) == [False] * 5


@pytest.mark.parametrize(
    ("values", "column"),
    [
        ({"to_region_code": HERE[:9]}, "to_region_code"),
        ({"to_region_code": "320000"}, "to_region_code"),
        ({"moves_on": date(2024, 1, 1)}, "moves_on"),
        ({"paid_from": "2023-11"}, "paid_from"),
    ],
)
def test_an_offer_that_cannot_be_is_refused_at_its_field(counties: TwoCounties, values, column):
    with pytest.raises(ValidationError) as refusal:
        offered(counties, **values)
    assert refusal.value.fields.keys() == {column}


def test_one_offer_waits_at_a_time_and_needs_a_reason(counties: TwoCounties, clerk):
    household = clerk.get_one(Household, counties.here[Household])
    with pytest.raises(ValidationError) as refusal:
        household_transfers.offer(clerk, household, OFFER)
    assert refusal.value.fields.keys() == {"reason"}
    clerk.reason = "moved"
    household_transfers.offer(clerk, household, OFFER)
    with pytest.raises(ValidationError):
        household_transfers.offer(clerk, household, OFFER)


def test_only_the_new_office_accepts_and_in_its_own_place(counties: TwoCounties):
    key = offered(counties)
    for actor, village in ((Actor("clerk", "李强", (Grant(Role.CLERK, KUNSHAN),)), THERE), (NEW_CLERK, HERE)):
        with counties.session(actor) as session, pytest.raises(PermissionDenied):
            household_transfers.accept(session, session.get_one(HouseholdTransfer, key), village, "新街3号")
    with counties.session(NEW_CLERK) as session, pytest.raises(ValidationError) as refusal:
        household_transfers.accept(session, session.get_one(HouseholdTransfer, key), THERE[:9], "新街3号")
    assert refusal.value.fields.keys() == {"region_code"}


@pytest.mark.parametrize(("act", "actor"), [("withdraw", None), ("refuse", NEW_CLERK)])
def test_taken_back_or_refused_the_family_stays(counties: TwoCounties, act, actor):
    key = offered(counties)
    with counties.session(*[actor] if actor else []) as session:
        transfer = session.get_one(HouseholdTransfer, key)
        getattr(household_transfers, act)(session, transfer, "a mistake")
        commit(session)
        with pytest.raises(ValidationError):
            getattr(household_transfers, act)(session, session.get_one(HouseholdTransfer, key), "again")
    with open_session(SYSTEM, counties.engine) as session:
        assert session.get_one(Household, counties.here[Household]).region_code == HERE
        assert session.get_one(HouseholdMember, counties.here[HouseholdMember]).region_code == HERE


def test_the_other_side_does_not_take_back_or_refuse_for_somebody_else(counties: TwoCounties):
    key = offered(counties)
    for act, actor in ((household_transfers.withdraw, NEW_CLERK), (household_transfers.refuse, None)):
        with counties.session(*[actor] if actor else []) as session, pytest.raises(PermissionDenied):
            act(session, session.get_one(HouseholdTransfer, key), "no")
