"""Look-ups for many records at once: what they point at is read in few queries, not in several a record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from shared.access import ScopedSession
from shared.models import Region
from shared.models.base import Base, model_of_table
from shared.models.labels import label

from .constraint_messages import UNKNOWN_REFERENCE

KEYS_PER_QUERY = 1_000
"""Keys asked for at once: no database takes any number of values."""
References = dict[str, tuple[type[Base], str]]


class LoadedReferences:
    """The records that some others point at, as far as the actor sees them, held so that the session finds them."""

    def __init__(self, session: ScopedSession, records: Sequence[Base]) -> None:
        self._references = _references(type(records[0])) if records else {}
        self._found: dict[tuple[type[Base], str], dict[Any, Base]] = defaultdict(dict)
        self.load(session, records)

    def load(self, session: ScopedSession, records: Sequence[Base]) -> None:
        """Look up what was filled in since."""
        keys_by_target: dict[tuple[type[Base], str], set[Any]] = defaultdict(set)
        for name, target in self._references.items():
            keys_by_target[target] |= (
                {getattr(record, name) for record in records} - {None} - self._found[target].keys()
            )
        for target, keys in keys_by_target.items():
            self._found[target] |= _load(session, *target, sorted(keys))

    def load_regions(self, session: ScopedSession) -> None:
        """Look up where what was found stands: records that rest on it are given that region."""
        target = Region, "code"
        found = [record for records in self._found.values() for record in records.values()]
        codes = {getattr(record, "region_code", None) for record in found} - {None} - self._found[target].keys()
        self._found[target] |= _load(session, *target, sorted(codes))

    def missing(self, record: Base) -> dict[str, str]:
        """A sentence for each column that points at nothing the actor sees: a foreign key looks like none."""
        return {
            name: str(UNKNOWN_REFERENCE).format(label=label(type(record), name))
            for name, target in self._references.items()
            if (key := getattr(record, name)) is not None and key not in self._found[target]
        }


def _references(record_class: type[Base]) -> References:
    """Columns that point at records, with the class and the column they point at."""
    references: References = {}
    for name, column in record_class.__mapper__.columns.items():
        for key in column.foreign_keys:
            target = model_of_table(key.column.table.name)
            if target is not None:
                references[name] = (target, key.column.name)
    return references


def _load(session: ScopedSession, target: type[Base], name: str, keys: list[Any]) -> dict[Any, Base]:
    column = getattr(target, name)
    records: dict[Any, Base] = {}
    for start in range(0, len(keys), KEYS_PER_QUERY):
        query = select(target).where(column.in_(keys[start : start + KEYS_PER_QUERY]))
        records |= {getattr(record, name): record for record in session.scalars(query)}
    return records
