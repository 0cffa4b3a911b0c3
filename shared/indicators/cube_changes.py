"""Writing down how figures moved: differences are added to the cells that stand there, whoever else adds to them.

The last thing but the audit trail before a commit: a cell is held from here on. All take cells in one order, the
province's last, for those everybody wants.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Connection, String, bindparam, column, delete, func, literal, select, tuple_
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from shared.models import Level, Observation
from shared.models.region import level_of

from .aggregation import Cell
from .cube import CellKey, CellMoves, replace

DEPTH = {level: depth for depth, level in enumerate(Level)}
KEY = ("measure", "region_code", "period", "dimension")
NEW = tuple(f"new_{name}" for name in (*KEY, "value"))
CELLS: Any = Observation.__table__
ADDING_ONE = (
    f"INSERT INTO {CELLS.name} ({', '.join(KEY)}, value, status) VALUES (?, ?, ?, ?, ?, '') "  # noqa: S608 - our names
    f"ON CONFLICT ({', '.join(KEY)}) DO UPDATE SET value = {CELLS.name}.value + excluded.value"
)
DELETING_ZERO = f"DELETE FROM {CELLS.name} WHERE {' AND '.join(f'{name} = ?' for name in KEY)} AND value = 0"  # noqa: S608


class CubeChanges:
    """What a transaction changes in the cube."""

    def __init__(self) -> None:
        """Nothing yet."""
        self._moved: dict[CellKey, int] = defaultdict(int)
        self._replaced: list[tuple[set[str], set[str], list[Cell]]] = []
        self._written: list[CellMoves] = []

    def add(self, cells: Iterable[Cell]) -> None:
        """Add cells of all levels to those that stand there."""
        for measure, region, period, dimension, value, _status in cells:
            self._moved[measure, region, period, dimension] += value

    def replace(self, measures: set[str], regions: set[str], cells: Iterable[Cell]) -> None:
        """Put other values in the place of those that belong to some regions alone."""
        self._replaced.append((measures, regions, list(cells)))

    def note(self, moves: CellMoves) -> None:
        """Remember moves that are written already."""
        self._written.append(moves)

    def moves(self) -> CellMoves:
        """By how much each cell moved; known when all is written."""
        total = self._moved.copy()
        for moves in self._written:
            for key, by in moves.items():
                total[key] += by
        return total

    def write(self, session: Session) -> None:
        """Change the cube; a cell that becomes zero goes."""
        for measures, regions, cells in self._replaced:
            cells_of_regions = (Observation.measure.in_(measures), Observation.region_code.in_(regions))
            self.note(replace(session, cells_of_regions, cells))
        moved: list[Any] = [(*key, value) for key, value in sorted(self._moved.items(), key=_write_order) if value]
        if moved:
            add = _add_on_postgresql if session.get_bind().dialect.name == "postgresql" else _add_on_sqlite
            add(session.connection(), moved)


def _write_order(moved: tuple[CellKey, int]) -> tuple[int, CellKey]:
    key, _value = moved
    return -DEPTH[level_of(key[1])], key


def _add_on_postgresql(connection: Connection, moved: list[tuple[Any, ...]]) -> None:
    """All in one statement, which says what has become zero."""
    lists = dict(zip(NEW, map(list, zip(*moved, strict=True)), strict=True))
    if zeros := connection.execute(_adding_all(), lists).all():
        zero_cells = tuple_(*(CELLS.c[name] for name in KEY)).in_([tuple(zero) for zero in zeros])
        connection.execute(delete(CELLS).where(zero_cells))


def _add_on_sqlite(connection: Connection, moved: list[tuple[Any, ...]]) -> None:
    """In the driver's own words: SQLAlchemy takes longer over each row than SQLite."""
    connection.exec_driver_sql(ADDING_ONE, moved)
    if fewer := [key for *key, value in moved if value < 0]:
        connection.exec_driver_sql(DELETING_ZERO, [tuple(key) for key in fewer])


@cache
def _adding_all() -> Any:
    types: dict[str, Any] = dict.fromkeys(KEY, String) | {"value": BigInteger}
    lists = (bindparam(f"new_{name}", type_=ARRAY(kind)) for name, kind in types.items())
    columns: Any = [column(name, kind) for name, kind in types.items()]
    rows = func.unnest(*lists).table_valued(*columns, name="new").render_derived()
    adding = postgresql.insert(CELLS).from_select([*types, "status"], select(*rows.c, literal("")))
    total = {"value": CELLS.c.value + adding.excluded.value}
    added = adding.on_conflict_do_update(index_elements=CELLS.primary_key, set_=total)
    moved = added.returning(*CELLS.c).cte("moved")
    return select(*(moved.c[name] for name in KEY)).where(moved.c.value == 0)
