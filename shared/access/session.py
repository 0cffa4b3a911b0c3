"""The scoped session: no actor, no rows; nothing is written outside the actor's regions.

One session a request, rerun or job. Writing sessions take the write lock first (SQLite) so that no update is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, NoReturn

from sqlalchemy import Engine, event, inspect, select
from sqlalchemy.orm import ORMExecuteState, Session

from shared import audit
from shared.models import Base, Region
from shared.models.base import model_of_table
from shared.models.region_roles import RegionRight

from .actor import SYSTEM, Actor
from .permission_denied import PermissionDenied
from .permissions import Action, permission_for
from .region_access import region_columns, require_region_rights
from .scope import read_scope
from .scope_bypass import bypasses_scope


class ScopedSession(Session):
    """A session that belongs to an actor. `pending_changes` collects what changed until the figures were refreshed.

    `confirmed` are the doubts the person saw and keeps to, `doubted` the records saved so (`shared.services.doubts`).
    `act` is what is done with a family as a whole in this unit of work (`shared.services.family_acts`), `given_numbers`
    are those of households that nobody typed (`shared.services.household_numbers`). `bulk_changes` were made of many
    records at once: figures follow them, and one of `bulk_events` tells the trail of them.
    """

    def __init__(self, engine: Any, actor: Actor, **options: Any) -> None:
        """Bind the session to an engine (or to the connection of another session) and to one actor."""
        super().__init__(bind=engine, **options)
        self.actor = actor
        self.reason = ""
        self.confirmed: frozenset[str] = frozenset()
        self.doubted: list[tuple[Base, list[tuple[str, Any]]]] = []
        self.pending_changes: list[dict[str, Any]] = []
        self.bulk_changes: list[dict[str, Any]] = []
        self.bulk_events: list[dict[str, Any]] = []
        self.act: Any = None
        self.given_numbers: set[str] = set()
        self.submitted: dict[str, Any] | None = None

    def _deny_bulk(self, *_: Any, **__: Any) -> NoReturn:
        raise PermissionDenied  # they skip the flush, and with it scope, version and audit

    bulk_save_objects = bulk_insert_mappings = bulk_update_mappings = _deny_bulk


def open_session(actor: Actor, engine: Engine, *, writing: bool = False, reason: str = "") -> ScopedSession:
    """A session of `actor`. `writing` begins with the write lock; `reason` goes to the audit trail."""
    session = ScopedSession(engine.execution_options(writing=True) if writing else engine, actor)
    session.reason = reason
    return session


@contextmanager
def elevated(session: Session) -> Iterator[ScopedSession]:
    """The system's own session inside the same transaction: for statistics and checks across scopes."""
    with ScopedSession(session.connection(), SYSTEM, join_transaction_mode="rollback_only") as system:
        yield system
        system.flush()


@contextmanager
def acting_for(session: ScopedSession) -> Iterator[ScopedSession]:
    """The system's hands at a person's order: what they change is counted and kept under the person's name."""
    with elevated(session) as system:
        system.actor = replace(SYSTEM, login=session.actor.login)
        system.reason, system.confirmed = session.reason, session.confirmed
        yield system
        system.flush()
        session.pending_changes += system.pending_changes
        session.doubted += system.doubted
        session.bulk_changes += system.bulk_changes
        session.bulk_events += system.bulk_events
        system.pending_changes, system.doubted, system.bulk_changes, system.bulk_events = [], [], [], []
    session.expire_all()


@event.listens_for(ScopedSession, "do_orm_execute")
def _apply_read_scope(state: ORMExecuteState) -> None:
    actor = state.session.actor  # type: ignore[attr-defined]
    if actor.is_system:
        return
    if not state.is_select:
        raise PermissionDenied  # bulk writes would pass scope, version and audit by
    if not state.is_relationship_load and not state.is_column_load and bypasses_scope(state.statement):
        raise PermissionDenied
    if not state.is_column_load:
        state.statement = state.statement.options(read_scope(actor))


@event.listens_for(ScopedSession, "before_flush")
def _check_writes(session: ScopedSession, *_: object) -> None:
    if session.actor.is_system:
        return
    for record in session.deleted:
        require_change(session, record)
    for record in [*session.new, *(r for r in session.dirty if session.is_modified(r))]:
        require_change(session, record)
        _allow_references(session, record)


def require_change(session: ScopedSession, record: Base) -> None:
    """Raise PermissionDenied unless the actor may change the record, where it stood and where it stands now.

    What is detached was found past the scope and is shown as it was (`shared.services.moved_families`): read only.
    """
    if inspect(record).detached:
        raise PermissionDenied
    area = "regions" if isinstance(record, Region) else record.__area__
    permission = permission_for(area, Action.EDIT)
    if region_columns(type(record), RegionRight.EDIT):
        require_region_rights(session.actor, permission, record)
    else:
        session.actor.require_everywhere(permission)


def _allow_references(session: ScopedSession, record: Base) -> None:
    """A record may only point at records the actor can see: a foreign id looks like none."""
    state = inspect(record)
    for name, column in record.__mapper__.columns.items():
        changed = [value for value in state.attrs[name].history.added or () if value is not None]
        for key in column.foreign_keys if changed else ():
            target = getattr(model_of_table(key.column.table.name), key.column.name)
            with session.no_autoflush:
                row = session.execute(select(target).where(target == changed[0])).first()
            if row is None:
                raise PermissionDenied


@event.listens_for(ScopedSession, "after_flush")
def _collect_changes(session: ScopedSession, *_: object) -> None:
    session.pending_changes += audit.collect_changes(session)


@event.listens_for(ScopedSession, "after_rollback")
def _discard_changes(session: ScopedSession) -> None:
    session.pending_changes.clear()
    session.bulk_changes.clear()
    session.bulk_events.clear()
    session.doubted.clear()
    session.given_numbers.clear()
    session.act = None


@event.listens_for(ScopedSession, "before_commit")
def _require_service_commit(session: ScopedSession) -> None:
    session.flush()  # what the commit would flush after this look
    if (session.pending_changes or session.bulk_changes or session.bulk_events) and not session.in_nested_transaction():
        msg = "records changed: commit through shared.services.commit so that figures and audit follow"
        raise RuntimeError(msg)
