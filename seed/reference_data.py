"""Reference data: regions, parameters of the law, published figures. Every database needs them, real or demo.

Loading is idempotent: a second run changes nothing, a changed file changes its rows. A row that somebody
has edited is in the audit trail and stays as it is. Nothing is ever deleted.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, Table, bindparam, select

from shared.models import (
    AssistanceStandard,
    AuditEvent,
    Base,
    CodeListItem,
    ConfirmationRule,
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
class LoadedRows:
    """How many rows of a table came in and how many changed."""

    inserted: int
    updated: int


def load_reference(connection: Connection) -> dict[str, LoadedRows]:
    """Bring the reference tables up to date inside the caller's transaction (23,563 regions: about a second)."""
    sources: list[tuple[type[Base], list[Row], tuple[str, ...]]] = [
        (Region, rows.read_regions(), ("code",)),
        (CodeListItem, rows.read_code_entries(), ("standard", "list", "code")),
        (LegalParameter, rows.read_legal_parameters(), ("key", "region_code", "valid_from")),
        (ConfirmationRule, rows.read_confirmation_rules(), ("kind", "region_code", "valid_from")),
        (WorkingDayException, rows.read_working_days(), ("day",)),
        (AssistanceStandard, rows.read_standards(), ("region_code", "kind", "coverage", "valid_from")),
        (ResidentStatistic, rows.read_resident_statistics(), ("region_code", "measure", "population_group", "year")),
        (ResidentPopulation, rows.read_populations(), ("region_code", "year")),
        (PublishedCount, rows.read_published_counts(), ("region_code", "reference_period", "indicator")),
    ]
    tables = Base.metadata.tables
    return {
        cls.__tablename__: _upsert_unedited(connection, tables[cls.__tablename__], rows_of_file, key)
        for cls, rows_of_file, key in sources
    }


def load_missing_confirmation_rules(connection: Connection) -> int:
    """Enter the proposed rules of the kinds about which their region has decided nothing yet; how many.

    A database of an older release gets what a new one has, as rows that anybody finds on the list of rules.
    """
    decided = {tuple(row) for row in connection.execute(select(ConfirmationRule.kind, ConfirmationRule.region_code))}
    known = set(connection.scalars(select(Region.code)))
    proposed = [row for row in rows.read_confirmation_rules() if row["region_code"] in known]
    missing = [row for row in proposed if (row["kind"], row["region_code"]) not in decided]
    if missing:
        connection.execute(Base.metadata.tables[ConfirmationRule.__tablename__].insert(), missing)
    return len(missing)


def _upsert_unedited(connection: Connection, table: Table, rows_of_file: list[Row], key: tuple[str, ...]) -> LoadedRows:
    """Insert the rows whose key is new; update those that differ, unless somebody edited them."""
    primary = next(iter(table.primary_key))
    stored = {tuple(row[name] for name in key): row for row in connection.execute(select(table)).mappings()}
    edited = set(connection.scalars(select(AuditEvent.record_id).where(AuditEvent.record == table.name)))
    new, changed = [], []
    for row in rows_of_file:
        stored_row = stored.get(tuple(row[name] for name in key))
        if stored_row is None:
            new.append(row)
        elif any(stored_row[name] != value for name, value in row.items()) and str(stored_row[primary]) not in edited:
            changed.append(row | {"_primary": stored_row[primary]})
    if new:
        connection.execute(table.insert(), new)
    if changed:
        connection.execute(table.update().where(primary == bindparam("_primary")), changed)
    return LoadedRows(len(new), len(changed))
