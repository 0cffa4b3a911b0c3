"""Whoever can write the database, and no more, changes the trail in no way that `suzhu audit verify` would miss."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from shared import audit
from shared.access import SYSTEM, open_session
from shared.audit import chain, stored_heads
from shared.migrations import audit_sealing, schema, triggers
from shared.models import AuditEvent
from shared.models.audit_event import audit_head, audit_subject
from shared.services import commit
from tests.factories import records as make
from tests.factories.regions import KUNSHAN, plant
from tests.support.databases import Filled

events = AuditEvent.__table__
ENOUGH, NUMBER = 60, "320583195001010027"


def sixty_events(engine: Engine) -> None:
    """An account, some sixty events, the last two about people, and what the guards guard."""
    plant(engine)
    with open_session(SYSTEM, engine, writing=True) as session:
        session.add(make.account(KUNSHAN, "li"))
        session.add_all([make.person(KUNSHAN) for _ in range(ENOUGH)])
        commit(session)
        for people in ([3, 1], [2]):
            audit.append(session, actor="li", action="read", record="person", people=people)
        session.commit()


@pytest.fixture
def trail(filled: Filled[None]) -> Engine:
    return filled(sixty_events)[0]


def faults(engine: Engine, heads: Path | None = None) -> list[str]:
    with open_session(SYSTEM, engine) as session:
        found = list(audit.find_faults(session, stored_heads.read_heads(heads) if heads else ()))
        return found + triggers.missing(session.connection())


def test_an_untouched_trail_is_whole(trail: Engine, tmp_path: Path):
    stored_heads.store_head(trail, tmp_path / "heads")
    assert faults(trail, tmp_path / "heads") == []


def forge(connection: Connection, *, first: int = 0, keyed: bool = False) -> None:
    """Compute the chain anew from an event on, and the head, as well as one can without the key."""
    last = chain.GENESIS_DIGEST
    for event in list(connection.execute(select(events).order_by(events.c.id)).mappings()):
        if event["id"] >= first:
            content = dict(event) | {"digest_before": last}
            found = (
                chain.compute_digest(b"guessed", last, content)
                if keyed
                else chain.compute_unkeyed_digest(last, content)
            )
            where = update(events).where(events.c.id == event["id"])
            connection.execute(where.values(digest_before=last, digest=found))
            last = found
        else:
            last = event["digest"]
    count = connection.execute(text("SELECT count(*) FROM audit_event")).scalar()
    mac = hashlib.sha256(f"head {count} {last}".encode()).hexdigest()
    connection.execute(update(audit_head).values(events=count, digest=last, mac=mac))


def say(*statements: str) -> Callable[[Connection], None]:
    return lambda connection: [connection.execute(text(one)) for one in statements] and None


def cut(connection: Connection, number: int) -> None:
    """Delete the last events with what is noted about people, and let the head end where the chain now ends."""
    last = connection.execute(text("SELECT max(id) FROM audit_event")).scalar() - number
    for table, column in (("audit_subject", "event_id"), ("audit_event", "id")):
        connection.execute(text(f"DELETE FROM {table} WHERE {column} > {last}"))
    end = (
        connection.execute(select(events.c.digest).order_by(events.c.id.desc()).limit(1)).scalar()
        or chain.GENESIS_DIGEST
    )
    count = connection.execute(text("SELECT count(*) FROM audit_event")).scalar()
    connection.execute(update(audit_head).values(events=count, digest=end))


EMPTY = ("DELETE FROM audit_subject", "DELETE FROM audit_event")
BEGUN = f"UPDATE audit_head SET events = 0, digest = '{chain.GENESIS_DIGEST}', mac = ''"
INVENTED = {
    "at": datetime(2026, 1, 1, tzinfo=UTC),
    "actor": "li",
    "action": "read",
    "changes": {},
    "digest_before": chain.GENESIS_DIGEST,
    "digest": "1" * 64,
}
MANIPULATIONS: dict[str, Callable[[Connection], None]] = {
    "content": say("UPDATE audit_event SET actor = 'wang' WHERE id = 5"),
    "time": say("UPDATE audit_event SET at = '2020-01-01 00:00:00' WHERE id = 5"),
    "changes": say("UPDATE audit_event SET changes = '{}' WHERE id = 5"),
    "digest": say(f"UPDATE audit_event SET digest = '{'0' * 63}1' WHERE id = 5"),
    "one in the middle": say("DELETE FROM audit_event WHERE id = 5"),
    "the first": say("DELETE FROM audit_event WHERE id = 1"),
    "two in the other order": say(
        "UPDATE audit_event SET id = 9999 WHERE id = 5",
        "UPDATE audit_event SET id = 5 WHERE id = 6",
        "UPDATE audit_event SET id = 6 WHERE id = 9999",
    ),
    "an invented one": lambda connection: connection.execute(events.insert(), INVENTED) and None,
    "the last": lambda connection: cut(connection, 1),
    "the last fifty": lambda connection: cut(connection, 50),
    "all": say(*EMPTY),
    "all, begun anew": say(*EMPTY, BEGUN),
    "all, without a head": say(*EMPTY, "DELETE FROM audit_head"),
    "the head": say("DELETE FROM audit_head"),
    "the count of the head": say("UPDATE audit_head SET events = events - 1"),
    "altered and computed anew": lambda c: (say("UPDATE audit_event SET actor = 'w' WHERE id = 5")(c), forge(c))[0],
    "computed anew from the middle": lambda c: forge(c, first=30),
    "computed anew under another key": lambda c: forge(c, keyed=True),
    "whose data were read": say("UPDATE audit_subject SET person_id = 4 WHERE person_id = 3"),
    "that somebody's data were read": say("DELETE FROM audit_subject WHERE person_id = 2"),
    "that others were read": say("INSERT INTO audit_subject (event_id, person_id) VALUES (2, 9)"),
}


@pytest.mark.parametrize("manipulation", MANIPULATIONS)
def test_every_manipulation_is_found(trail: Engine, manipulation: str):
    with trail.execution_options(writing=True).begin() as connection:
        triggers.drop(connection)
        MANIPULATIONS[manipulation](connection)
        triggers.create(connection)
    assert faults(trail)


@pytest.mark.parametrize("manipulation", ["all", "all, without a head", "the head", "the last fifty"])
def test_going_on_hides_nothing(trail: Engine, manipulation: str):
    with trail.execution_options(writing=True).begin() as connection:
        triggers.drop(connection)
        MANIPULATIONS[manipulation](connection)
        triggers.create(connection)
    with open_session(SYSTEM, trail, writing=True) as session:
        audit.append(session, actor="li", action="read")
        session.commit()
    assert faults(trail)


def test_an_older_state_is_found_by_a_head_kept_elsewhere(trail: Engine, tmp_path: Path):
    """With its own older head a cut trail is whole in itself: somebody had a copy of the database."""
    with open_session(SYSTEM, trail) as session:
        older = dict(session.connection().execute(select(audit_head)).mappings().one())
    with open_session(SYSTEM, trail, writing=True) as session:
        audit.append(session, actor="li", action="read")
        session.commit()
    stored_heads.store_head(trail, tmp_path / "heads")
    with trail.execution_options(writing=True).begin() as connection:
        triggers.drop(connection)
        cut(connection, 1)
        connection.execute(update(audit_head).values(older))
        triggers.create(connection)
    assert faults(trail) == []
    assert faults(trail, tmp_path / "heads")


def test_altered_heads_elsewhere_are_found(trail: Engine, tmp_path: Path):
    heads = tmp_path / "heads"
    stored_heads.store_head(trail, heads)
    stored_heads.store_head(trail, heads)
    assert len(heads.read_text().splitlines()) == 1
    line = json.loads(heads.read_text())
    for altered in ({**line, "events": 1}, {**line, "digest": "0" * 64}):
        heads.write_text(json.dumps(altered))
        assert faults(trail, heads)
    heads.write_text("not a head")
    assert faults(trail, heads)


def test_guards_that_are_gone_or_toothless_are_found(trail: Engine):
    with trail.execution_options(writing=True).begin() as connection:
        triggers.drop(connection)
    assert len(faults(trail)) >= 3
    with trail.execution_options(writing=True).begin() as connection:
        triggers.create(connection)
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("DROP TRIGGER audit_event_update")
            toothless = "CREATE TRIGGER audit_event_update BEFORE UPDATE ON audit_event BEGIN SELECT 1; END"
            connection.exec_driver_sql(toothless)
        else:
            connection.exec_driver_sql("ALTER TABLE audit_event DISABLE TRIGGER audit_append_only")
    assert len(faults(trail)) == 1


def test_whose_data_were_read_cannot_be_changed(trail: Engine):
    for statement in ("UPDATE audit_subject SET person_id = 4", "DELETE FROM audit_subject"):
        with pytest.raises(IntegrityError, match="audit_append_only"), trail.begin() as connection:
            connection.execute(text(statement))


def old_events(engine: Engine, *, altered: bool = False) -> None:
    """A trail as the first release kept it, chained without a key."""
    last, rows = chain.GENESIS_DIGEST, []
    changes = {"filters": [None, f"q={NUMBER}&sex=1"], "rows": [None, 1]}
    for number in range(5):
        row = chain.EMPTY | {"at": datetime(2026, 1, 1 + number, tzinfo=UTC), "actor": "li", "action": "read"}
        row |= {"changes": changes if number == 2 else {}, "digest_before": last}
        last = row["digest"] = chain.compute_unkeyed_digest(last, row)
        rows.append(row | ({"actor": "wang"} if altered and number == 3 else {}))
    with engine.execution_options(writing=True).begin() as connection:
        connection.execute(events.insert(), rows)


@pytest.mark.parametrize("altered", [False, True])
def test_an_old_trail_is_sealed_once_with_what_it_was_as_evidence(engine: Engine, altered):
    schema.downgrade(engine, "0007")
    schema.upgrade(engine)
    old_events(engine, altered=altered)
    with engine.connect() as connection:
        before = connection.execute(select(events.c.digest).order_by(events.c.id)).scalars().all()
    for _again in range(2):
        audit_sealing.seal_once(engine)
        assert faults(engine) == []
    with open_session(SYSTEM, engine) as session:
        found = session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
    assert [event.evidence for event in found] == [*before, None]
    note = found[-1]
    assert note.action == audit_sealing.SEAL
    assert note.changes["rows"] == [None, 5]
    assert note.changes["blotted"] == [None, 1]
    assert not any(NUMBER in str(event.changes) for event in found)
    assert "sex=1" in str(found[2].changes)
    assert (note.changes["first_break"][1] is not None) == altered
    with engine.execution_options(writing=True).begin() as connection:
        triggers.drop(connection)
        connection.execute(text("UPDATE audit_event SET evidence = NULL WHERE id = (SELECT min(id) FROM audit_event)"))
        triggers.create(connection)
    assert faults(engine)


def test_nothing_is_written_down_without_a_key(trail: Engine):
    bare = trail.execution_options(**{chain.OPTION: None})
    with Session(bare) as session, pytest.raises(RuntimeError, match="key"):
        audit.append(session, actor="li", action="read")


def test_subjects_stand_in_the_order_of_people(trail: Engine):
    with trail.connect() as connection:
        found = connection.execute(select(audit_subject.c.person_id).order_by(audit_subject.c.event_id, "person_id"))
        assert found.scalars().all() == [1, 3, 2]
