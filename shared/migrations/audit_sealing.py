"""Sealing the audit trail of before there was a key: once, when a database is first opened with its secret.

Each old event keeps the digest it had as evidence, and gets one under the key that covers it. A note at the end of the
chain says how many there were, whether the old chain was whole, and in how many an identity number was blotted out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from sqlalchemy import Connection, Engine, select, update
from sqlalchemy.orm import Session

from shared import audit
from shared.audit import chain
from shared.identity_text import redact_query
from shared.models.audit_event import audit_head

from . import triggers

SEAL, AT_ONCE = "seal", 1000


def seal_once(engine: Engine) -> None:
    """Seal what is not sealed yet; nothing happens to a trail that has begun under the key."""
    with engine.connect() as connection:
        if connection.execute(select(audit_head.c.mac)).scalar() != chain.UNSIGNED or not _has_events(connection):
            return
    with Session(engine.execution_options(writing=True)) as session:
        chain.lock_chain(session)
        if session.connection().execute(select(audit_head.c.mac)).scalar() == chain.UNSIGNED:
            _seal(session)
            session.commit()


def _seal(session: Session) -> None:
    key, connection, found = audit.audit_key(session), session.connection(), _Found()
    triggers.drop(connection)
    last = before = chain.GENESIS_DIGEST
    for event in _old(connection):
        if found.broken is None and (event["digest_before"], event["digest"]) != (
            before,
            chain.compute_unkeyed_digest(before, event),
        ):
            found.broken = event["id"]
        before, clean = event["digest"], dict(_clean(event["changes"]))
        found.blotted += clean != event["changes"]
        found.count += 1
        sealed = {"changes": clean, "evidence": event["digest"], "digest_before": last}
        last = sealed["digest"] = chain.compute_digest(key, last, {**event, **sealed})
        connection.execute(update(chain.events).where(chain.events.c.id == event["id"]).values(sealed))
    chain.write_head(connection, found.count, last, chain.sign_head(key, found.count, last))
    triggers.create(connection)
    audit.append(session, actor="suzhu upgrade", action=SEAL, record="audit_event", changes=found.said())


@dataclass
class _Found:
    """What there was to seal."""

    count: int = 0
    blotted: int = 0
    broken: int | None = None

    def said(self) -> dict[str, list[int | None]]:
        """As the note tells it."""
        return {"rows": [None, self.count], "blotted": [None, self.blotted], "first_break": [None, self.broken]}


def _old(connection: Connection) -> Iterator[dict[str, Any]]:
    """All events in order, some at a time: they are changed while they are read."""
    after = 0
    query = select(chain.events).order_by(chain.events.c.id).limit(AT_ONCE)
    while rows := connection.execute(query.where(chain.events.c.id > after)).mappings().all():
        yield from map(dict, rows)
        after = rows[-1]["id"]


def _clean(changes: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What a list was filtered by, without identity numbers. All else was masked from the start."""
    for name, pair in changes.items():
        yield name, [_without_numbers(value) for value in pair] if name == "filters" else pair


def _without_numbers(query: str | None) -> str | None:
    clean = redact_query(query or "")
    return query if parse_qsl(clean) == parse_qsl(query or "") else clean


def _has_events(connection: Connection) -> bool:
    return connection.execute(select(chain.events.c.id).limit(1)).first() is not None
