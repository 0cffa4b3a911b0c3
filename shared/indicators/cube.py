"""Building the cube from the records, whole; and saying what it was built for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from shared.access.actor import in_subtrees
from shared.bulk import gc_paused, insert_rows
from shared.clock import now, today
from shared.models import CubeBuild, Level, Observation
from shared.models.region import PREFIX_LENGTH

from .aggregation import Cell, aggregate
from .calendar import Calendar
from .catalogue import COUNTED_MEASURES, definitions_hash
from .law_values import load_law_values, to_text
from .locks import FigureLocks
from .measure import Measure
from .moved_cells import everything_moved

COLUMNS = ("measure", "region_code", "period", "dimension", "value", "status")
STORED = select(*(getattr(Observation, name) for name in COLUMNS[:5]))
CellKey = tuple[str, str, str, str]  # measure, region, period, dimension
CellMoves = Mapping[CellKey, int]  # by how much each cell moves


def build(session: Session, progress: Callable[[str, float], None] = lambda *_: None) -> int:
    """Count everything anew and replace the cube; the number of cells. `session` is the system's."""
    FigureLocks(session).lock_all()
    calendar, cell_count = Calendar(today(), law=load_law_values(session, today())), 0
    session.execute(delete(Observation))
    sources = sorted({m.source.key for m in COUNTED_MEASURES.values()})
    for sources_done, source in enumerate(sources):
        progress(source, sources_done / len(sources))
        measures = [m for m in COUNTED_MEASURES.values() if m.source.key == source]
        cell_count += write(session, aggregate(session, measures, calendar, Measure.stored_levels))
    record_build(session, calendar)
    return cell_count


def rebuild_measures(session: Session, measures: list[Measure], calendar: Calendar, prefix: str = "") -> CellMoves:
    """Count some measures anew, all over or in one county, and replace their cells; by how much each moved."""
    cells = list(aggregate(session, measures, calendar, partial(_levels_inside, prefix), prefix))
    where = [Observation.measure.in_([m.key for m in measures])]
    return replace(session, [*where, in_subtrees(Observation.region_code, (prefix,))] if prefix else where, cells)


def _levels_inside(prefix: str, measure: Measure, dimension: str) -> list[Level]:
    """The stored levels of a measure, in a subtree those that it holds whole."""
    return [level for level in measure.stored_levels(dimension) if PREFIX_LENGTH[level] >= len(prefix)]


def replace(session: Session, where: Iterable[ColumnElement[bool]], cells: Collection[Cell]) -> CellMoves:
    """Put cells in the place of those that meet the conditions; by how much each moved."""
    moves: dict[CellKey, int] = defaultdict(int)
    for *key, value in session.connection().execute(STORED.where(*where)):
        moves[tuple(key)] -= value
    for *key, value, _status in cells:
        moves[tuple(key)] += value
    session.execute(delete(Observation).where(*where).execution_options(synchronize_session=False))
    write(session, cells)
    return moves


def write(session: Session, cells: Iterable[Cell]) -> int:
    """Insert cells; how many. All are counted first: nothing can be read while PostgreSQL takes a COPY."""
    with gc_paused():
        return insert_rows(session.connection(), Observation.__table__, COLUMNS, list(cells))  # type: ignore[arg-type]


def record_build(session: Session, calendar: Calendar) -> None:
    """Write down for which day, from which declarations and with which numbers of the law the cube was built."""
    row = session.scalars(select(CubeBuild)).first() or CubeBuild(built_at=now())
    row.as_of, row.first_month = calendar.as_of, calendar.months[0].key
    row.built_at = now()
    note_rebuild(row)
    row.law = to_text(calendar.law)
    row.definitions = definitions_hash(calendar.law)
    session.add(row)
    session.flush()


def note_rebuild(row: CubeBuild) -> None:
    """Write down that any cell may have moved."""
    row.refreshed_at = now()
    row.moved = everything_moved(row.refreshed_at)


def find_differences(session: Session) -> list[tuple[Cell | None, Cell | None]]:
    """Pairs (stored, counted anew) where the cube and the records disagree; empty when all is well."""
    columns = (getattr(Observation, name) for name in COLUMNS)
    stored: dict[Any, Any] = {tuple(row[:4]): tuple(row) for row in session.execute(select(*columns))}
    calendar = Calendar(today(), law=load_law_values(session, today()))
    counted = {
        cell[:4]: cell for cell in aggregate(session, COUNTED_MEASURES.values(), calendar, Measure.stored_levels)
    }
    keys = sorted(stored.keys() | counted.keys())
    return [(stored.get(k), counted.get(k)) for k in keys if stored.get(k) != counted.get(k)]
