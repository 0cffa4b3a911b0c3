"""Doing what was proposed: the same changes in the same order, each through the service and the checks it came by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from shared.access import ScopedSession
from shared.access.permission_denied import PermissionDenied
from shared.models import DivisionChange, Household, ProgrammeCycle, Quota
from shared.models.base import Base, model_of_table
from shared.services import records
from shared.services.batch_parts import BatchEntry
from shared.services.division_changes.carrying_out import Declared, carry_out
from shared.services.division_changes.checks import require_in_force
from shared.services.division_changes.undoing import undo_change
from shared.services.family_act_undo import undo_act
from shared.services.family_acts import UNDO_MARK
from shared.services.household_numbers import give_number
from shared.services.past_acts import load_latest_act
from shared.services.quotas_by_county import save_county_quotas

from .change_values import NUMBER, RecordChange, Values, resolve, restore_act

Act = dict[str, Any]  # as a proposal keeps it (`change_values.store_act`)


def replay(session: ScopedSession, changes: Sequence[RecordChange], act: Act | None = None) -> dict[int, Any]:
    """Make the changes under the rights of the session's actor; what the checks refuse is raised as ever.

    An `act` that is taken back is taken back anew. The keys of the new records, by their number.
    """
    keys: dict[int, Any] = {}
    if changes and changes[0].model is DivisionChange:
        _replay_division_change(session, changes[0])
        return keys
    if len(changes) > 1 and all(_is_quota_of_list(change) for change in changes):
        _replay_quotas(session, changes)
        return keys
    if act is not None and is_undo(act):
        _replay_undo(session, changes, act)
        return keys
    reason = session.reason
    for change in changes:
        if change.is_new:
            record: Any = records.create(session, change.model, _complete(session, change, resolve(change.after, keys)))
            keys[change.number] = record.__mapper__.primary_key_from_instance(record)[0]
        else:
            found = load_record(session, change.model, keys.get(change.number, change.key))
            if found is None:
                raise PermissionDenied
            _update(session, found, resolve(change.after, keys))
        session.reason = reason
    return keys


def _replay_division_change(session: ScopedSession, change: RecordChange) -> None:
    """All of it anew, on the day that has come."""
    if not change.is_new:
        undo_change(session, load_record(session, DivisionChange, change.key), change.after["retired_reason"])
        return
    declared = Declared.from_values(change.after)
    require_in_force(declared.effective_on)
    carry_out(session, declared)


def is_undo(act: Act | None) -> bool:
    """Whether a proposal takes an act on a family back."""
    return act is not None and act["act"].startswith(UNDO_MARK)


def _replay_undo(session: ScopedSession, changes: Sequence[RecordChange], act: Act) -> None:
    """As it was done when it was proposed: what stood before the act is not checked again.

    ValidationError when the latest act of the family is not the one that the proposal takes back.
    """
    _act, table, key = restore_act(act, {})
    family = load_record(session, model_of_table(table) or Household, key)
    if family is None:
        raise PermissionDenied
    latest, reason = load_latest_act(session, family), session.reason
    written = {(one.table, one.key) for one in latest.written} if latest else set()
    is_same = written >= {(change.model.__tablename__, str(change.key)) for change in changes}
    typed = next((text for change in changes if (text := change.after.get("retired_reason"))), reason)
    undo_act(session, family, latest.event_id if latest and is_same else 0, typed)
    session.reason = reason


def _complete(session: ScopedSession, change: RecordChange, values: Values) -> Values:
    """A household for which nobody typed a number gets the next one now."""
    if change.model is not Household or NUMBER in values:
        return values
    return values | {NUMBER: give_number(session, values["region_code"])}


def load_record(session: ScopedSession, model: type[Base], key: Any, *, is_locked: bool = True) -> Any:
    """A record, read anew and locked; None when it is not there for the actor."""
    query = select(model).where(model.__mapper__.primary_key[0] == key)
    query = query.with_for_update() if is_locked else query
    return session.scalars(query.execution_options(populate_existing=True)).first()


def _update(session: ScopedSession, record: Any, values: Values) -> None:
    """Change a record. What goes out of use with the record it is part of, or back in use, has done so already."""
    if "retired_on" not in values:
        records.update_locked(session, record, values, record.version)
    elif values["retired_on"] is not None and record.retired_on is None:
        records.retire(session, record, values.get("retired_reason") or session.reason, record.version)
    elif values["retired_on"] is None and record.retired_on is not None and not _comes_with_parent(record):
        records.restore(session, record, session.reason, record.version)


def _comes_with_parent(record: Any) -> bool:
    """Whether a part is back in use as soon as what it is part of is."""
    parent = getattr(record, record.__rests_on__.removesuffix("_id")) if record.__is_part__ else None
    return parent is not None and parent.retired_on is not None


def _is_quota_of_list(change: RecordChange) -> bool:
    return change.model is Quota and "retired_on" not in change.after


def _replay_quotas(session: ScopedSession, changes: Sequence[RecordChange]) -> None:
    """A list of quotas: what is doubted is the sum when all are set, not the sums on the way there."""
    entries = [BatchEntry(change.after, change.key, change.version) for change in changes]
    first = changes[0]
    cycle_id = first.after["cycle_id"] if first.is_new else session.get_one(Quota, first.key).cycle_id
    save_county_quotas(session, session.get_one(ProgrammeCycle, cycle_id), entries)
