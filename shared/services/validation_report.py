"""Everything that is wrong with an entry, in one round: whether or not it could be saved, nothing of it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ColumnElement, Integer, literal, literal_column, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.types import TypeEngine

from shared.access import ScopedSession
from shared.access.permission_denied import PermissionDenied
from shared.models.base import Base

from .checks import ALWAYS, CHECKS
from .checks.regions_of_records import region_from_parent
from .constraint_messages import message_for_constraint
from .doubts import Doubt
from .records import normalise_names
from .service_errors import ValidationError

LARGEST = 2**62


def find_faults(
    session: ScopedSession, record_class: type[Base], values: dict[str, Any], record: Base | None = None
) -> ValidationError:
    """What the checks and the database would say of these values, for a new record or for a change of one."""
    with session.no_autoflush:
        tried = session.begin_nested()
        try:
            return _collect_errors(session, record_class, values, record)
        finally:
            tried.rollback()


def _collect_errors(
    session: ScopedSession, record_class: type[Base], values: dict[str, Any], record: Base | None
) -> ValidationError:
    entered = record_class() if record is None else record
    for name, value in normalise_names(record_class, values).items():
        setattr(entered, name, None if _is_unread_number(record_class, name, value) else value)
    if record is None:
        session.add(entered)
    if "region_code" in values and not values["region_code"]:
        entered.region_code = region_from_parent(session, entered)  # type: ignore[attr-defined]
    wrong: dict[str, str] = {}
    doubts: list[tuple[str, str]] = []
    for column, message in (*_check_errors(session, entered), *_constraint_errors(session, entered)):
        if isinstance(message, Doubt):
            doubts.append((column, message))
        else:
            wrong.setdefault(column, message)
    return ValidationError(wrong, doubts)


def _is_unread_number(record_class: type[Base], name: str, value: Any) -> bool:
    """Whether a number or a key was entered that is none: its field says so, and no check can ask for it."""
    column = record_class.__mapper__.columns.get(name)
    return column is not None and isinstance(column.type, Integer) and not isinstance(value, int | None)


def _check_errors(session: ScopedSession, record: Base) -> Iterator[tuple[str, str]]:
    """What the checks find. One that needs what is missing finds nothing: the missing is said already."""
    columns = record.__mapper__.columns
    points_nowhere = any(c.foreign_keys and not c.nullable and getattr(record, n) is None for n, c in columns.items())
    for check in (*ALWAYS, *(() if points_nowhere else CHECKS.get(type(record), ()))):
        try:
            yield from list(check(session, record))
        except (TypeError, AttributeError, ValueError, SQLAlchemyError, PermissionDenied):
            continue  # what may not be done at all is refused when it is done


def _constraint_errors(session: ScopedSession, record: Base) -> Iterator[tuple[str, str]]:
    """The conditions of the table that the values break: the database itself would name the first only."""
    mapper = record.__mapper__
    columns = {column.name: (column, getattr(record, name)) for name, column in mapper.columns.items()}
    entered = select(*(_typed_literal(value, column.type).label(name) for name, (column, value) in columns.items()))
    checks = [c for c in mapper.local_table.constraints if isinstance(c, CheckConstraint) and c.name]  # type: ignore[attr-defined]
    if not checks:
        return
    violations = [literal_column(f"CASE WHEN NOT ({check.sqltext}) THEN 1 ELSE 0 END", Integer) for check in checks]
    broken = session.connection().execute(select(*violations).select_from(entered.subquery())).one()
    yield from (
        message_for_constraint(str(check.name)) for check, is_broken in zip(checks, broken, strict=True) if is_broken
    )


def _typed_literal(value: Any, kind: TypeEngine[Any]) -> ColumnElement[Any]:
    """The value as the database takes it, whole numbers with room for those that are too large for their column."""
    if not isinstance(kind, Integer) or value is None:
        return literal(value, kind)
    return literal(max(-LARGEST, min(LARGEST, value)), BigInteger)
