"""Many records of one kind at once, all or none: for files, rules and lists, where one by one would take hours.

The same checks, rights and messages as in `records`, and the same audit events; every faulty row is reported. New
records are written by the loader (`shared.bulk`), then looked at beside each other. As ever the edge commits, which
refreshes the figures once and walks the audit chain once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Any, NamedTuple, Self

from sqlalchemy import select

from shared.access import ScopedSession, require_change
from shared.access.permission_denied import PermissionDenied
from shared.access.roles import CASE_FILES
from shared.models.base import Base
from shared.models.search_term_rows import write_terms

from . import records
from .batch_inserts import RowWriter
from .batch_references import LoadedReferences
from .checks import LOCKS, Doubts, check_contents, check_entries
from .checks.regions_of_records import region_from_parent
from .service_errors import BatchError, EditConflictError, RowFault, ValidationError

AREAS = {*CASE_FILES, "parameters"}  # accounts and grants are made one by one, each with a second person
CHUNK = 5_000
"""Records whose references are held in memory at once."""


class RecordUpdate(NamedTuple):
    """A change of the record with `key`, which was seen with `expected_version`."""

    key: int
    values: Mapping[str, Any]
    expected_version: int | None


def create_many(session: ScopedSession, record_class: type[Any], rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """New records with these values; their keys, in the order of the rows. BatchError with every faulty row.

    Values are columns only, as `records.create` takes them. Doubts count as faults unless `session.confirmed` has them.
    """
    new = [record_class(**records.normalise_names(record_class, dict(values))) for values in rows]
    with _Batch(session, record_class, len(rows)) as batch:
        accepted = batch.look_at(
            new, range(len(new)), lambda read_columns, row: _prepare(session, read_columns, new[row])
        )
        writer = RowWriter(session, record_class)
        if accepted and record_class in LOCKS:
            LOCKS[record_class](session, [new[row] for row in accepted])
        writer.complete([new[row] for row in accepted])
        numbered = [(row, new[row]) for row in accepted]
        for start in range(0, len(numbered), CHUNK):
            for row, refusal in writer.insert(numbered[start : start + CHUNK]):
                batch.refuse(row, refusal)
        rows_written = [row for row in accepted if row not in batch.faults]
        batch.look_at(new, rows_written, lambda _seen, row: _look_closer(session, new[row], accepted[row]))
        if not batch.faults:
            session.pending_changes += [writer.change(record) for record in new]
            write_terms(session.connection(), new)
    return [record.id for record in new]


def update_many(session: ScopedSession, record_class: type[Any], updates: Sequence[RecordUpdate]) -> list[Any]:
    """Change records, each of which was seen with a version; the records in the order of the updates.

    They are locked in the order of their keys, then changed one after the other as `records.update` does, so that
    each is looked at beside the ones before it. BatchError with every faulty row.
    """
    with _Batch(session, record_class, len(updates)) as batch:
        locked_records = _lock(session, record_class, sorted({update.key for update in updates}))
        for row, (key, values, expected_version) in enumerate(updates):
            with batch.row(row):
                if key not in locked_records:
                    raise PermissionDenied  # a foreign key looks like none
                records.update_locked(session, locked_records[key], dict(values), expected_version)
    return [locked_records[update.key] for update in updates]


def _prepare(session: ScopedSession, references: LoadedReferences, record: Any) -> Doubts:
    """Before a record is written: what it points at, its place, its values, the actor's rights."""
    if missing := references.missing(record):
        raise ValidationError(missing)
    doubts = check_entries(session, record)
    require_change(session, record)
    return doubts


def _load_references(
    session: ScopedSession, records: Sequence[Any], known: LoadedReferences | None
) -> LoadedReferences:
    """What records point at, with the regions they get from the record they rest on; what is known is not read anew."""
    references = known or LoadedReferences(session, records)
    references.load_regions(session)
    for record in records:
        if "region_code" in record.__mapper__.columns and not record.region_code:
            record.region_code = region_from_parent(session, record)
    references.load(session, records)
    return references


def _look_closer(session: ScopedSession, record: Base, doubts: Doubts) -> Doubts:
    """When all are written: what the domain asks of a record, beside the others."""
    faults = check_contents(session, record, doubts)
    records.keep_doubts(session, record, faults)
    return faults


def _lock(session: ScopedSession, record_class: type[Any], keys: Sequence[int]) -> dict[int, Any]:
    """The records that the actor sees, read anew and locked in one order, so that two never wait for each other."""
    records: dict[int, Any] = {}
    for start in range(0, len(keys), CHUNK):
        query = select(record_class).where(record_class.id.in_(keys[start : start + CHUNK])).order_by(record_class.id)
        lock_query = query.with_for_update().execution_options(populate_existing=True)
        records |= {record.id: record for record in session.scalars(lock_query)}
    return records


class _Batch:
    """One savepoint around all rows. What is faulty is collected; when anything is, all is taken back at the end."""

    def __init__(self, session: ScopedSession, record_class: type[Base], total: int) -> None:
        if record_class.__area__ not in AREAS:
            raise PermissionDenied
        self.faults: dict[int, RowFault] = {}
        self._session, self._total = session, total
        self._first_references: LoadedReferences | None = None

    def __enter__(self) -> Self:
        self._session.flush()
        self._before = len(self._session.pending_changes), len(self._session.doubted)
        self._savepoint = self._session.begin_nested()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if not self.faults and error is None:
            self._savepoint.commit()
            return
        self._savepoint.rollback()
        touched, doubted = self._before
        del self._session.pending_changes[touched:], self._session.doubted[doubted:]
        if error is None:
            raise BatchError([self.faults[row] for row in sorted(self.faults)], self._total)

    def refuse(self, row: int, error: Exception) -> None:
        """Remember what is wrong with a row."""
        if isinstance(error, ValidationError):
            self.faults[row] = RowFault(row, error.fields, error.doubts)
        else:
            self.faults[row] = RowFault(row, {"": str(error)})

    @contextmanager
    def row(self, row: int) -> Iterator[None]:
        """Go on to the next row when this one is refused."""
        try:
            yield
        except (ValidationError, PermissionDenied, EditConflictError) as error:
            self.refuse(row, error)

    def look_at(
        self, records: Sequence[Base], rows: Collection[int], look: Callable[[LoadedReferences, int], Doubts]
    ) -> dict[int, Doubts]:
        """Look at these rows, some thousand at a time, with what they point at loaded; doubts of those not refused.

        What the first of them point at is held until the end: most batches are no longer.
        """
        accepted: dict[int, Doubts] = {}
        rows_to_check = list(rows)
        for start in range(0, len(rows_to_check), CHUNK):
            chunk = rows_to_check[start : start + CHUNK]
            known = self._first_references if start == 0 else None
            references = _load_references(self._session, [records[row] for row in chunk], known)
            self._first_references = self._first_references or references
            with self._session.no_autoflush:
                for row in chunk:
                    with self.row(row):
                        accepted[row] = look(references, row)
        return accepted
