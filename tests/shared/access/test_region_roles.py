"""Records that stand in several regions: who reads and changes them, over the 15 regions and on both databases.

Of the records of today only a transfer does, so the test brings its own: a case accepted in one region, decided where
the family is registered, with the residence and the payment elsewhere (省内通办).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import ClassVar

import pytest
from sqlalchemy import Engine, ForeignKey, MetaData, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, aliased, make_transient_to_detached, mapped_column

from shared.access import Permission, ScopedSession, open_session, scope
from shared.access.actor import in_subtrees
from shared.access.permissions import Action, permission_for
from shared.access.region_access import region_columns
from shared.access.scope import export_condition, read_condition, read_scope, scoped_classes
from shared.models import AuditEvent, Base, HouseholdTransfer, Person, Region
from shared.models.region_roles import RegionRight, RegionRole
from tests.factories.regions import CHANGSHU, KUNSHAN, NANJING, TREE, VILLAGES, tree
from tests.shared.access.scope_matrix import attempt, everything, inside

OWN, ACCEPTING, RESIDENCE, PAYMENT, REGISTRATION = COLUMNS = (
    "region_code",
    "accepting_region_code",
    "residence_region_code",
    "payment_region_code",
    "registration_region_code",
)
READING, EDITING = (OWN, ACCEPTING, RESIDENCE, PAYMENT), (OWN, ACCEPTING, RESIDENCE)
TARGETS = (VILLAGES[0], CHANGSHU, NANJING)


class SeparateBase(DeclarativeBase):
    """Classes of this test: no other test, form or migration sees them."""

    metadata = MetaData()
    __area__ = "registry"


class Case(SeparateBase):
    __tablename__ = "case_of_several_regions"
    __region_roles__: ClassVar = {
        OWN: RegionRole.RESPONSIBLE,
        ACCEPTING: RegionRole.ACCEPTING,
        RESIDENCE: RegionRole.RESIDENCE,
        PAYMENT: RegionRole.PAYMENT,
        REGISTRATION: RegionRole.REGISTRATION,
    }
    __region_rights__: ClassVar = {
        RegionRole.ACCEPTING: RegionRight.READ | RegionRight.EDIT,
        RegionRole.RESIDENCE: RegionRight.READ | RegionRight.EDIT,
        RegionRole.REGISTRATION: RegionRight.NONE,
    }

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str]
    region_code: Mapped[str] = mapped_column(ForeignKey(Region.code))
    accepting_region_code: Mapped[str] = mapped_column(ForeignKey(Region.code))
    residence_region_code: Mapped[str | None] = mapped_column(ForeignKey(Region.code))
    payment_region_code: Mapped[str | None] = mapped_column(ForeignKey(Region.code))
    registration_region_code: Mapped[str | None] = mapped_column(ForeignKey(Region.code))


Places = dict[str, str | None]


def places_of_cases() -> list[Places]:
    """Cases whose regions stand near each other, far apart, above each other, or nowhere."""
    drawn = Random(20231231)  # noqa: S311 - the same cases each time
    cases: list[Places] = [dict.fromkeys(COLUMNS, code) for code in (KUNSHAN, VILLAGES[2])]
    cases += [{name: drawn.choice(TREE) for name in COLUMNS} for _case in range(8)]
    return [*cases, {OWN: CHANGSHU, ACCEPTING: VILLAGES[0], **dict.fromkeys((RESIDENCE, PAYMENT, REGISTRATION))}]


CASES = dict(enumerate(places_of_cases(), start=1))


@pytest.fixture
def cases(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    everywhere = [*scoped_classes(), Case]
    monkeypatch.setattr(scope, "scoped_classes", lambda: everywhere)
    read_scope.cache_clear()
    with Session(engine.execution_options(writing=True)) as session:
        for region in tree():
            session.add(region)
            session.flush()
        SeparateBase.metadata.create_all(session.connection())
        session.add_all(Case(id=key, subject=f"case {key}", **places) for key, places in CASES.items())
        session.commit()
    yield engine
    read_scope.cache_clear()


def stands(places: Places, columns: tuple[str, ...], actor_code: str) -> bool:
    return any(code is not None and inside(code, actor_code) for code in (places[name] for name in columns))


def readable(actor_code: str) -> set[int]:
    return {key for key, places in CASES.items() if stands(places, READING, actor_code)}


def known(key: int) -> Case:
    """A case as somebody would forge it who knows everything about it, though he cannot load it."""
    case = Case(id=key, subject=f"case {key}", **CASES[key])
    make_transient_to_detached(case)
    return case


def written(engine: Engine) -> list[tuple]:
    with Session(engine) as session:
        return list(map(tuple, session.execute(select(Case.__table__).order_by(Case.id))))


def test_a_case_is_read_from_every_region_whose_role_may_read(cases: Engine):
    seen = 0
    for code in TREE:
        with open_session(everything(code), cases) as session:
            other = aliased(Case)
            assert set(session.scalars(select(Case.id))) == readable(code)
            assert session.scalar(select(func.count()).select_from(Case)) == len(readable(code))
            assert set(session.scalars(select(other.id))) == readable(code)
            assert {key for key in CASES if session.get(Case, key) is not None} == readable(code)
            seen += len(readable(code))
    assert 0 < seen < len(TREE) * len(CASES)


def test_no_filter_reaches_further(cases: Engine):
    for code in TREE:
        with open_session(everything(code), cases) as session:
            for name in COLUMNS:
                for target in TREE:
                    found = set(session.scalars(select(Case.id).where(getattr(Case, name) == target)))
                    assert found == {key for key in readable(code) if CASES[key][name] == target}


def test_a_region_whose_role_has_no_right_sees_nothing(cases: Engine):
    hidden = [
        (key, code)
        for key, places in CASES.items()
        if (code := places[REGISTRATION]) and not stands(places, READING, code)
    ]
    for key, code in hidden:
        with open_session(everything(code), cases) as session:
            assert session.get(Case, key) is None
    assert hidden


def test_a_case_is_changed_from_the_regions_whose_role_may_edit(cases: Engine):
    before, done = written(cases), 0
    for code in TREE:
        for key, places in CASES.items():
            allowed = attempt(cases, code, retitled(key))
            assert allowed == stands(places, EDITING, code), (code, key)
            done += allowed
    assert 0 < done < len(TREE) * len(CASES)
    assert written(cases) == before


def retitled(key: int) -> Callable[[ScopedSession], None]:
    def act(session: ScopedSession) -> None:
        case = known(key)
        session.add(case)
        case.subject = "changed"

    return act


@pytest.mark.parametrize("name", COLUMNS)
def test_regions_are_pointed_elsewhere_only_by_who_may(cases: Engine, name: str):
    """Before and after somebody must be allowed to edit; a region that gives this right stays inside the own ones."""
    before, done = written(cases), 0
    for code in TREE:
        for key, places in CASES.items():
            for target in TARGETS:
                if places[name] == target:
                    continue
                allowed = attempt(cases, code, pointed(key, name, target))
                assert allowed == may_point(places, name, target, code), (code, key, target)
                done += allowed
    assert done > 0
    assert written(cases) == before


def pointed(key: int, name: str, target: str) -> Callable[[ScopedSession], None]:
    def act(session: ScopedSession) -> None:
        case = known(key)
        session.add(case)
        setattr(case, name, target)

    return act


def may_point(places: Places, name: str, target: str, code: str) -> bool:
    both = stands(places, EDITING, code) and stands(places | {name: target}, EDITING, code)
    old = places[name]
    return both and (name not in EDITING or (inside(target, code) and (old is None or inside(old, code))))


def test_a_case_is_entered_by_who_may_edit_it_then(cases: Engine):
    for code in TREE:
        for own in TARGETS:
            for accepting in TARGETS:
                new = {OWN: own, ACCEPTING: accepting, RESIDENCE: None, PAYMENT: code, REGISTRATION: code}
                allowed = attempt(
                    cases, code, lambda session, new=new: session.add(Case(id=1000, subject="new", **new))
                )
                assert allowed == stands(new, EDITING, code)


def test_a_file_takes_what_may_be_read(cases: Engine):
    actor = everything(KUNSHAN)
    with Session(cases) as session:
        found = session.scalars(select(Case.id).where(export_condition(Case, actor)))
        assert set(found) == readable(KUNSHAN)


@pytest.mark.parametrize("code", TREE)
def test_records_of_one_region_are_asked_for_as_ever(code: str):
    """The condition of today's records is that of their one column, and nothing besides."""
    actor = everything(code)
    for cls in scoped_classes():
        if cls in {AuditEvent, HouseholdTransfer} or "region_code" not in cls.__mapper__.columns:
            continue
        plain = in_subtrees(cls.region_code, actor.prefixes(permission_for(cls.__area__, Action.READ)))
        assert literally(read_condition(cls, actor)) == literally(plain)
    file = in_subtrees(Person.region_code, actor.prefixes(Permission.REGISTRY_EXPORT))
    assert literally(export_condition(Person, actor)) == literally(file)


def literally(condition) -> str:
    return str(condition.compile(compile_kwargs={"literal_binds": True}))


def test_a_transfer_is_read_at_both_ends_and_changed_at_one():
    assert region_columns(HouseholdTransfer, RegionRight.READ) == ("region_code", "to_region_code")
    assert region_columns(HouseholdTransfer, RegionRight.EDIT) == ("region_code",)


def test_other_records_of_today_stand_in_one_region():
    for mapper in Base.registry.mappers:
        if mapper.class_ is HouseholdTransfer:
            continue
        expected = ("code",) if mapper.class_ is Region else tuple({"region_code"} & {*mapper.columns.keys()})
        for right in (RegionRight.READ, RegionRight.EDIT):
            assert region_columns(mapper.class_, right) == expected
