"""The scope grid at the session: 15 regions, somebody in each who holds every role, every kind of record."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import (
    Engine,
    column,
    delete,
    exists,
    func,
    insert,
    literal_column,
    select,
    table,
    text,
    true,
    union_all,
    update,
)
from sqlalchemy.orm import Session, aliased, joinedload, make_transient_to_detached

from shared.access import SYSTEM, Actor, Grant, Role, ScopedSession, open_session
from shared.access.refusal import Refused
from shared.clock import now
from shared.models import Base, Household, Membership, Person, Programme, Region, SignInAttempt, Spell
from shared.models.region import prefix_of
from shared.services import commit
from tests.access.grid import PLACED, everything, filled
from tests.factories import records as make
from tests.factories.regions import CHANGSHU, KUNSHAN, NANJING, PROVINCE, SUZHOU, TREE

NOWHERE = 10**9


@pytest.fixture
def grid(engine: Engine) -> Engine:
    filled(engine)
    return engine


def inside(code: str, actor_code: str) -> bool:
    return code.startswith(prefix_of(actor_code))


def census(engine: Engine) -> dict[str, list[tuple]]:
    """Every row of persons, memberships and households: nothing may change by a refusal."""
    with Session(engine) as session:
        tables = (cls.__table__ for cls in (Person, Membership, Household))
        return {t.name: list(map(tuple, session.execute(select(t).order_by(t.c.id)))) for t in tables}


def in_region(engine: Engine, cls: type[Base], code: str) -> int:
    with open_session(SYSTEM, engine) as session:
        return session.scalars(select(cls.id).where(cls.region_code == code)).one()


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
        session.scalars(select(Membership).where(Membership.region_code == KUNSHAN)).one().person_id = foreign
        session.commit()
    with open_session(everything(KUNSHAN), grid) as session:
        for options in ([], [joinedload(Membership.person)]):
            found = session.scalars(select(Membership).where(Membership.region_code == KUNSHAN).options(*options)).one()
            assert found.person is None
            session.expunge_all()


def test_actors_take_turns_in_one_process(grid: Engine):
    for _round in range(10):
        for code in (KUNSHAN, CHANGSHU, PROVINCE):
            with open_session(everything(code), grid) as session:
                found = set(session.scalars(select(Person.region_code)))
            assert found == {c for c in TREE if inside(c, code)}


def attempt(engine: Engine, code: str, act: Callable[[ScopedSession], object]) -> bool:
    """Whether the actor of `code` may do something; what was done is taken back."""
    with open_session(everything(code), engine, writing=True) as session:
        try:
            act(session)
            session.flush()
        except Refused:
            return False
        finally:
            session.rollback()
    return True


def known(cls: type[Base], engine: Engine, code: str) -> Base:
    """A record as somebody would forge it who knows its id and its place, though he cannot load it."""
    record = cls(id=in_region(engine, cls, code), region_code=code, version=1)
    make_transient_to_detached(record)
    return record


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
        record = known(Membership, grid, CHANGSHU)
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
                    Membership(
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
    with open_session(approver, grid, writing=True) as session:
        person = session.scalars(select(Person).where(Person.region_code == KUNSHAN)).one()
        session.commit()  # the loaded values expire
        person.name = "改"
        with pytest.raises(Refused):
            session.flush()


def test_what_has_no_place_is_the_provinces(grid: Engine):
    with Session(grid.execution_options(writing=True)) as session:
        session.add(SignInAttempt(login="?", address="127.0.0.1", at=now()))
        session.commit()
    for code, expected in ((PROVINCE, 1), (SUZHOU, 0)):
        with open_session(everything(code), grid) as session:
            assert session.scalar(select(func.count()).select_from(SignInAttempt)) == expected
        assert attempt(grid, code, lambda session: session.add(make.programme())) == bool(expected)


P, T = Person, Person.__table__
PAST_THE_SCOPE = {
    "text": lambda: text("SELECT name FROM person"),
    "text with columns": lambda: text("SELECT name FROM person").columns(column("name")),
    "text in columns": lambda: select(text("name FROM person")),
    "text in where": lambda: select(P.name).where(text("1 = 1")),
    "from statement": lambda: select(P).from_statement(text("SELECT * FROM person")),
    "core": lambda: select(T.c.name),
    "core count": lambda: select(func.count()).select_from(T),
    "core in a subquery": lambda: select(P.name, select(func.max(T.c.name)).scalar_subquery()),
    "core in a cte": lambda: select(select(T.c.name).cte().c.name),
    "core in a union": lambda: union_all(select(P.name), select(T.c.name)),
    "core in an exists": lambda: select(Region.code).where(exists().where(T.c.name == "王芳")),
    "core beside a class": lambda: select(T.c.name, Region.code).join(T, true()),
    "core in where": lambda: select(Region.code).where(T.c.region_code == Region.code),
    "core joined": lambda: select(Region.code).join(T, T.c.region_code == Region.code),
    "core from": lambda: select(Region.code).select_from(T),
    "columns of the mapper": lambda: select(*P.__mapper__.columns),
    "named table": lambda: select(table("person", column("name")).c.name),
    "literal column": lambda: select(P.id, literal_column("(SELECT max(name) FROM person)")),
    "window only": lambda: select(func.row_number().over(order_by=P.id)),
    "bulk insert": lambda: insert(P).values(name="x"),
    "bulk update": lambda: update(P).values(name="x"),
    "bulk delete": lambda: delete(P),
}


def test_statements_past_the_scope_are_refused(grid: Engine):
    before, passed = census(grid), []
    for name, shape in PAST_THE_SCOPE.items():
        with open_session(everything(PROVINCE), grid, writing=True) as session:
            try:
                session.execute(shape())
            except Refused:
                continue
            passed.append(name)
    assert passed == []
    assert census(grid) == before


def test_bulk_methods_are_refused(engine: Engine):
    for act in ("bulk_save_objects", "bulk_insert_mappings", "bulk_update_mappings"):
        with open_session(SYSTEM, engine, writing=True) as session, pytest.raises(Refused):
            getattr(session, act)([])


def test_records_are_committed_through_the_services_only(grid: Engine):
    with open_session(everything(KUNSHAN), grid, writing=True) as session:
        session.add(make.person(KUNSHAN))
        with pytest.raises(RuntimeError):
            session.commit()
    with open_session(everything(KUNSHAN), grid, writing=True) as session:
        session.add(make.person(KUNSHAN))
        commit(session)


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
