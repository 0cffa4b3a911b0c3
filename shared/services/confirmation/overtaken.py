"""Proposals that later entries have overtaken: returned to who proposed them, with the reason, at the same commit.

A death, a stop, a merger or a move leaves nothing waiting for what no longer is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from babel.support import LazyProxy
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from shared.access import SYSTEM, ScopedSession, elevated
from shared.access.permission_denied import PermissionDenied
from shared.errors import UserError
from shared.indicators.change_impact import Changes
from shared.models import (
    AmountChange,
    AssistanceStandard,
    BenefitPayment,
    ChangeState,
    Household,
    HouseholdMember,
    Person,
    ProposedChange,
    Quota,
    Spell,
)
from shared.models.base import Base
from shared.services import system_reasons
from shared.services.doubts import EveryDoubt

from .change_values import RecordChange, load_changes, restore_act
from .decisions import WAITING, keep_decision
from .replay import is_undo, load_record, replay
from .seen_records import changed_meanwhile

WATCHED = (Household, HouseholdMember, Person, Spell, AmountChange, BenefitPayment, AssistanceStandard, Quota)
"""Kinds of records that proposals are about or rest on."""
LINKS: dict[str, type[Base]] = {"household_id": Household, "person_id": Person, "spell_id": Spell}
Keys = dict[type[Base], set[Any]]


@dataclass(frozen=True)
class _Touched:
    """What a unit of work changed: records by kind, those they are about too; and where families moved away from."""

    keys: Keys
    left_places: set[tuple[int, str]]


def return_overtaken(session: ScopedSession, changes: Changes, *, but: int | None = None) -> None:
    """Close what waits and can no longer be done as it was proposed, now that `changes` are flushed.

    `but`: the proposal that is being confirmed by them.
    """
    if not any(change["class"] in WATCHED for change in changes):
        return
    with elevated(session) as system:
        if system.scalars(select(ProposedChange.id).where(WAITING).limit(1)).first() is None:
            return
        touched = _touched_by(system, changes)
        for proposed in _candidates(system, touched):
            if proposed.id != but and (reason := _why_overtaken(system, proposed, touched)) is not None:
                waiting = load_record(system, ProposedChange, proposed.id)
                if waiting.state == ChangeState.WAITING:
                    keep_decision(session, waiting, ChangeState.OUTDATED, system_reasons.in_english(reason))


def _touched_by(system: Session, changes: Changes) -> _Touched:
    keys: Keys = {kind: set() for kind in WATCHED}
    left_places = set()
    for change in changes:
        if change["class"] in WATCHED:
            keys[change["class"]].add(int(change["id"]))
            for name, kind in LINKS.items():
                keys[kind] |= {change[when].get(name) for when in ("before", "after")} - {None}
        if change["class"] is Household and "region_code" in change["before"]:
            left_places.add((int(change["id"]), change["before"]["region_code"]))
    for household, person in system.execute(
        select(Spell.household_id, Spell.person_id).where(Spell.id.in_(keys[Spell]))
    ):
        keys[Household].add(household)
        keys[Person].add(person)
    return _Touched(keys, left_places)


def _candidates(system: Session, touched: _Touched) -> list[ProposedChange]:
    """What waits about the same families, persons or records, the longest waiting first.

    An undo rests on its family as a whole: nothing may have been done with it since.
    """
    own = ProposedChange.household_id.in_(touched.keys[Household]) | ProposedChange.person_id.in_(touched.keys[Person])
    of_many = ProposedChange.household_id.is_(None) & ProposedChange.person_id.is_(None)
    query = select(ProposedChange).where(WAITING, or_(own, of_many)).order_by(ProposedChange.id)
    return [one for one in system.scalars(query) if _is_about_any(one, touched.keys)]


def _is_about_any(proposed: ProposedChange, keys: Keys) -> bool:
    act = proposed.act
    if act is not None and is_undo(act):
        _act, table, key = restore_act(act, {})
        if key in keys[Person if table == Person.__tablename__ else Household]:
            return True
    return _is_about(load_changes(proposed.changes), keys)


def _is_about(changes: Iterable[RecordChange], keys: Keys) -> bool:
    """Whether any of them changes one of the records, or makes a record of theirs."""
    for change in changes:
        links = {(kind, change.after.get(name)) for name, kind in LINKS.items() if _is_key(change.after.get(name))}
        if any(key in keys.get(kind, ()) for kind, key in {(change.model, change.key), *links}):
            return True
    return False


def _is_key(value: Any) -> bool:
    return isinstance(value, int)


def _why_overtaken(system: ScopedSession, proposed: ProposedChange, touched: _Touched) -> LazyProxy | None:
    """The reason that is kept with it; None when it can be confirmed as ever."""
    changes = load_changes(proposed.changes)
    if any(changed_meanwhile(system, changes, is_locked=False)):
        return system_reasons.OUTDATED
    if any(_is_of_left_place(change, touched) for change in changes):
        return system_reasons.FAMILY_MOVED
    is_possible = not is_undo(proposed.act) and _can_be_done(system, changes)
    return None if is_possible else system_reasons.OVERTAKEN


def _is_of_left_place(change: RecordChange, touched: _Touched) -> bool:
    """Whether a recognition would begin where the family does not live any more."""
    place = change.after.get("household_id"), change.after.get("region_code")
    return change.is_new and change.model is Spell and place in touched.left_places


def _can_be_done(system: ScopedSession, changes: list[RecordChange]) -> bool:
    """Whether the checks still allow it: tried, and taken back."""
    with ScopedSession(system.connection(), SYSTEM, join_transaction_mode="create_savepoint") as trial:
        trial.confirmed, trial.reason = EveryDoubt(), system_reasons.in_english(system_reasons.OVERTAKEN)
        try:
            replay(trial, changes)
            trial.flush()
        except (UserError, PermissionDenied):
            return False
        finally:
            trial.rollback()
    return True
