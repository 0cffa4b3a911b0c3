"""Writing many records at once: set by set, with what the figures have to know of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from sqlalchemy import Table, bindparam, update
from sqlalchemy.orm import Session

from shared.models.base import Base

from .moves import BATCH

Keys = dict[str, dict[str, list[int]]]
"""Keys of records by table, or what happened to them, and by the division in which they stood before."""
Change = dict[str, Any]


def table_of(kind: type[Base]) -> Table:
    """The table of a kind of record."""
    return cast("Table", kind.__table__)


def write_values(session: Session, kind: type[Base], keys: Iterable[int], values: Mapping[str, Any]) -> None:
    """Give records other values, each a version on."""
    table, all_keys = table_of(kind), list(keys)
    changed = {**values, "version": table.c.version + 1}
    for start in range(0, len(all_keys), BATCH):
        of_batch = table.c.id.in_(all_keys[start : start + BATCH])
        session.connection().execute(update(table).where(of_batch).values(changed))


def note(written: Keys, name: str, former: str, keys: Iterable[int]) -> None:
    """Remember which records were written."""
    if found := list(keys):
        written.setdefault(name, {}).setdefault(former, []).extend(found)


def count_of(written: Keys, name: str) -> int:
    """How many records were written so."""
    return sum(map(len, written.get(name, {}).values()))


def write_each(session: Session, kind: type[Base], rows: list[dict[str, Any]]) -> None:
    """Give each record values of its own; `key` in a row says which."""
    if rows:
        table = table_of(kind)
        names = [name for name in rows[0] if name != "key"]
        values = {**{name: bindparam(f"new_{name}") for name in names}, "version": table.c.version + 1}
        statement = update(table).where(table.c.id == bindparam("key")).values(values)
        given = [{"key": row["key"], **{f"new_{name}": row[name] for name in names}} for row in rows]
        session.connection().execute(statement, given)


def changes_of(kind: type[Base], action: str, before: Mapping[str, Any], rows: Iterable[Change]) -> Iterator[Change]:
    """What happened to some records, as the figures ask of it (`audit.collect_changes`)."""
    for row in rows:
        yield {"action": action, "class": kind, "id": str(row["id"]), "before": dict(before), "after": row}


def keys_of(keys: Mapping[str, Iterable[int]]) -> list[int]:
    """The keys of one kind, wherever the records stood."""
    return [key for found in keys.values() for key in found]
