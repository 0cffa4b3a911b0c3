"""Batches that belong together, all saved or none: what is wrong in any of them is said at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Any, NamedTuple, Self, TypeVar

from shared.access import ScopedSession
from shared.models.base import Base

from .batches import RecordUpdate, create_many, update_many
from .service_errors import BatchError, RowFault

Saved = TypeVar("Saved")


class BatchEntry(NamedTuple):
    """Values of one row: of a new record, or of the one with `key`, which was seen with `expected_version`."""

    values: Mapping[str, Any]
    key: int | None = None
    expected_version: int | None = None


class BatchParts:
    """One savepoint around several batches of `total` rows. BatchError at the end with every faulty row of any."""

    def __init__(self, session: ScopedSession, total: int) -> None:
        self._session, self._total = session, total
        self._faults: dict[int, RowFault] = {}

    def __enter__(self) -> Self:
        self._session.flush()
        self._before = len(self._session.pending_changes), len(self._session.doubted)
        self._savepoint = self._session.begin_nested()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if not self._faults and error is None:
            self._savepoint.commit()
            return
        self._savepoint.rollback()
        changes, doubted = self._before
        del self._session.pending_changes[changes:], self._session.doubted[doubted:]
        if error is None:
            raise BatchError([self._faults[row] for row in sorted(self._faults)], self._total)

    def save(self, rows: Sequence[int], batch: Callable[[], Saved]) -> Saved | None:
        """What a batch makes of these rows, each the place of one of its own; None where some are refused."""
        try:
            return batch()
        except BatchError as error:
            for fault in error.faults:
                self.refuse(rows[fault.row], fault.fields, fault.doubts)
            return None

    def refuse(self, row: int, fields: dict[str, str], doubts: Sequence[tuple[str, str]] = ()) -> None:
        """Remember what is wrong with a row, beside what is known of it."""
        known = self._faults.get(row, RowFault(row, {}))
        self._faults[row] = RowFault(row, known.fields | fields, [*known.doubts, *doubts])

    def refuse_further(self, row: int, fields: dict[str, str]) -> None:
        """Remember what else is wrong with a row, if anything: what is known of a field stays."""
        if fields:
            known = self._faults.get(row, RowFault(row, {}))
            self._faults[row] = RowFault(row, fields | known.fields, known.doubts)


def save_entries(session: ScopedSession, record_class: type[Base], entries: Sequence[BatchEntry]) -> None:
    """Change records in the order of the entries, then create the others. BatchError with every faulty row."""
    changed = [row for row, entry in enumerate(entries) if entry.key is not None]
    new = [row for row, entry in enumerate(entries) if entry.key is None]
    updates = [
        RecordUpdate(entries[row].key or 0, entries[row].values, entries[row].expected_version) for row in changed
    ]
    with BatchParts(session, len(entries)) as parts:
        parts.save(changed, lambda: update_many(session, record_class, updates))
        parts.save(new, lambda: create_many(session, record_class, [entries[row].values for row in new]))
