"""What a flush changed, as the trail tells it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from shared.models import (
    AuditEvent,
    Base,
    CubeBuild,
    LockedObservation,
    LockedSet,
    Observation,
    RevisedCell,
    SentForm,
    SignInAttempt,
    SignInSession,
)
from shared.models.base import primary_key_text
from shared.models.columns import ColumnKind, meaning_of

from .chain import append, append_many

UNAUDITED = (
    AuditEvent,
    Observation,
    LockedObservation,
    LockedSet,
    RevisedCell,
    CubeBuild,
    SignInSession,
    SignInAttempt,
    SentForm,
)


def collect_changes(session: Session) -> list[dict[str, Any]]:
    """What the flush that just ran did, a dictionary a record: `action`, `record`, `id`, `before`, `after`."""
    groups = (("insert", session.new), ("update", session.dirty), ("delete", session.deleted))
    changes = [_change(action, r) for action, records in groups for r in records if not isinstance(r, UNAUDITED)]
    return [change for change in changes if change["action"] != "update" or change["before"]]


def _change(action: str, record: Base) -> dict[str, Any]:
    state, before, after = inspect(record), {}, {}
    for name in record.__mapper__.columns.keys():  # noqa: SIM118 - a collection of columns
        history = state.attrs[name].history
        if history.has_changes() and history.deleted and action == "update":
            before[name] = history.deleted[0]
        after[name] = next(iter([*history.added, *history.unchanged]), None)
    return {"action": action, "class": type(record), "id": primary_key_text(record), "before": before, "after": after}


def _redacted_changes(change: dict[str, Any]) -> dict[str, list[Any]]:
    """Columns with before and after. Secrets and sealed identity numbers only say that they changed."""
    record = change["class"]
    names = change["before"] or change["after"]
    redacted = {}
    for name in names:
        hidden = meaning_of(record, name).kind is ColumnKind.SECRET
        pair = [change["before"].get(name), change["after"].get(name)]
        redacted[name] = ["…", "…"] if hidden else [to_json_value(v) for v in pair]
    return redacted


def to_json_value(value: Any) -> Any:
    """A value of a column as the trail keeps it."""
    return value.isoformat() if isinstance(value, date | datetime) else value


def from_json_value(record: type[Base], name: str, value: Any) -> Any:
    """A value that the trail keeps as the column holds it: `to_json_value`, the other way round."""
    kind = record.__mapper__.columns[name].type.python_type
    return kind.fromisoformat(value) if kind in {date, datetime} and value is not None else value


def append_about(session: Session, record: Base, *, actor: str, action: str, **fields: Any) -> None:
    """Add an event about one record, in its region unless another is named. Fields as for `append`."""
    about = {"record": record.__tablename__, "record_id": primary_key_text(record)}
    region = {"region_code": getattr(record, "region_code", None)}
    append(session, actor=actor, action=action, **(about | region | fields))


def write_changes(session: Session, actor: str, changes: Iterable[dict[str, Any]], reason: str) -> None:
    """Write one event a changed record."""
    events = [
        {
            "actor": actor,
            "action": change["action"],
            "record": change["class"].__tablename__,
            "record_id": change["id"],
            "region_code": change["after"].get("region_code"),
            "reason": reason,
            "changes": _redacted_changes(change),
        }
        for change in changes
    ]
    append_many(session, events)
