"""What a transaction that moves figures holds until its commit, which is near: persons, households, places.

Differences of figures add up in any order, so corrections of different people pass each other. Of two that touch
the same person, household, warning … the second waits, then counts what the first one left. Only plans (cycles,
programmes), the close of a month, counting anew and great numbers hold all figures. SQLite has one writer at a time
anyway.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from sqlalchemy import BigInteger, Cast, Column, CompoundSelect, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from .change_impact import Changes, DistinctValues
from .measure import Expression, Source

FIGURES_LOCK = 0x5A5A03
LOCK_ORDER = ("pledge", "solar_installation", "spell", "warning", "delivery", "person", "household", "region")
"""Kinds of records that are held, in the order in which they are: what rests on others before what it rests on."""
PLAN_TABLES = {"run", "programme", "closing_month"}
"""What many regions' figures rest on: the first step in the close of a month is one for all counties."""
MAX_RECORD_LOCKS = 500
"""Records held one by one; the lock table of PostgreSQL is small."""

_SHARED_LOCK = select(func.pg_advisory_xact_lock_shared(FIGURES_LOCK))
"""Others may move figures too, but nobody may hold them all."""
_RECORD_LOCKS = _SHARED_LOCK.add_columns(
    func.pg_advisory_xact_lock(func.unnest(bindparam("numbers", type_=ARRAY(BigInteger)))),
)

Key = tuple[int, str]  # position of the kind in ORDER, then the record's own key


class FigureLocks:
    """What one transaction holds of the figures."""

    def __init__(self, session: Session) -> None:
        """Nothing yet."""
        self._session = session
        self._is_needed = session.get_bind().dialect.name == "postgresql"
        self._keys: set[Key] = set()
        self._all = self._has_begun = False

    def lock_all(self) -> None:
        """Wait until nobody else moves figures, and keep it so."""
        if self._is_needed and not self._all:
            self._session.execute(select(func.pg_advisory_xact_lock(FIGURES_LOCK)))
        self._all = True

    def lock_records(self, keys: set[Key]) -> bool:
        """Hold more records; whether there were any, and what was read before must be read again."""
        new = keys - self._keys
        if self._all or not self._is_needed or (self._has_begun and not new):
            return False
        if len(self._keys) + len(new) > MAX_RECORD_LOCKS:
            self.lock_all()
            return True
        self._keys |= new
        self._has_begun = True
        numbers = {"numbers": [_number(key) for key in sorted(new)]}
        self._session.execute(_RECORD_LOCKS if new else _SHARED_LOCK, numbers if new else {})
        return bool(new)


def _number(key: Key) -> int:
    """A lock's number. Should two keys share one, somebody waits once too often."""
    name = f"figures {LOCK_ORDER[key[0]]} {key[1]}".encode()
    return int.from_bytes(hashlib.blake2b(name, digest_size=8).digest(), signed=True)


def changes_plans(source: Source, changes: Changes) -> bool:
    """Whether cycles or programmes are among the changes of a source, so that all their deliveries count anew."""
    return any(named_table(source.invalidated_by[change["class"]][1]) in PLAN_TABLES for change in changes)


def locked_columns(source: Source, wholes: Iterable[Expression | None]) -> list[Expression]:
    """Columns of a source that name what must be held for its rows.

    What is counted as a whole, and what records touch the rows of others by. A row's own record needs no lock: who
    changes it has locked it.
    """
    columns = [whole for whole in wholes if whole is not None]
    for record_class, (attribute, column) in source.invalidated_by.items():
        is_own = attribute == "id" and record_class.__table__ is table_of(source.region)
        if not is_own and named_table(column) not in PLAN_TABLES:
            columns.append(column)
    return list({id(column): column for column in columns}.values())


def lock_keys(columns: list[Expression], values: DistinctValues) -> set[Key]:
    """What must be held for these values of columns."""
    return {
        _key(column, value)
        for column, values_of_column in zip(columns, values, strict=True)
        for value in values_of_column
    }


def locked_values(source: Source, columns: list[Expression], changes: Changes) -> tuple[DistinctValues, bool]:
    """What changed records themselves say of these columns, and whether that is all: else their rows must be read."""
    values: DistinctValues = [set() for _ in columns]
    is_all = True
    for change in changes:
        attribute, changed_column = source.invalidated_by[change["class"]]
        for column, values_of_column in zip(columns, values, strict=True):
            is_own = table_of(column) is change["class"].__table__ and not isinstance(column.expression, Cast)
            if column is changed_column or is_own:
                name = attribute if column is changed_column else column.key
                values_of_column.update({change["before"].get(name), change["after"].get(name)} - {None})
            else:
                is_all = False
    return values, is_all


def _key(column: Expression, value: Any) -> Key:
    return LOCK_ORDER.index(named_table(column)), str(value)


def named_table(column: Expression) -> str:
    """The table of the record that a column names."""
    target = next(iter(_plain(column).foreign_keys), None)
    return target.column.table.name if target else table_of(column).name


def table_of(column: Expression) -> Any:
    """The table that a column is read from, as another type too."""
    return _plain(column).table


def _plain(column: Expression) -> Any:
    """A column itself, where it is read as another type, or in a union of several kinds of rows."""
    expression = column.expression
    if isinstance(expression, Cast):
        return expression.clause
    if isinstance(getattr(expression.table, "element", None), CompoundSelect):
        return min((one for one in expression.base_columns if isinstance(one, Column)), key=str)
    return expression
