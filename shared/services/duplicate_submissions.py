"""The same form sent twice, by a double click or by going back after saving: it makes one record.

Each form of a new record carries a token of its own. Two forms with equal entries make two records.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from shared.access import ScopedSession, elevated
from shared.clock import now
from shared.models import SentForm
from shared.models.base import Base

TOKEN_LIFETIME = timedelta(days=2)  # longer than a session, and with it any form, can stay open
INSERTS: dict[str, Callable[..., Any]] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}
Record = TypeVar("Record", bound=Base)


def run_once(session: ScopedSession, record_class: type[Record], token: str, make: Callable[[], Record]) -> Record:
    """What `make` makes of a form, or what it made when the form was sent before. No token: whatever it makes."""
    if not token:
        return make()
    made_before = _claim(session, token)
    if made_before:
        key = record_class.__mapper__.primary_key[0].type.python_type(made_before)
        return session.get(record_class, key) or make()
    record = make()
    if not isinstance(record, record_class):
        return record  # a proposal of one: those tell their own repeats
    record_id = str(record.__mapper__.primary_key_from_instance(record)[0])
    with elevated(session) as system:
        system.execute(update(SentForm).where(*_this(session, token)).values(record_id=record_id))
    return record


def save_once(session: ScopedSession, token: str, save: Callable[[], object]) -> bool:
    """Save what a form of many records holds; False, and nothing is saved, when the same form was saved before."""
    if token and _claim(session, token) is not None:
        return False
    save()
    return True


def _claim(session: ScopedSession, token: str) -> str | None:
    """Be the first to send this form, and None; or wait for the first, and what it made."""
    is_own = SentForm.account_id == session.actor.account_id
    with elevated(session) as system:
        system.execute(delete(SentForm).where(is_own, SentForm.at < now() - TOKEN_LIFETIME))
        row = {"account_id": session.actor.account_id, "token_hash": _hash(token), "record_id": "", "at": now()}
        claim = INSERTS[system.get_bind().dialect.name](SentForm).values(row).on_conflict_do_nothing()
        if system.connection().execute(claim.returning(SentForm.token_hash)).first() is not None:
            return None
        return system.scalar(select(SentForm.record_id).where(*_this(session, token)))


def _this(session: ScopedSession, token: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return SentForm.account_id == session.actor.account_id, SentForm.token_hash == _hash(token)


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
