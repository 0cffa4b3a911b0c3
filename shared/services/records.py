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
from shared.models.columns import ColumnKind, meaning_of
from shared.person_names import normalise_name

from .checks import Doubts, check
from .checks.dependents import dependents, parts
from .checks.regions_of_records import region_from_parent
from .constraint_messages import validation_error_from
from .service_errors import DependentRecordsError, EditConflictError, ValidationError

MAX_REASON_LENGTH = 200
Record = TypeVar("Record", bound=Base)


def create(session: ScopedSession, record_class: type[Record], values: dict[str, Any]) -> Record:
    """A new record. Without a region of its own it belongs where the record stands that it rests on."""
    record = record_class(**normalise_names(record_class, values))
    with _atomic(session):
        if "region_code" in record.__mapper__.columns and not getattr(record, "region_code", None):
            record.region_code = region_from_parent(session, record)  # type: ignore[attr-defined]
        session.add(record)
        _check(session, record)
    return record


def update(session: ScopedSession, record: Record, values: dict[str, Any], expected_version: int | None) -> Record:
    """Change a record that was shown with `expected_version`. Raises EditConflictError when somebody was faster."""
    session.refresh(record, with_for_update=True)
    return update_locked(session, record, values, expected_version)


def update_locked(
    session: ScopedSession, record: Record, values: dict[str, Any], expected_version: int | None
) -> Record:
    """Change a record whose row is locked and was just read; as `update`."""
    values = normalise_names(type(record), values)
    _check_version(record, values, expected_version)
    if getattr(record, "retired_on", None) is not None:
        raise ValidationError({"": _("This record is void: restore it before you edit it.")})
    with _atomic(session):
        for name, value in values.items():
            setattr(record, name, value)
        _check(session, record)
    return record


def retire(session: ScopedSession, record: Any, reason: str, expected_version: int | None) -> None:
    """Take a record out of use from today on; figures skip it. Refused while records in use rest on it."""
    session.reason = require_reason(reason)
    _lock_and_check_version(session, record, {"retired_on": today()}, expected_version)
    if record.retired_on is not None:
        raise ValidationError({"": _("The record is already void, since {day}.").format(day=record.retired_on)})
    with _atomic(session):
        if dependent_records := dependents(session, record):
            raise DependentRecordsError(dependent_records)
        for one in (record, *(part for part in parts(session, record) if part.retired_on is None)):
            one.retired_on, one.retired_reason = today(), session.reason


def restore(session: ScopedSession, record: Any, reason: str, expected_version: int | None) -> None:
    """Put a record back in use, as if it had never been retired."""
    session.reason = require_reason(reason)
    _lock_and_check_version(session, record, {"retired_on": None}, expected_version)
    if record.retired_on is None:
        raise ValidationError({"": _("The record is not void: there is nothing to restore.")})
    with _atomic(session):
        retired = record.retired_on, record.retired_reason
        together = [part for part in parts(session, record) if (part.retired_on, part.retired_reason) == retired]
        for one in (record, *together):
            one.retired_on = one.retired_reason = None
            _check(session, one)


def _check(session: ScopedSession, record: Base) -> None:
    """Refuse what cannot be; what is unlikely is saved when it was confirmed, with a reason."""
    keep_doubts(session, record, check(session, record))


def keep_doubts(session: ScopedSession, record: Base, doubts: Doubts) -> None:
    """Remember the confirmed doubts of a record for the audit trail; ValidationError without a reason."""
    if doubts:
        try:
            session.reason = require_reason(session.reason)
        except ValidationError as without_reason:
            raise ValidationError(without_reason.fields, doubts) from None
        session.doubted.append((record, doubts))


def normalise_names(record_class: type[Base], values: dict[str, Any]) -> dict[str, Any]:
    """The values with names in their one spelling; a name of nothing visible is none."""
    columns = record_class.__mapper__.columns
    kinds = {name: meaning_of(record_class, name).kind for name in values if name in columns}
    name_columns = [name for name, kind in kinds.items() if kind is ColumnKind.PERSON_NAME]
    return values | {
        name: normalise_name(values[name]) if isinstance(values[name], str) else values[name] for name in name_columns
    }


def require_reason(reason: str) -> str:
    """A reason somebody gave, without blanks around it; ValidationError when there is none or it is too long."""
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": _("Enter a reason; it is stored with the record.")})
    if len(reason) > MAX_REASON_LENGTH:
        raise ValidationError({"reason": _("Enter a reason of at most {n} characters.").format(n=MAX_REASON_LENGTH)})
    return reason


def _lock_and_check_version(
    session: ScopedSession, record: Any, values: dict[str, Any], expected_version: int | None
) -> None:
    """Lock the row and read it anew; EditConflictError when it is not the one that was seen, whatever the values."""
    session.refresh(record, with_for_update=True)
    _check_version(record, values, expected_version)


def _check_version(record: Any, values: dict[str, Any], expected_version: int | None) -> None:
    if record.version == expected_version:
        return
    columns = record.__mapper__.columns
    pairs = {name: (value, getattr(record, name)) for name, value in values.items() if name in columns}
    raise EditConflictError({name: pair for name, pair in pairs.items() if pair[0] != pair[1]})


@contextmanager
def _atomic(session: ScopedSession) -> Iterator[None]:
    try:
        with session.begin_nested(), session.no_autoflush:
            yield
            session.flush()
    except IntegrityError as error:
        raise validation_error_from(error) from error
