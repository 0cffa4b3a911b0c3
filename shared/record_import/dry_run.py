"""What a file would do to the records, row by row, found out by doing it and taking it back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from shared.access import ScopedSession
from shared.locale import _
from shared.locale import lazy as _l
from shared.models.labelled_enum import LabelledEnum
from shared.services.batches import RecordUpdate, create_many, update_many
from shared.services.service_errors import BatchError

from .existing_records import find_existing
from .file_rows import FileRow
from .import_kind import ImportKind


class Mode(LabelledEnum):
    """What is done with rows about records that exist, and with those about none."""

    UPDATE = "update", _l("add new records and change existing ones")
    INSERT = "insert", _l("add new records; refuse rows about existing ones")
    SKIP = "skip", _l("add new records; leave existing ones as they are")


class Outcome(LabelledEnum):
    """What becomes of a row."""

    NEW = "new", _l("new")
    CHANGED = "changed", _l("changed")
    SAME = "same", _l("same")
    REFUSED = "refused", _l("refused")


class FieldChange(NamedTuple):
    """A value that a row would change."""

    name: str
    old: Any
    new: Any


@dataclass(frozen=True)
class CheckedRow:
    """A row and what would become of it: the changes, or by name of a column why it is refused."""

    number: int
    outcome: Outcome
    changes: Sequence[FieldChange] = ()
    faults: Mapping[str, str] = field(default_factory=dict)


def count_outcomes(rows: Sequence[CheckedRow]) -> dict[Outcome, int]:
    """How many rows have each outcome."""
    counts = Counter(row.outcome for row in rows)
    return {outcome: counts[outcome] for outcome in Outcome}


def check_rows(session: ScopedSession, kind: ImportKind, rows: Sequence[FileRow], mode: Mode) -> list[CheckedRow]:
    """What would become of each row: saved beside the others, looked at by every check of a form, and taken back.

    A row that is refused changes nothing; the others are checked as if it were not there.
    """
    readable = [row for row in rows if not row.faults]
    existing = find_existing(session, kind, readable)
    new = [row for row in readable if row.number not in existing]
    changes = {row.number: _changes(existing[row.number], row) for row in readable if row.number in existing}
    refused = {row.number: dict(row.faults) for row in rows if row.faults}
    if mode is Mode.INSERT:
        message = _("A record with this key exists. Choose to change existing records, or remove the row.")
        refused |= {number: {"": message} for number in changes}
    changed = [row for row in readable if changes.get(row.number)] if mode is Mode.UPDATE else []
    refused |= _try(session, kind, new, changed, existing)
    if mode is not Mode.UPDATE:
        changes = {number: [] for number in changes}
    return [_checked(row, refused, changes) for row in rows]


def _checked(
    row: FileRow, refused: Mapping[int, Mapping[str, str]], changes: Mapping[int, Sequence[FieldChange]]
) -> CheckedRow:
    if row.number in refused:
        return CheckedRow(row.number, Outcome.REFUSED, faults=refused[row.number])
    if row.number not in changes:
        return CheckedRow(row.number, Outcome.NEW)
    found = changes[row.number]
    return CheckedRow(row.number, Outcome.CHANGED if found else Outcome.SAME, found)


def _changes(record: Any, row: FileRow) -> list[FieldChange]:
    old = {name: getattr(record, name) for name in row.values}
    return [FieldChange(name, old[name], new) for name, new in row.values.items() if new != old[name]]


def _try(
    session: ScopedSession, kind: ImportKind, new: list[FileRow], changed: list[FileRow], existing: Mapping[int, Any]
) -> dict[int, dict[str, str]]:
    """By number of the row why services refuse it; until what is left is accepted together."""
    refused: dict[int, dict[str, str]] = {}
    with session.begin_nested() as savepoint:
        for rows, write in ((changed, _update), (new, _create)):
            left = list(rows)
            while left:
                try:
                    write(session, kind, left, existing)
                    break
                except BatchError as error:
                    refused |= {left[fault.row].number: _sentences(fault) for fault in error.faults}
                    left = [row for row in left if row.number not in refused]
        savepoint.rollback()
    return refused


def _sentences(fault: Any) -> dict[str, str]:
    return {**fault.fields, **{name: text for name, text in fault.doubts if name not in fault.fields}}


def _create(session: ScopedSession, kind: ImportKind, rows: list[FileRow], _existing: Mapping[int, Any]) -> None:
    create_many(session, kind.record_class, [_given(row) for row in rows])


def _update(session: ScopedSession, kind: ImportKind, rows: list[FileRow], existing: Mapping[int, Any]) -> None:
    updates = [RecordUpdate(existing[row.number].id, row.values, existing[row.number].version) for row in rows]
    update_many(session, kind.record_class, updates)


def _given(row: FileRow) -> dict[str, Any]:
    """The values of a new record; an empty cell leaves the default."""
    return {name: value for name, value in row.values.items() if value is not None}
