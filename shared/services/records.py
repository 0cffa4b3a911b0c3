"""Creating, changing and retiring records. Every writer of a single record comes through here.

Scope and permission are the session's (`shared.access`); checks of the domain stand in `checks`; what the database
refuses comes back as a sentence (`sentences`). All or nothing: a refusal leaves record and session as they were.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy.exc import IntegrityError

from shared.access import ScopedSession
from shared.clock import today
from shared.locale import _
from shared.models.base import Base
from shared.names import fold

from .checks import check
from .checks.dependents import dependents
from .checks.places import place_of
from .invalid import Conflict, Invalid, RestedOn
from .sentences import refusal_of

LONGEST_REASON = 200
Record = TypeVar("Record", bound=Base)


def create(session: ScopedSession, record_class: type[Record], values: dict[str, Any]) -> Record:
    """A new record. Without a region of its own it belongs where the record stands that it rests on."""
    record = record_class(**spelled(record_class, values))
    with _whole(session):
        if "region_code" in record.__mapper__.columns and not getattr(record, "region_code", None):
            record.region_code = place_of(session, record)  # type: ignore[attr-defined]
        session.add(record)
        _check(session, record)
    return record


def update(session: ScopedSession, record: Record, values: dict[str, Any], seen_version: int | None) -> Record:
    """Change a record that was shown with `seen_version`. Raises Conflict when somebody was faster."""
    values = spelled(type(record), values)
    _newest(session, record, values, seen_version)
    with _whole(session):
        for name, value in values.items():
            setattr(record, name, value)
        _check(session, record)
    return record


def retire(session: ScopedSession, record: Any, reason: str, seen_version: int | None) -> None:
    """Take a record out of use from today on; figures skip it. Refused while records in use rest on it."""
    session.reason = given(reason)
    _newest(session, record, {"retired_on": today()}, seen_version)
    if record.retired_on is not None:
        raise Invalid({"": _("The record is out of use already, since {day}.").format(day=record.retired_on)})
    with _whole(session):
        if found := dependents(session, record):
            raise RestedOn(found)
        record.retired_on, record.retired_reason = today(), session.reason


def restore(session: ScopedSession, record: Any, reason: str, seen_version: int | None) -> None:
    """Put a record back in use, as if it had never been retired."""
    session.reason = given(reason)
    _newest(session, record, {"retired_on": None}, seen_version)
    if record.retired_on is None:
        raise Invalid({"": _("The record is in use: there is nothing to put back.")})
    with _whole(session):
        record.retired_on = record.retired_reason = None
        _check(session, record)


def _check(session: ScopedSession, record: Base) -> None:
    """Refuse what cannot be; what is unlikely is saved when it was confirmed, with a reason."""
    if doubts := check(session, record):
        try:
            session.reason = given(session.reason)
        except Invalid as without_reason:
            raise Invalid(without_reason.fields, doubts) from None
        session.doubted.append((record, doubts))


def spelled(record_class: type[Base], values: dict[str, Any]) -> dict[str, Any]:
    """The values with names in their one spelling; a name of nothing visible is none."""
    columns = record_class.__mapper__.columns
    named = [name for name in values if name in columns and columns[name].info.get("is_name")]
    return values | {name: fold(values[name]) if isinstance(values[name], str) else values[name] for name in named}


def given(reason: str) -> str:
    """A reason somebody gave, without blanks around it; Invalid when there is none or it is too long."""
    reason = reason.strip()
    if not reason:
        raise Invalid({"reason": _("Say why: the reason is kept with the record.")})
    if len(reason) > LONGEST_REASON:
        raise Invalid({"reason": _("Keep the reason below {n} characters.").format(n=LONGEST_REASON)})
    return reason


def _newest(session: ScopedSession, record: Any, values: dict[str, Any], seen_version: int | None) -> None:
    """Lock the row and read it anew; Conflict when it is not the one that was seen, whatever the values."""
    session.refresh(record, with_for_update=True)
    if record.version == seen_version:
        return
    columns = record.__mapper__.columns
    pairs = {name: (value, getattr(record, name)) for name, value in values.items() if name in columns}
    raise Conflict({name: pair for name, pair in pairs.items() if pair[0] != pair[1]})


@contextmanager
def _whole(session: ScopedSession) -> Iterator[None]:
    try:
        with session.begin_nested(), session.no_autoflush:
            yield
            session.flush()
    except IntegrityError as error:
        raise refusal_of(error) from error
