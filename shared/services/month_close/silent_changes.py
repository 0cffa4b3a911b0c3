"""Proof that no locked figure moved without a restatement: what was locked and the revisions since make what is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, select

from shared.access import ScopedSession
from shared.clock import now
from shared.indicators.calendar import Calendar, period_of_cells
from shared.indicators.catalogue import MEASURES
from shared.indicators.cube import CellKey, CellMoves
from shared.indicators.cube_snapshot import CubeSnapshot, current_snapshot
from shared.indicators.locked_months import MonthLock
from shared.indicators.revisions import cohort_windows, is_revisable, record_revisions
from shared.models import Level, LockedObservation, Observation, RevisedCell
from shared.models.figure_cell import FigureCell
from shared.services.system_reasons import RECOMPUTED, in_english


def find_silent_changes(system: ScopedSession) -> CellMoves:
    """Cells of locked periods whose value is not the locked one with all revisions since, and by how much.

    What a lock does not hold, such as a measure that was declared later, is none that moved.
    """
    snapshot = current_snapshot(system)
    if snapshot is None or snapshot.locked.through is None:
        return {}
    lock_of = _lock_finder(snapshot)
    moves: dict[CellKey, int] = defaultdict(int)
    for query in (_other_values(snapshot), _not_locked(snapshot)):
        for *key, value in system.connection().execute(query):
            if lock_of(key[0], key[2]):
                moves[tuple(key)] += value
    for *key, value, at in system.connection().execute(
        _cells(RevisedCell, RevisedCell.difference).add_columns(RevisedCell.revised_at)
    ):
        if (lock := lock_of(key[0], key[2])) and at > lock.locked_at:
            moves[tuple(key)] -= value
    return {key: by for key, by in moves.items() if by}


def record_recount(system: ScopedSession, by: str) -> int:
    """After everything was counted anew, perhaps by other definitions: write down which locked cells moved."""
    moved = find_silent_changes(system)
    if moved:
        record_revisions(system, moved, now(), by, in_english(RECOMPUTED))
    return len(moved)


def _other_values(snapshot: CubeSnapshot) -> Select[Any]:
    """Locked cells that the cube holds with another value, or not at all, and by how much; the database compares."""
    present = func.coalesce(Observation.value, 0)
    query = _cells(LockedObservation, present - LockedObservation.value).outerjoin(Observation, _same_cell())
    return query.where(_is_in_force(snapshot), present != LockedObservation.value)


def _not_locked(snapshot: CubeSnapshot) -> Select[Any]:
    """Cells of the cube, of periods that may be locked, that no lock holds."""
    held = exists().where(_same_cell(), _is_in_force(snapshot))
    through, ends = snapshot.locked.through, Calendar(snapshot.day).ends_of_cells
    periods = [key for key, end in ends.items() if through is not None and end <= through]
    return _cells(Observation, Observation.value).where(Observation.period.in_(periods), ~held)


def _same_cell() -> ColumnElement[bool]:
    names = FigureCell.__annotations__
    return and_(*(getattr(Observation, name) == getattr(LockedObservation, name) for name in names))


def _is_in_force(snapshot: CubeSnapshot) -> ColumnElement[bool]:
    return LockedObservation.lock_id.in_([lock.step_id for lock in snapshot.locked.locks])


def _cells(table: Any, value: Any) -> Select[Any]:
    return select(table.measure, table.region_code, table.period, table.dimension, value)


def _lock_finder(snapshot: CubeSnapshot) -> Callable[[str, str], MonthLock | None]:
    """What finds the lock of a measure and a period."""
    windows = {key: timedelta(days=snapshot.days(window)) for key, window in cohort_windows().items()}
    windows |= {key: timedelta(0) for key, measure in MEASURES.items() if is_revisable(measure)}
    known: dict[tuple[str, str], MonthLock | None] = {}
    ends = Calendar(snapshot.day).ends_of_cells

    def lock_of(measure: str, period: str) -> MonthLock | None:
        if (measure, period) not in known:
            is_final = measure in windows and period in ends
            lock = snapshot.locked.lock_of(ends[period] + windows[measure]) if is_final else None
            is_held = lock and lock.holds(MEASURES[measure], period_of_cells(period), Level.PROVINCE)
            known[measure, period] = lock if is_held else None
        return known[measure, period]

    return lock_of
