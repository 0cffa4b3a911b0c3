"""What waits for whom: for the second person, for the proposer, and beside the records it is about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import aliased

from shared.access import ScopedSession
from shared.access.actor import in_subtrees
from shared.access.permissions import Action, permission_for
from shared.clock import now
from shared.models import ChangeState, Household, Person, ProposedChange
from shared.models.base import Base, primary_key_text
from shared.models.region import path_of

from .deciding import AREAS

WAITING = ProposedChange.state == ChangeState.WAITING
RETURNED = (ChangeState.REFUSED, ChangeState.OUTDATED)
RETURNED_FOR = timedelta(days=30)
"""How long the proposer is reminded of what was not done."""
MAX_SHOWN = 50


def is_to_decide(session: ScopedSession) -> ColumnElement[bool]:
    """A condition: waits, and the actor may decide about it."""
    of_kinds = [
        (ProposedChange.kind == kind) & in_subtrees(ProposedChange.region_code, _prefixes(session, area))
        for kind, area in AREAS.items()
    ]
    return WAITING & (ProposedChange.proposed_by != session.actor.login) & or_(*of_kinds)


def load_to_decide(session: ScopedSession, limit: int, *conditions: ColumnElement[bool]) -> list[ProposedChange]:
    """What waits for the actor, the longest waiting first."""
    query = select(ProposedChange).where(is_to_decide(session), *conditions)
    return list(session.scalars(query.order_by(ProposedChange.id).limit(limit)))


def count_to_decide(session: ScopedSession) -> int:
    """How much waits for the actor."""
    return session.scalar(select(func.count(ProposedChange.id)).where(is_to_decide(session))) or 0


def next_to_decide(session: ScopedSession, proposed: ProposedChange) -> ProposedChange | None:
    """What waits after this one, or else the first; None when nothing else does."""
    other = ProposedChange.id != proposed.id
    later = load_to_decide(session, 1, ProposedChange.id > proposed.id)
    return next(iter([*later, *load_to_decide(session, 1, other)]), None)


def load_own(session: ScopedSession, limit: int) -> tuple[list[ProposedChange], list[ProposedChange]]:
    """What the actor proposed: what still waits, and what was lately not done, the newest first.

    What was proposed again for the same family or person is no more reminded of.
    """
    own = select(ProposedChange).where(ProposedChange.proposed_by == session.actor.login)
    newest = own.order_by(ProposedChange.id.desc()).limit(limit)
    lately = ProposedChange.state.in_(RETURNED), ProposedChange.decided_at > now() - RETURNED_FOR
    returned = newest.where(*lately, ~_is_proposed_anew())
    return list(session.scalars(newest.where(WAITING))), list(session.scalars(returned))


def _is_proposed_anew() -> ColumnElement[bool]:
    """A condition: the same person proposed something of the kind about the same family or person after that."""
    later = aliased(ProposedChange)
    same = (later.household_id == ProposedChange.household_id) | (later.person_id == ProposedChange.person_id)
    of_kind = later.kind == ProposedChange.kind, later.proposed_by == ProposedChange.proposed_by
    return exists(select(later.id).where(later.proposed_at > ProposedChange.decided_at, *of_kind, same))


def waiting_about(session: ScopedSession, record: Base) -> list[ProposedChange]:
    """What waits about a record: whatever is about a family or a person, else what changes the record itself."""
    conditions = _about(record)
    if not conditions:
        return []
    query = select(ProposedChange).where(WAITING, or_(*conditions)).order_by(ProposedChange.id)
    found = session.scalars(query.limit(MAX_SHOWN)).all()
    if isinstance(record, Household | Person):
        return list(found)
    about = record.__tablename__, primary_key_text(record)
    return [one for one in found if about in _records_of(one.changes)]


def _about(record: Base) -> list[ColumnElement[bool]]:
    """Conditions of which one holds where something is about the record."""
    keys: dict[str, Any] = {name: getattr(record, name, None) for name in ("household_id", "person_id")}
    keys |= {"household_id": record.id} if isinstance(record, Household) else {}
    keys |= {"person_id": record.id} if isinstance(record, Person) else {}
    named = [getattr(ProposedChange, name) == key for name, key in keys.items() if key is not None]
    code = getattr(record, "region_code", None)
    if named or code is None or type(record).__tablename__ not in WITHOUT_FAMILY:
        return named
    return [ProposedChange.region_code.in_(path_of(code)) & ProposedChange.kind.in_(WITHOUT_FAMILY.values())]


WITHOUT_FAMILY = {"assistance_standard": "standard", "quota": "quota", "amount_change": "amount"}
"""Records that name no family, with the kind of their changes."""


def _records_of(changes: Sequence[dict[str, Any]]) -> set[tuple[str, str]]:
    return {(change["record"], change["key"]) for change in changes if change["key"] is not None}


def _prefixes(session: ScopedSession, area: str) -> tuple[str, ...]:
    return session.actor.prefixes(permission_for(area, Action.CONFIRM))
