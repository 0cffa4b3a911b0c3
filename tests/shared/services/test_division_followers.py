"""Accounts, roles, mechanisms and rights follow a change of divisions; what stands in its way is said."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.access import SYSTEM, Role, ScopedSession, open_session
from shared.access.account_actor import load_actor
from shared.models import (
    Account,
    DiscoveryMechanism,
    DivisionChangeKind,
    EarlyWarning,
    Household,
    HouseholdMember,
    Person,
    PersonRegistration,
    Region,
    RoleGrant,
    Spell,
    WarningOutcome,
)
from shared.services import commit, records, relocations
from shared.services.division_changes import declaring
from shared.services.division_changes.carrying_out import carry_out
from shared.services.division_changes.plan import HouseholdChoice, Naming
from shared.services.service_errors import ValidationError
from tests.factories import records as make
from tests.factories.regions import KUNSHAN
from tests.support.changed_divisions import (
    ADMIN,
    DAY,
    FIRST,
    LATER_VILLAGE,
    SECOND,
    TOWN,
    VILLAGE,
    declared,
    merge,
    merger,
    planted,
    region_of,
    with_one_person_deciding,
)
from tests.support.databases import Filled
from tests.support.second_person import done, stored
from tests.support.two_counties import CLERK, Keys, TwoCounties, confirming, open_counties

FURTHER = f"{FIRST}002"
NEW_VILLAGE = Naming("新村", "", "村委会")


@pytest.fixture
def alone(filled: Filled[list[Keys]]) -> TwoCounties:
    return open_counties(filled, with_one_person_deciding)


def at_work(counties: TwoCounties, code: str, login: str = "officer") -> int:
    """Somebody works in a division and is a clerk there."""
    with Session(counties.engine.execution_options(writing=True)) as session:
        account = make.account(code, login)
        session.add(make.grant(account, Role.CLERK))
        session.commit()
        return account.id


def grants(counties: TwoCounties, account: int) -> set[tuple[str, bool]]:
    with open_session(SYSTEM, counties.engine) as session:
        held = session.scalars(select(RoleGrant).where(RoleGrant.account_id == account))
        return {(one.region_code, one.retired_on is None) for one in held}


def test_accounts_and_roles_go_on_in_the_division_that_follows(alone: TwoCounties):
    key = at_work(alone, FIRST)
    done(alone, merge, ADMIN)
    assert grants(alone, key) == {(FIRST, False), (SECOND, True)}
    assert stored(alone, Account, key).region_code == SECOND


def test_who_is_in_charge_of_what_follows_reads_what_was_before(alone: TwoCounties):
    at_work(alone, SECOND)
    done(alone, merge, ADMIN)
    with open_session(SYSTEM, alone.engine) as system:
        officer = load_actor(system, "officer")
    with alone.session(officer) as session:
        assert session.get(Spell, alone.here[Spell]).region_code == VILLAGE
        assert session.get(Spell, alone.there[Spell]) is None


def test_a_warning_of_the_former_division_is_closed_by_the_one_that_follows(alone: TwoCounties):
    at_work(alone, SECOND)
    with Session(alone.engine.execution_options(writing=True)) as session:
        session.delete(session.get_one(WarningOutcome, alone.here[WarningOutcome]))
        session.commit()
    done(alone, merge, ADMIN)
    with open_session(SYSTEM, alone.engine) as system:
        officer = load_actor(system, "officer")
    values = {"warning_id": alone.here[EarlyWarning], "result": "not_in_need", "decided_on": date(2023, 12, 20)}
    with alone.session(officer) as session:
        outcome = records.create(confirming(session), WarningOutcome, values)
        commit(session)
        assert outcome.region_code == LATER_VILLAGE


def test_a_mechanism_goes_on_in_the_village_that_follows(alone: TwoCounties):
    done(alone, merge, ADMIN)
    with open_session(SYSTEM, alone.engine) as session:
        found = session.scalars(select(DiscoveryMechanism).order_by(DiscoveryMechanism.id)).all()
        assert {(one.region_code, one.ended_on) for one in found} >= {(VILLAGE, DAY), (LATER_VILLAGE, None)}


def test_a_family_that_moves_afterwards_keeps_the_first_reason_of_its_recognition(alone: TwoCounties):
    reason = stored(alone, Spell, alone.here[Spell]).entry_reason
    done(alone, merge, ADMIN)
    planted(alone, f"{SECOND}009")

    def move(session: ScopedSession) -> None:
        home = session.get_one(Household, alone.here[Household])
        values = {"region_code": f"{SECOND}009", "address": "新路1号"}
        relocations.move_household(session, home, values, date(2023, 12, 20), home.version)

    done(alone, move, CLERK)
    with open_session(SYSTEM, alone.engine) as session:
        new = session.scalars(select(Spell).where(Spell.start_on == date(2023, 12, 20))).one()
        assert new.entry_reason == reason


def test_a_clerk_cannot_give_the_reason_of_a_change_of_divisions(alone: TwoCounties):
    with alone.session(CLERK) as session:
        spell = session.get_one(Spell, alone.here[Spell])
        values = {"end_on": date(2023, 12, 20), "exit_reason": "division"}
        with pytest.raises(ValidationError) as refused:
            records.update(confirming(session), spell, values, spell.version)
    assert set(refused.value.fields) == {"exit_reason"}


def test_chosen_households_of_a_village_go_to_a_new_one_and_the_others_stay(alone: TwoCounties):
    number = stored(alone, Household, alone.here[Household]).number

    def split(session: ScopedSession, *numbers: str) -> object:
        choice = HouseholdChoice(VILLAGE, FURTHER, numbers)
        plan = declaring.split_village(VILLAGE, {FURTHER: NEW_VILLAGE}, [choice], "")
        return carry_out(session, declared(plan, DivisionChangeKind.SPLIT))

    with alone.session(ADMIN) as session, pytest.raises(ValidationError):
        split(session, number, "not there")
    done(alone, lambda session: split(session, number), ADMIN)
    home = stored(alone, Household, alone.here[Household])
    assert home.region_code == FURTHER
    assert stored(alone, HouseholdMember, alone.here[HouseholdMember]).region_code == FURTHER
    assert region_of(alone, VILLAGE).valid_to is None
    assert region_of(alone, FURTHER).valid_from == DAY


def test_a_village_of_another_county_is_no_part_of_it(alone: TwoCounties):
    plan = declaring.merge_villages([VILLAGE], "320581100001", None)
    with alone.session(SYSTEM) as session, pytest.raises(ValidationError) as refused:
        carry_out(session, declared(plan))
    assert "320581100001" in refused.value.fields or VILLAGE in refused.value.fields


def test_what_waits_stands_in_the_way_and_is_named(alone: TwoCounties):
    with Session(alone.engine.execution_options(writing=True)) as session:
        session.add(make.proposed_change(VILLAGE))
        session.commit()
    with alone.session(ADMIN) as session:
        wanted = declared(merger(session))
        with pytest.raises(ValidationError) as refused:
            carry_out(session, wanted)
    assert "Changes for approval (1)" in refused.value.fields[""]


def test_a_new_township_takes_the_place_of_another(alone: TwoCounties):
    into = f"{KUNSHAN}001"
    done(alone, lambda session: carry_out(session, declared(merger(session, into, TOWN))), ADMIN)
    town = region_of(alone, into)
    assert (town.name, town.kind, town.parent_code) == (TOWN.name, TOWN.kind, KUNSHAN)
    assert stored(alone, Household, alone.here[Household]).region_code == f"{into}001"
    with open_session(SYSTEM, alone.engine) as session:
        assert session.scalars(select(Region.successor_code).where(Region.code == FIRST)).one() == into


def test_who_is_registered_there_is_registered_in_the_one_that_follows_and_the_former_is_kept(alone: TwoCounties):
    person, far = alone.here[Person], alone.there[Person]
    with Session(alone.engine.execution_options(writing=True)) as session:
        for key in (person, far):
            session.get_one(Person, key).registration_region_code = VILLAGE
        session.commit()
    done(alone, merge, ADMIN)
    for key in (person, far):
        assert stored(alone, Person, key).registration_region_code == LATER_VILLAGE
        with open_session(SYSTEM, alone.engine) as session:
            own = PersonRegistration.person_id == key, PersonRegistration.end_on == DAY
            assert session.scalars(select(PersonRegistration.registration_region_code).where(*own)).all() == [VILLAGE]
