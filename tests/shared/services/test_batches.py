"""Many records at once leave the same behind as one by one: rows, audit events and figures, on both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, event, func, select
from sqlalchemy.orm import Session

from shared import audit
from shared.access import SYSTEM, Actor, Grant, Role, ScopedSession, open_session
from shared.access.permission_denied import PermissionDenied
from shared.clock import freeze
from shared.indicators import cube, refresh
from shared.models import (
    Account,
    AuditEvent,
    Base,
    BenefitPayment,
    Household,
    HouseholdMember,
    Person,
    RoleGrant,
    Spell,
    TemporaryAssistance,
)
from shared.services import batches, commit, records
from shared.services.batches import RecordUpdate
from shared.services.doubts import doubt_key
from tests.factories.parameters import law
from tests.factories.regions import VILLAGES, tree
from tests.shared.services.batch_records import Create, contents, enter_families, home, person
from tests.support.databases import DIALECTS
from tests.support.two_counties import PROVINCIAL, confirming

Update = Callable[[ScopedSession, type[Base], list[RecordUpdate]], list[Any]]


def create_each(session: ScopedSession, kind: type[Base], rows: list[dict[str, Any]]) -> list[int]:
    return [records.create(session, kind, row).id for row in rows]


def update_each(session: ScopedSession, kind: type[Base], updates: list[RecordUpdate]) -> list[Any]:
    return [records.update(session, session.get_one(kind, key), dict(new), seen) for key, new, seen in updates]


@pytest.fixture(params=DIALECTS)
def offices(request: pytest.FixtureRequest) -> Iterator[Callable[[str], Engine]]:
    """Empty offices with the 15 regions and their figures, as many as a test names."""
    freeze(date(2023, 12, 31))
    database, opened = request.getfixturevalue(request.param), list[Engine]()

    def office(name: str) -> Engine:
        engine = database.fresh("schema", f"_{name}")
        opened.append(engine)
        with Session(engine.execution_options(writing=True)) as session:
            for region in tree():
                session.add(region)
                session.flush()
            session.add_all(law())
            session.commit()
        with open_session(SYSTEM, engine, writing=True) as session:
            cube.build(session)
            session.commit()
        return engine

    yield office
    for engine in opened:
        engine.dispose()


@pytest.fixture
def office(offices: Callable[[str], Engine]) -> Engine:
    return offices("many")


def entered(engine: Engine, create: Create, update: Update) -> dict[str, list[tuple]]:
    """What stands in the database after families were entered, and some of their spells changed."""
    with open_session(PROVINCIAL, engine, writing=True) as session:
        spells = enter_families(confirming(session), create)
        commit(session)
    with open_session(PROVINCIAL, engine, writing=True) as session:
        ended = {"end_on": date(2023, 12, 31), "exit_reason": "income"}
        update(confirming(session, "ended"), Spell, [RecordUpdate(key, ended, 1) for key in spells[:4]])
        commit(session)
    return contents(engine)


@pytest.mark.parametrize("threshold", [2_000, 3])
def test_the_same_stands_there_as_one_by_one(offices, monkeypatch: pytest.MonkeyPatch, threshold: int):
    """Records, audit events and cube; also when so many change that everybody is counted once."""
    single = entered(offices("single"), create_each, update_each)
    monkeypatch.setattr(refresh, "FULL_RECOUNT_THRESHOLD", threshold)
    engine = offices("many")
    many = entered(engine, batches.create_many, batches.update_many)
    for name, rows in single.items():
        assert many[name] == rows, name
    assert min(map(len, many.values())) > 3
    with open_session(SYSTEM, engine) as session:
        assert cube.find_differences(session) == []
        assert list(audit.find_faults(session)) == []


def faults_of(engine: Engine, kind: type[Base], rows: list[dict[str, Any]], actor=PROVINCIAL) -> dict[int, set[str]]:
    """Columns at fault by row; nothing of the batch is left."""
    before = contents(engine)
    with open_session(actor, engine, writing=True) as session:
        with pytest.raises(batches.BatchError) as refused:
            batches.create_many(session, kind, rows)
        assert (session.pending_changes, session.doubted, list(session.new)) == ([], [], [])
        commit(session)
    assert contents(engine) == before
    assert all(fault.message for fault in refused.value.faults)
    assert str(len(rows)) in str(refused.value)
    return {
        fault.row: {*fault.fields, *(column for column, _sentence in fault.doubts)} for fault in refused.value.faults
    }


def test_every_faulty_row_is_reported_and_none_is_kept(office: Engine):
    rows = [home(str(n)) for n in range(50)]
    rows[3] |= {"residence": "castle"}
    rows[7] |= {"address": "x" * 5_000}
    rows[9] |= {"region_code": VILLAGES[0][:6]}
    rows[11] |= {"number": "10"}
    rows[20] |= {"number": None}
    rows[49] |= {"region_code": "999999"}
    assert faults_of(office, Household, rows) == {
        3: {"residence"},
        7: {"address"},
        9: {"region_code"},
        11: {"number"},
        20: {"number"},
        49: {"region_code"},
    }


def test_rows_outside_the_own_regions_are_refused_one_by_one(office: Engine):
    actor = clerk_of(VILLAGES[0])
    assert faults_of(office, Household, [home("1"), home("2", region_code=VILLAGES[3]), home("3")], actor) == {1: {""}}


def clerk_of(code: str) -> Actor:
    return Actor("clerk", "李强", (Grant(Role.CLERK, code),), account_id=1)


def test_rows_that_point_at_what_the_actor_does_not_see_are_refused(office: Engine):
    with open_session(SYSTEM, office, writing=True) as session:
        own, foreign = batches.create_many(session, Household, [home("1"), home("2", region_code=VILLAGES[3])])
        commit(session)
    paid = {"tier": "dibao", "month": "2023-12", "amount_fen": 60_000}
    rows = [paid | {"household_id": key} for key in (own, foreign, 10**9)]
    found = faults_of(office, BenefitPayment, rows, clerk_of("320583"))
    assert (found[1], found[2]) == ({"household_id"}, {"household_id"})


def test_rows_are_looked_at_beside_each_other(office: Engine):
    """Two spells of one person in one batch overlap; one by one the second would be refused."""
    with open_session(PROVINCIAL, office, writing=True) as session:
        spells = enter_families(confirming(session), batches.create_many)
        person, household = session.execute(
            select(Spell.person_id, Spell.household_id).where(Spell.id == spells[0])
        ).one()
        session.get_one(Spell, spells[0]).end_on = date(2023, 2, 1)
        session.get_one(Spell, spells[0]).exit_reason = "income"
        commit(session)
    spell = {"person_id": person, "household_id": household, "tier": "dibao", "monthly_fen": 60_000}
    rows = [spell | {"start_on": date(2023, month, 1)} for month in (3, 4)]
    assert {"start_on"} in faults_of(office, Spell, rows).values()


def test_a_doubt_holds_a_row_up_until_it_is_confirmed_with_a_reason(office: Engine):
    with open_session(PROVINCIAL, office, writing=True) as session:
        enter_families(confirming(session), batches.create_many)
        commit(session)
    with open_session(PROVINCIAL, office, writing=True) as session:
        person, household = session.execute(select(HouseholdMember.person_id, HouseholdMember.household_id)).first()
        again = {"person_id": person, "household_id": household, "kind": "emergency", "amount_fen": 10_000}
        rows = [again | {"granted_on": date(2023, 12, 10)}]
        with pytest.raises(batches.BatchError) as doubted:
            batches.create_many(session, TemporaryAssistance, rows)
        (fault,) = doubted.value.faults
        session.confirmed = frozenset(doubt_key(*one) for one in fault.doubts)
        with pytest.raises(batches.BatchError, match="事由"):
            batches.create_many(session, TemporaryAssistance, rows)
        session.reason = "it is so"
        batches.create_many(session, TemporaryAssistance, rows)
        commit(session)
        actions = session.connection().execute(select(AuditEvent.action).order_by(AuditEvent.id.desc()).limit(2))
        assert list(actions.scalars()) == ["doubt", "insert"]


def test_updates_are_refused_by_row(office: Engine):
    with open_session(PROVINCIAL, office, writing=True) as session:
        spells = enter_families(confirming(session), batches.create_many)
        commit(session)
    before = contents(office)
    with open_session(PROVINCIAL, office, writing=True) as session:
        updates = [
            RecordUpdate(spells[0], {"end_on": date(2023, 12, 31), "exit_reason": "income"}, 1),
            RecordUpdate(spells[2], {"monthly_fen": 50_000}, 7),
            RecordUpdate(spells[4], {"tier": "nobility"}, 1),
            RecordUpdate(10**9, {"monthly_fen": 1}, 1),
        ]
        with pytest.raises(batches.BatchError) as refused:
            batches.update_many(session, Spell, updates)
        assert [fault.row for fault in refused.value.faults] == [1, 2, 3]
        assert (session.pending_changes, list(session.dirty)) == ([], [])
        commit(session)
    assert contents(office) == before


@pytest.mark.parametrize("kind", [Account, RoleGrant, AuditEvent])
def test_accounts_and_grants_are_never_made_in_bulk(office: Engine, kind: type[Base]):
    with open_session(SYSTEM, office, writing=True) as session, pytest.raises(PermissionDenied):
        batches.create_many(session, kind, [])


def test_the_chain_is_walked_once_and_few_statements_are_sent(office: Engine, monkeypatch: pytest.MonkeyPatch):
    walks, statements = [], []
    walk = audit.chain.append_many
    monkeypatch.setattr("shared.audit.changes.append_many", lambda *a: (walks.append(len(a[1])), walk(*a)))
    with open_session(PROVINCIAL, office, writing=True) as session:
        event.listen(office, "before_cursor_execute", lambda *a: statements.append(a[2]))
        batches.create_many(session, Household, [home(str(n)) for n in range(500)])
        sent = len(statements)
        commit(session)
        assert session.scalar(select(func.count()).select_from(Household)) == 500
    assert walks == [500]
    assert sent < 20


def test_the_places_of_what_records_rest_on_are_read_together(office: Engine):
    statements: list[str] = []
    with open_session(PROVINCIAL, office, writing=True) as session:
        homes = batches.create_many(session, Household, [home(str(n)) for n in range(20)])
        persons = batches.create_many(session, Person, [person(n, VILLAGES[0]) for n in range(20)])
        event.listen(office, "before_cursor_execute", lambda *a: statements.append(a[2]))
        own = [{"household_id": key, "person_id": one} for key, one in zip(homes, persons, strict=True)]
        heads = [keys | {"relation": "head", "start_on": date(2023, 1, 1)} for keys in own]
        batches.create_many(session, HouseholdMember, heads)
        assert session.scalars(select(HouseholdMember.region_code).distinct()).all() == [VILLAGES[0]]
    assert sum("FROM region" in statement for statement in statements) <= 2
