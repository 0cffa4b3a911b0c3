"""The audit trail: complete, chained, append-only, and no act without it."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from shared import audit
from shared.access import SYSTEM, Actor, Grant, Role, open_session
from shared.migrations import triggers
from shared.models import AuditEvent, Base, Person
from shared.services import commit
from tests.factories import records as make
from tests.factories.regions import KUNSHAN, plant
from tests.support.databases import Filled

CLERK = Actor("li", "李", (Grant(Role.CLERK, KUNSHAN),))


def three_acts(engine: Engine) -> None:
    """Three acts of li: entering a person, renaming her, retiring her."""
    plant(engine)
    act(engine, lambda session: session.add(make.person(KUNSHAN, name="王芳", identity_encrypted=b"sealed")))
    act(engine, lambda session: setattr(her(session), "name", "王方"))
    act(engine, retire, reason="registered twice")


@pytest.fixture
def trail(filled: Filled[None]) -> Engine:
    return filled(three_acts)[0]


def her(session: Session) -> Person:
    return session.scalars(select(Person)).one()


def retire(session: Session) -> None:
    person = her(session)
    person.retired_on, person.retired_reason = date(2023, 12, 31), "registered twice"


def act(engine: Engine, what, reason: str = "") -> None:
    with open_session(CLERK, engine, writing=True, reason=reason) as session:
        what(session)
        commit(session)


def events(engine: Engine) -> list[AuditEvent]:
    with open_session(SYSTEM, engine) as session:
        return list(session.scalars(select(AuditEvent).order_by(AuditEvent.id)))


def first_break(engine: Engine) -> int | None:
    with open_session(SYSTEM, engine) as session:
        return audit.first_broken_link(session)


def test_every_change_is_one_event_with_who_what_where_and_why(trail: Engine):
    entered, renamed, retired = events(trail)
    assert [e.action for e in (entered, renamed, retired)] == ["insert", "update", "update"]
    assert {(e.actor, e.record, e.record_id, e.region_code) for e in (entered, renamed, retired)} == {
        ("li", "person", "1", KUNSHAN)
    }
    assert entered.changes["name"] == [None, "王芳"]
    assert renamed.changes == {"name": ["王芳", "王方"]}
    assert retired.changes["retired_on"] == [None, "2023-12-31"]
    assert retired.reason == "registered twice"


def test_what_is_sealed_only_says_that_it_changed(trail: Engine):
    assert events(trail)[0].changes["identity_encrypted"] == ["…", "…"]


def test_a_change_of_an_expired_record_says_what_was_there(trail: Engine):
    with open_session(CLERK, trail, writing=True) as session:
        person = her(session)
        session.commit()  # nothing changed yet; what was loaded expires
        person.name = "王小方"
        commit(session)
    assert events(trail)[-1].changes == {"name": ["王方", "王小方"]}


def test_what_was_rolled_back_is_not_written_down(trail: Engine):
    with open_session(CLERK, trail, writing=True) as session:
        her(session).name = "张三"
        session.flush()
        session.rollback()
        commit(session)
    assert len(events(trail)) == 3
    assert first_break(trail) is None


def test_a_whole_chain_is_whole(trail: Engine):
    assert first_break(trail) is None
    chain = events(trail)
    assert chain[0].digest_before == audit.GENESIS_DIGEST
    assert [e.digest_before for e in chain[1:]] == [e.digest for e in chain[:-1]]


def tamper(engine: Engine, statement: str) -> None:
    """As somebody who holds the database itself and takes its guards away."""
    with engine.execution_options(writing=True).begin() as connection:
        triggers.drop(connection)
        connection.execute(text(statement))
        triggers.create(connection)


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE audit_event SET actor = 'wang' WHERE id = 2", 2),
        ("UPDATE audit_event SET changes = '{}' WHERE id = 1", 1),
        ("UPDATE audit_event SET reason = '' WHERE id = 3", 3),
        ("UPDATE audit_event SET region_code = NULL WHERE id = 2", 2),
        ("UPDATE audit_event SET at = '2020-01-01 00:00:00' WHERE id = 1", 1),
        ("UPDATE audit_event SET digest = 'forged' WHERE id = 2", 2),
        ("DELETE FROM audit_event WHERE id = 2", 3),
        ("DELETE FROM audit_event WHERE id = 1", 2),
    ],
)
def test_tampering_is_found_at_its_first_event(trail: Engine, statement, found):
    tamper(trail, statement)
    assert first_break(trail) == found


@pytest.mark.parametrize("statement", ["UPDATE audit_event SET actor = 'wang'", "DELETE FROM audit_event"])
def test_the_database_refuses_to_change_the_trail(trail: Engine, statement):
    with pytest.raises(IntegrityError), trail.execution_options(writing=True).begin() as connection:
        connection.execute(text(statement))
    assert len(events(trail)) == 3


def test_what_cannot_be_written_down_does_not_happen(trail: Engine, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("shared.audit.changes.append_many", lambda *_, **__: 1 / 0)
    with open_session(CLERK, trail, writing=True) as session:
        her(session).name = "张三"
        with pytest.raises(ZeroDivisionError):
            commit(session)
    with open_session(SYSTEM, trail) as session:
        assert her(session).name == "王方"


def test_a_thousand_changes_are_a_thousand_events(trail: Engine):
    act(trail, lambda session: session.add_all([make.person(KUNSHAN) for _ in range(1000)]))
    assert len(events(trail)) == 1003
    assert first_break(trail) is None


def test_every_kind_of_record_is_audited_but_a_named_few():
    left_out = {cls.__tablename__ for cls in audit.UNAUDITED}
    named = {"audit_event", "observation", "statistics_build", "sign_in_session", "sign_in_attempt"}
    assert left_out == named | {
        "sent_form",
        "revised_cell",
        "locked_observation",
        "locked_set",
    }  # what the form did, and why figures moved, is audited itself
    assert left_out < {m.class_.__tablename__ for m in Base.registry.mappers}


def test_the_trail_is_read_by_its_administrator_only(trail: Engine):
    for role, seen in ((Role.AUDIT_ADMIN, 3), (Role.CLERK, 0), (Role.SYSTEM_ADMIN, 0), (Role.SECURITY_ADMIN, 0)):
        with open_session(Actor("x", "某", (Grant(role, KUNSHAN),)), trail) as session:
            assert session.scalar(select(func.count()).select_from(AuditEvent)) == seen
