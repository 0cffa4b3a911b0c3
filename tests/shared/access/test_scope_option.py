"""Compiled statements are shared by actors, their regions never; and the one option reaches what each condition did."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Boolean, CompoundSelect, Engine, Select, func, select, union_all
from sqlalchemy.orm import aliased, joinedload, selectinload, with_loader_criteria
from sqlalchemy.sql.functions import FunctionElement

from shared.access import Actor, Grant, Role, open_session
from shared.access.actor import in_subtrees
from shared.access.scope import read_condition, read_scope, scoped_classes
from shared.access.scope_option import ScopeOption
from shared.models import Household, HouseholdMember, Person, Spell
from shared.models.region import prefix_of
from tests.factories.regions import CHANGSHU, KUNSHAN, NANJING, SUZHOU, TREE, VILLAGES
from tests.shared.access.scope_matrix import everything, inside

Statement = Select | CompoundSelect
OTHER, INNER = aliased(Person), aliased(Person)
SHAPES: dict[str, Callable[[], Statement]] = {
    "class": lambda: select(Person.region_code),
    "alias": lambda: select(OTHER.region_code),
    "subquery": lambda: select(select(Person.region_code).subquery().c.region_code),
    "cte": lambda: select(select(Person.region_code).cte().c.region_code),
    "cte in a cte": lambda: select(select(select(Person.region_code).cte().c.region_code).cte().c.region_code),
    "alias in a subquery": lambda: select(select(OTHER.region_code).subquery().c.region_code),
    "class over a subquery": lambda: select(aliased(Person, select(Person).subquery()).region_code),
    "scalar": lambda: select(select(func.max(Person.region_code)).scalar_subquery()),
    "exists": lambda: select(Household.region_code).where(
        select(INNER.id).where(INNER.region_code == Household.region_code).exists()
    ),
    "in": lambda: select(Spell.region_code).where(Spell.person_id.in_(select(Person.id))),
    "union": lambda: union_all(select(Person.region_code), select(Household.region_code)),
    "union in a subquery": lambda: select(
        union_all(select(Person.region_code), select(OTHER.region_code)).subquery().c.region_code
    ),
    "join": lambda: select(Person.region_code).join(Spell.person),
    "outer join": lambda: select(Spell.region_code, Person.region_code).outerjoin(Spell.person),
    "other columns": lambda: select(Person).with_only_columns(Person.region_code),
}


def somebody(*codes: str, role: Role = Role.CLERK) -> Actor:
    return Actor("-".join(codes), "员", tuple(Grant(role, code) for code in codes))


def test_one_option_reaches_what_one_of_each_class_reached():
    actor = somebody(KUNSHAN, NANJING)
    each = [with_loader_criteria(cls, read_condition(cls, actor), include_aliases=True) for cls in scoped_classes()]
    classes = [select(func.count()).select_from(cls) for cls in scoped_classes()]
    for statement in [*(shape() for shape in SHAPES.values()), *classes]:
        one, several = (statement.options(*options).compile() for options in ([read_scope(actor)], each))
        assert str(one) == str(several) != str(statement)
        assert one.params == several.params


def test_actors_take_turns_at_one_compiled_statement(grid: Engine):
    for name, shape in SHAPES.items():
        compiled = set()
        for code in (KUNSHAN, CHANGSHU, NANJING, VILLAGES[0], KUNSHAN):
            with open_session(everything(code), grid) as session:
                found = {place for row in session.execute(shape()) for place in row}
            assert found, (name, code)
            assert all(inside(place, code) for place in found), (name, code)
            compiled.add(len(grid._compiled_cache))
        assert len(compiled) == 1, f"{name} was compiled anew for somebody with as many regions"


def test_a_parameter_that_stands_in_the_statement_too_is_not_taken_for_another(grid: Engine):
    """Scope and filter compare with the same parameter object for one actor, with two for the next one."""
    for code in (KUNSHAN, SUZHOU, CHANGSHU, NANJING):
        for sought in (KUNSHAN, CHANGSHU, SUZHOU, code):
            statement = select(Person.region_code).where(in_subtrees(Person.region_code, (prefix_of(sought),)))
            with open_session(everything(code), grid) as session:
                expected = sorted(c for c in TREE if inside(c, code) and inside(c, sought))
                assert sorted(session.scalars(statement)) == expected, (code, sought)


def test_other_roles_and_several_regions_are_another_shape(grid: Engine):
    """Those of a clerk and of an official compare with the same regions, but an official reads no recognitions."""
    for codes in ((KUNSHAN,), (KUNSHAN, NANJING), (CHANGSHU,), (NANJING, CHANGSHU), ()):
        for role in (Role.CLERK, Role.OFFICIAL, Role.CLERK):
            may_read = codes if role is Role.CLERK else ()
            with open_session(somebody(*codes, role=role), grid) as session:
                expected = sorted(c for c in TREE if any(inside(c, code) for code in may_read))
                assert sorted(session.scalars(select(Spell.region_code))) == expected, (role, codes)
    alone, another, both = (read_scope(somebody(*codes)) for codes in ((KUNSHAN,), (CHANGSHU,), (KUNSHAN, CHANGSHU)))
    assert alone.shape is another.shape
    assert alone.shape is not both.shape


def test_what_is_loaded_later_or_along_is_the_actors(grid: Engine):
    """Lazily, by a join, by a second statement and anew: with one statement object, by one actor after another."""
    ways = [select(Spell), *(select(Spell).options(load(Spell.person)) for load in (joinedload, selectinload))]
    for statement in ways:
        for code in (KUNSHAN, CHANGSHU, NANJING):
            with open_session(everything(code), grid) as session:
                spells = session.scalars(statement).unique().all()
                assert {s.person.region_code for s in spells} == {c for c in TREE if inside(c, code)}
                session.expire_all()
                assert all(inside(s.person.region_code, code) for s in spells)
                members = session.scalars(select(HouseholdMember)).all()
                assert {m.household.region_code for m in members} == {c for c in TREE if inside(c, code)}


class Uncached(FunctionElement):
    """A condition that SQLAlchemy finds among compiled statements by nothing."""

    type, inherit_cache = Boolean(), False


def test_a_condition_without_a_key_is_refused():
    with pytest.raises(ValueError, match="no key"):
        ScopeOption([with_loader_criteria(Person, Uncached(Person.region_code))])
