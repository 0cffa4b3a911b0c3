"""Writing in the scope grid: entering, changing, moving, deleting, pointing at records."""

from __future__ import annotations

import pytest
from sqlalchemy import (
    Engine,
    select,
)
from sqlalchemy.orm import load_only

from shared.access import Actor, Grant, Role, ScopedSession, open_session
from shared.access.permission_denied import PermissionDenied
from shared.models import Base, Household, HouseholdMember, Person
from shared.services import commit
from tests.factories import records as make
from tests.factories.regions import CHANGSHU, KUNSHAN, TREE
from tests.shared.access.scope_matrix import attempt, census, everything, in_region, inside, known

NOWHERE = 10**9


def test_nobody_writes_outside_the_own_subtree(grid: Engine):
    before = census(grid)
    refused = done = 0
    for actor_code in TREE:
        for code in TREE:
            persons = {"forged": known(Person, grid, code), "deleted": known(Person, grid, code)}

            def create(session: ScopedSession, code: str = code) -> None:
                session.add(make.person(code))

            def change(session: ScopedSession, person: Base = persons["forged"]) -> None:
                session.add(person)
                person.name = "改"

            def move_there(session: ScopedSession, code: str = code, mine: str = actor_code) -> None:
                session.scalars(select(Person).where(Person.region_code == mine)).one().region_code = code

            for act in (create, change, move_there):
                allowed = attempt(grid, actor_code, act)
                assert allowed == inside(code, actor_code), (actor_code, code, act.__name__)
                done, refused = done + allowed, refused + (not allowed)
    own = sum(inside(code, actor_code) for actor_code in TREE for code in TREE)
    assert (done, refused) == (3 * own, 3 * (len(TREE) ** 2 - own))
    assert census(grid) == before


def test_nobody_fetches_a_record_from_elsewhere(grid: Engine):
    """Not even by claiming that it is the own one: where it stood before counts too."""
    before = census(grid)
    for code in TREE:
        person = known(Person, grid, code)

        def fetch(session: ScopedSession, person: Base = person) -> None:
            session.add(person)
            person.region_code = KUNSHAN

        assert attempt(grid, KUNSHAN, fetch) == inside(code, KUNSHAN), code
    assert census(grid) == before


def test_nobody_deletes_elsewhere(grid: Engine):
    def remove(session: ScopedSession) -> None:
        record = known(HouseholdMember, grid, CHANGSHU)
        session.add(record)
        session.delete(record)

    assert not attempt(grid, KUNSHAN, remove)
    assert attempt(grid, CHANGSHU, remove)


def test_a_reference_to_a_foreign_record_fails_like_one_to_none(grid: Engine):
    for actor_code in TREE:
        own = in_region(grid, Person, actor_code)
        for code in TREE:
            there = in_region(grid, Household, code)

            def refer(
                session: ScopedSession, code: str = actor_code, person: int = own, household: int = there
            ) -> None:
                session.add(
                    HouseholdMember(
                        region_code=code,
                        person_id=person,
                        household_id=household,
                        relation="head",
                        start_on=make.membership(make.person(), make.household()).start_on,
                    )
                )

            assert attempt(grid, actor_code, refer) == inside(code, actor_code)
    assert not attempt(grid, KUNSHAN, lambda session: refer(session, KUNSHAN, own, NOWHERE))


def test_reading_is_not_writing(grid: Engine):
    approver = Actor("shen", "审", (Grant(Role.APPROVER, KUNSHAN),))
    her = select(Person).where(Person.region_code == KUNSHAN)
    for query, expires in ((her, False), (her, True), (her.options(load_only(Person.name)), False)):
        with open_session(approver, grid, writing=True) as session:
            person = session.scalars(query).one()
            if expires:
                session.commit()
            person.name = "改"
            with pytest.raises(PermissionDenied):
                session.flush()


def test_records_are_committed_through_the_services_only(grid: Engine):
    with open_session(everything(KUNSHAN), grid, writing=True) as session:
        session.add(make.person(KUNSHAN))
        with pytest.raises(RuntimeError):
            session.commit()
    with open_session(everything(KUNSHAN), grid, writing=True) as session:
        session.add(make.person(KUNSHAN))
        commit(session)
