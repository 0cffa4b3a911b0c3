"""Keeps the search terms of names and addresses: written with the flush that writes the person or the household.

A term that nobody needs any more stays: what it leads to is looked at again before it is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Table, event, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from shared.bulk import insert_rows
from shared.search_terms import address_terms, name_terms

from .household import Household
from .person import Person
from .search_term import address_term, name_term

INSERTS: dict[str, Any] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}
Row = tuple[str, str]
_DIGITS = re.compile(r"[0-9]+", re.ASCII)


@event.listens_for(Session, "after_flush")
def _write_terms_of_flush(session: Session, *_: object) -> None:
    records = [record for record in (*session.new, *session.dirty) if isinstance(record, Person | Household)]
    if records:
        write_terms(session.connection(), records)


def write_terms(connection: Connection, records: Iterable[Any]) -> None:
    """Add the terms of the persons and households among these records, those that are not there yet."""
    records = list(records)
    names = {record.name for record in records if isinstance(record, Person)}
    addresses = {(record.address, record.region_code) for record in records if isinstance(record, Household)}
    _add(connection, name_term, _rows_of_names(names))
    _add(connection, address_term, _rows_of_addresses(addresses))


def write_address_terms(connection: Connection, addresses: Iterable[tuple[str, str]]) -> None:
    """Add the terms of addresses, each with its village, those that are not there yet."""
    _add(connection, address_term, _rows_of_addresses(addresses))


def fill_terms(connection: Connection) -> None:
    """Write the terms of all persons and households into the empty tables."""
    person, household = Person.__table__.c, Household.__table__.c
    names = connection.execute(select(person.name).distinct()).scalars()
    insert_rows(connection, name_term, ("term", "name"), _rows_of_names(names))
    addresses = connection.execute(select(household.address, household.region_code).distinct())
    rows = _rows_of_addresses((address, village) for address, village in addresses)
    insert_rows(connection, address_term, ("term", "region_code"), rows)


def _rows_of_names(names: Iterable[str]) -> list[Row]:
    """(term, name) in the order of the table."""
    return sorted((term, name) for name in names for term in name_terms(name))


def _rows_of_addresses(addresses: Iterable[tuple[str, str]]) -> list[Row]:
    """(term, village) in the order of the table, of addresses each with its village."""
    without_numbers = {(_DIGITS.sub("0", address), village) for address, village in addresses}  # few of a village
    return sorted({(term, village) for address, village in without_numbers for term in address_terms(address)})


def _add(connection: Connection, table: Table, rows: list[Row]) -> None:
    columns = [column.name for column in table.columns]
    if rows:
        statement = INSERTS[connection.dialect.name](table).on_conflict_do_nothing()
        connection.execute(statement, [dict(zip(columns, row, strict=True)) for row in rows])
