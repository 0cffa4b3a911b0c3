"""The chain: each event's digest is keyed and covers the one before; a signed head says how many events there are.

The key comes from the secret of the deployment and travels with the engine (`put_key`): whoever can write the
database, and no more, can alter, invent or cut events, but cannot make the digests that would hide it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import Connection, Engine, Table, func, insert, select, text, update
from sqlalchemy.orm import Session

from shared.clock import now
from shared.models import AuditEvent
from shared.models.audit_event import audit_head, audit_subject

GENESIS_DIGEST = "0" * 64
CHAIN_LOCK = 0x5A5A01
OPTION = "audit_key"
CONTENT = ("at", "actor", "action", "record", "record_id", "region_code", "reason", "changes")
UNSIGNED, BROKEN = "", "?"  # a head nobody has signed yet, and one that no longer was what had been signed
EMPTY: dict[str, Any] = {
    "record": "",
    "record_id": "",
    "region_code": None,
    "reason": "",
    "changes": {},
    "evidence": None,
}

events = cast("Table", AuditEvent.__table__)


def set_audit_key(engine: Engine, secret: str) -> None:
    """Let sessions of this engine write the trail under a key derived from `secret`."""
    engine.update_execution_options(**{OPTION: hashlib.sha256(b"suzhu audit chain\0" + secret.encode()).digest()})


def audit_key(session: Session) -> bytes:
    """The key of a session's engine. Without one nothing can be written down, and so nothing be done."""
    key = session.connection().get_execution_options().get(OPTION)
    if key is None:
        msg = "this engine has no key for the audit trail: shared.audit.put_key"
        raise RuntimeError(msg)
    return bytes(key)


def append(session: Session, *, actor: str, action: str, people: Iterable[int] = (), **fields: Any) -> None:
    """Add one event to the end of the chain, inside the transaction of `session`.

    `people` are the persons whose data an event of reading is about.
    """
    append_many(session, [{"actor": actor, "action": action, "people": people, **fields}])


def append_many(session: Session, added: Sequence[Mapping[str, Any]]) -> None:
    """Add events to the end of the chain, in this order, inside the transaction of `session`."""
    if not added:
        return
    key, connection = audit_key(session), session.connection()
    lock_chain(session)
    count, previous_digest, mac = read_head(connection)
    is_signed = mac == sign_head(key, count, previous_digest) or (
        mac == UNSIGNED and count == 0 and previous_digest == GENESIS_DIGEST
    )
    rows = []
    for one in added:
        row = EMPTY | {"at": now()} | {name: value for name, value in one.items() if name != "people"}
        people = sorted(set(one.get("people", ())))
        row |= {"digest_before": previous_digest, "digest": compute_digest(key, previous_digest, row, people)}
        previous_digest = row["digest"]
        rows.append((row, people))
    _insert(connection, rows)
    count += len(rows)
    write_head(connection, count, previous_digest, sign_head(key, count, previous_digest) if is_signed else BROKEN)


def _insert(connection: Connection, rows: list[tuple[dict[str, Any], list[int]]]) -> None:
    """All rows at once; those about people one by one, because their keys are needed."""
    if not any(people for _row, people in rows):
        connection.execute(insert(events), [row for row, _people in rows])
        return
    for row, people in rows:
        key = connection.execute(insert(events).returning(events.c.id), row).scalar_one()
        if people:
            connection.execute(insert(audit_subject), [{"event_id": key, "person_id": p} for p in people])


def lock_chain(session: Session) -> None:
    """One writer of the chain at a time. SQLite has only one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": CHAIN_LOCK})


def read_head(connection: Connection) -> tuple[int, str, str]:
    """(number of events, digest of the last, signature). Without a head the trail goes on, and stays unsigned."""
    head = connection.execute(select(audit_head.c.events, audit_head.c.digest, audit_head.c.mac)).first()
    if head is not None:
        return head[0], head[1], head[2]
    last_digest = connection.execute(select(events.c.digest).order_by(events.c.id.desc()).limit(1)).scalar()
    count = connection.execute(select(func.count()).select_from(events)).scalar_one()
    connection.execute(insert(audit_head).values(id=1, events=count, digest=last_digest or GENESIS_DIGEST, mac=BROKEN))
    return count, last_digest or GENESIS_DIGEST, BROKEN


def write_head(connection: Connection, count: int, digest: str, mac: str) -> None:
    """Replace the head."""
    connection.execute(update(audit_head).values(events=count, digest=digest, mac=mac))


def sign_head(key: bytes, count: int, digest: str) -> str:
    """The signature of a head."""
    return hmac.new(key, f"head {count} {digest}".encode(), hashlib.sha256).hexdigest()


def compute_digest(key: bytes, previous_digest: str, row: Mapping[str, Any], people: Sequence[int] = ()) -> str:
    """The keyed digest over the digest before and the content of a row; for old events also over what they had."""
    return hmac.new(key, (previous_digest + _content(row, people)).encode(), hashlib.sha256).hexdigest()


def compute_unkeyed_digest(previous_digest: str, row: Mapping[str, Any]) -> str:
    """The digest as it was made before there was a key: the evidence that re-sealed events carry."""
    return hashlib.sha256((previous_digest + _content(row, ())).encode()).hexdigest()


def _content(row: Mapping[str, Any], people: Sequence[int]) -> str:
    content = {n: row[n].isoformat() if isinstance(row[n], date | datetime) else row[n] for n in CONTENT}
    if people:
        content["people"] = list(people)
    if row.get("evidence"):
        content["evidence"] = row["evidence"]
    return json.dumps(content, ensure_ascii=False, sort_keys=True)
