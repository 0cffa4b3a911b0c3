"""Proof that no locked figure moved without a restatement: what was locked and the revisions since make what is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, select

from shared.access import ScopedSession
from shared.clock import Period, now
from shared.indicators.catalogue import MEASURES
from shared.indicators.cube import CellKey, CellMoves
from shared.indicators.locked_months import MonthLock
from shared.indicators.revisions import cohort_windows, is_revisable, record_revisions
from shared.indicators.values import CubeSnapshot, current_snapshot
from shared.models import LockedObservation, Observation, RevisedCell
from shared.models.figure_cell import FigureCell

RECOUNTED = "all statistics recomputed"


def find_silent_changes(system: ScopedSession) -> CellMoves:
    """Cells of locked periods whose value is not the locked one with all revisions since, and by how much.

    A measure of which no lock holds a cell is none that moved: it was declared later.
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
    known = _find_locked_measures(system, {key[0] for key, by in moves.items() if by})
    return {key: by for key, by in moves.items() if by and key[0] in known}


def record_recount(system: ScopedSession, by: str) -> int:
    """After everything was counted anew, perhaps by other definitions: write down which locked cells moved."""
    moved = find_silent_changes(system)
    if moved:
        record_revisions(system, moved, now(), by, RECOUNTED)
    return len(moved)


def _find_locked_measures(system: ScopedSession, measures: set[str]) -> set[str]:
    """Those of some measures of which any lock holds a cell."""
    held = select(LockedObservation.measure).where(LockedObservation.measure.in_(measures)).distinct()
    return set(system.connection().scalars(held)) if measures else set()


def _other_values(snapshot: CubeSnapshot) -> Select[Any]:
    """Locked cells that the cube holds with another value, or not at all, and by how much; the database compares."""
    present = func.coalesce(Observation.value, 0)
    query = _cells(LockedObservation, present - LockedObservation.value).outerjoin(Observation, _same_cell())
    return query.where(_is_in_force(snapshot), present != LockedObservation.value)


def _not_locked(snapshot: CubeSnapshot) -> Select[Any]:
    """Cells of the cube, of periods that may be locked, that no lock holds."""
    held = exists().where(_same_cell(), _is_in_force(snapshot))
    through = snapshot.locked.through
    periods = [one.key for one in (*snapshot.months, *snapshot.years) if through is not None and one.end <= through]
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
    counted_keys = {period.key for period in (*snapshot.months, *snapshot.years)}

    def lock_of(measure: str, period: str) -> MonthLock | None:
        if (measure, period) not in known:
            is_held = measure in windows and period in counted_keys
            end = Period.parse(period).end + windows[measure] if is_held else None
            known[measure, period] = snapshot.locked.lock_of(end) if end else None
        return known[measure, period]

    return lock_of
