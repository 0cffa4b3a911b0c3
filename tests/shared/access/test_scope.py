"""Reading in the scope grid: 15 regions, somebody in each who holds every role, every kind of record."""

from __future__ import annotations

from sqlalchemy import (
    Engine,
    exists,
    func,
    select,
)
from sqlalchemy.orm import Session, aliased, joinedload

from shared.access import Actor, open_session
from shared.clock import now
from shared.models import HouseholdMember, Person, Programme, Region, SignInAttempt, Spell
from tests.factories import records as make
from tests.factories.regions import CHANGSHU, KUNSHAN, NANJING, PROVINCE, SUZHOU, TREE
from tests.shared.access.scope_matrix import PLACED, attempt, everything, in_region, inside

NOWHERE = 10**9


def test_everybody_sees_the_own_subtree_and_nothing_else(grid: Engine):
    seen = expected = 0
    for code in TREE:
        with open_session(everything(code), grid) as session:
            for cls in PLACED:
                found = sorted(session.scalars(select(cls.region_code)))
                assert found == sorted(c for c in TREE if inside(c, code)), (code, cls)
                seen, expected = seen + len(found), expected + sum(inside(c, code) for c in TREE)
    assert seen == expected > 0


def test_nobody_without_a_role_sees_anything(grid: Engine):
    with open_session(Actor("nobody", "无", ()), grid) as session:
        for cls in PLACED:
            assert session.scalars(select(cls)).all() == []


def test_every_shape_of_query_is_narrowed(grid: Engine):
    other = aliased(Person)
    shapes = {
        "count": select(func.count()).select_from(Person),
        "alias": select(func.count(other.id)),
        "subquery": select(func.count()).select_from(select(Person).subquery()),
        "cte": select(func.count()).select_from(select(Person.id).cte()),
        "scalar": select(select(func.count(Person.id)).scalar_subquery()),
        "join": select(func.count()).select_from(Spell).join(Spell.person),
        "distinct": select(func.count(Person.region_code.distinct())),
    }
    with open_session(everything(KUNSHAN), grid) as session:
        for name, shape in shapes.items():
            assert session.scalar(shape) == sum(inside(c, KUNSHAN) for c in TREE), name
        assert session.scalar(select(exists().where(Person.region_code == CHANGSHU))) is False
        assert session.scalar(select(exists().where(Person.region_code == KUNSHAN))) is True


def test_a_foreign_id_answers_like_one_that_does_not_exist(grid: Engine):
    foreign = in_region(grid, Person, CHANGSHU)
    with open_session(everything(KUNSHAN), grid) as session:
        assert session.get(Person, foreign) is session.get(Person, NOWHERE) is None
        assert session.scalars(select(Person).where(Person.id.in_([foreign, NOWHERE]))).all() == []


def test_records_reached_through_others_are_narrowed_too(grid: Engine):
    """A membership of Kunshan whose person was registered elsewhere: the person stays unseen."""
    foreign = in_region(grid, Person, CHANGSHU)
    with Session(grid.execution_options(writing=True)) as session:
        session.scalars(select(HouseholdMember).where(HouseholdMember.region_code == KUNSHAN)).one().person_id = foreign
        session.commit()
    with open_session(everything(KUNSHAN), grid) as session:
        for options in ([], [joinedload(HouseholdMember.person)]):
            found = session.scalars(
                select(HouseholdMember).where(HouseholdMember.region_code == KUNSHAN).options(*options)
            ).one()
            assert found.person is None
            session.expunge_all()


def test_actors_take_turns_in_one_process(grid: Engine):
    for _round in range(10):
        for code in (KUNSHAN, CHANGSHU, PROVINCE):
            with open_session(everything(code), grid) as session:
                found = set(session.scalars(select(Person.region_code)))
            assert found == {c for c in TREE if inside(c, code)}


def test_what_has_no_place_is_the_provinces(grid: Engine):
    with Session(grid.execution_options(writing=True)) as session:
        session.add(SignInAttempt(login="?", address="127.0.0.1", at=now()))
        session.commit()
    for code, expected in ((PROVINCE, 1), (SUZHOU, 0)):
        with open_session(everything(code), grid) as session:
            assert session.scalar(select(func.count()).select_from(SignInAttempt)) == expected
        assert attempt(grid, code, lambda session: session.add(make.programme())) == bool(expected)


def test_plans_of_charity_are_the_same_for_all(grid: Engine):
    with open_session(everything(KUNSHAN), grid) as session:
        assert session.scalars(select(Programme)).all()
        assert session.scalar(select(func.count()).select_from(Region)) == len(TREE)


def test_the_county_beside_is_never_named(grid: Engine):
    """All rows an actor can load, written out: no code of another city appears."""
    with open_session(everything(SUZHOU), grid) as session:
        for cls in PLACED:
            for record in session.scalars(select(cls)):
                assert not record.region_code.startswith(NANJING[:4])
