"""The records in use that rows of a file are about, thousands in one question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from shared.access import ScopedSession

from .file_rows import FileRow
from .import_kind import ImportKind

CHUNK = 5_000


def find_existing(session: ScopedSession, kind: ImportKind, rows: Sequence[FileRow]) -> dict[int, Any]:
    """By number of the row the record that it is about; rows about none are left out."""
    first = kind.identified_by[0]
    keys = {tuple(row.values[name] for name in kind.identified_by): row.number for row in rows}
    found: dict[int, Any] = {}
    values = sorted({row.values[first] for row in rows})
    for start in range(0, len(values), CHUNK):
        chunk = values[start : start + CHUNK]
        record_class = kind.record_class
        query = select(record_class).where(
            getattr(record_class, first).in_(chunk), record_class.retired_on.is_(None)
        )
        for record in session.scalars(query):
            key = tuple(getattr(record, name) for name in kind.identified_by)
            if key in keys:
                found[keys[key]] = record
    return found
