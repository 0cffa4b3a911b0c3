"""Whether the records of a proposal are still what they were when it was proposed."""

from __future__ import annotations

from collections.abc import Iterator

from shared.access import ScopedSession
from shared.models import Spell

from .amount_schedules import load_schedule
from .change_values import RecordChange
from .replay import load_record


def changed_meanwhile(
    session: ScopedSession, changes: list[RecordChange], *, is_locked: bool = True
) -> Iterator[RecordChange]:
    """The changes whose record is not the one that was seen any more; `is_locked`: each stays as it is from now on.

    A changed amount is another change, too, when its recognition has come to pay something else in any month.
    """
    seen = set[tuple[object, object]]()
    for change in changes:
        if change.key is not None and (change.model, change.key) not in seen:
            seen.add((change.model, change.key))
            record = load_record(session, change.model, change.key, is_locked=is_locked)
            if record is None or not _is_as_seen(record, change):
                yield change
        if not all(_pays(session, key, is_locked=is_locked) == paid for key, paid in change.amounts.items()):
            yield change


def _is_as_seen(record: object, change: RecordChange) -> bool:
    has_values = all(getattr(record, name) == value for name, value in change.before.items())
    return has_values and getattr(record, "version", change.version) == change.version


def _pays(session: ScopedSession, spell: int, *, is_locked: bool) -> dict[str, int]:
    load_record(session, Spell, spell, is_locked=is_locked)
    return load_schedule(session, spell)
