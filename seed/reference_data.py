"""Reference data: regions, parameters of the law, published figures. Every database needs them, real or demo.

Loading is idempotent: a second run changes nothing, a changed file changes its rows. A row that a person has
changed stands in the audit trail; it is theirs and stays as it is. Nothing is ever deleted.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, Table, bindparam, select

from shared.models import (
    AssistanceStandard,
    AuditEvent,
    Base,
    CodeListItem,
    LegalParameter,
    PublishedCount,
    Region,
    ResidentPopulation,
    ResidentStatistic,
    WorkingDayException,
)

from . import reference_rows as rows
from .reference_rows import Row


@dataclass(frozen=True)
class Loaded:
    """How many rows of a table came in and how many changed."""

    inserted: int
    updated: int


def load_reference(connection: Connection) -> dict[str, Loaded]:
    """Bring the reference tables up to date inside the caller's transaction (23,563 regions: about a second)."""
    sources: list[tuple[type[Base], list[Row], tuple[str, ...]]] = [
        (Region, rows.regions(), ("code",)),
        (CodeListItem, rows.code_entries(), ("standard", "list", "code")),
        (LegalParameter, rows.legal_parameters(), ("key", "region_code", "valid_from")),
        (WorkingDayException, rows.working_days(), ("day",)),
        (AssistanceStandard, rows.standards(), ("region_code", "kind", "coverage", "valid_from")),
        (ResidentStatistic, rows.resident_statistics(), ("region_code", "measure", "population_group", "year")),
        (ResidentPopulation, rows.populations(), ("region_code", "year")),
        (PublishedCount, rows.published_counts(), ("region_code", "dated", "indicator")),
    ]
    tables = Base.metadata.tables
    return {cls.__tablename__: _bring(connection, tables[cls.__tablename__], found, key) for cls, found, key in sources}


def _bring(connection: Connection, table: Table, wanted: list[Row], key: tuple[str, ...]) -> Loaded:
    """Insert the rows whose key is new; update those that differ, unless a person changed them."""
    primary = next(iter(table.primary_key))
    stored = {tuple(row[name] for name in key): row for row in connection.execute(select(table)).mappings()}
    theirs = set(connection.scalars(select(AuditEvent.record_id).where(AuditEvent.record == table.name)))
    new, changed = [], []
    for row in wanted:
        found = stored.get(tuple(row[name] for name in key))
        if found is None:
            new.append(row)
        elif any(found[name] != value for name, value in row.items()) and str(found[primary]) not in theirs:
            changed.append(row | {"_primary": found[primary]})
    if new:
        connection.execute(table.insert(), new)
    if changed:
        connection.execute(table.update().where(primary == bindparam("_primary")), changed)
    return Loaded(len(new), len(changed))
