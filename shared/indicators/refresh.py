"""Refreshing the cube inside the transaction that changed a record: only the touched counties, only their measures.

A county is counted anew from its own records. What changed there is added to the city and the province; only for
subjects that also count elsewhere in the city or province (a person warned about in two counties) is that one
counted anew as a whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import and_, bindparam, delete, select
from sqlalchemy.orm import Session

from shared.access import ScopedSession, elevated
from shared.access.actor import inside
from shared.clock import now
from shared.models import Level, Observation, StatisticsBuild
from shared.models.region import ancestor, prefix_of

from .calendar import Calendar
from .catalogue import MEASURES
from .counting import Cell, count
from .cube import alone, recount, write
from .measure import Measure, Source
from .touched import Touched, touched

Key = tuple[str, str, str, str]
COLUMNS = (Observation.measure, Observation.region_code, Observation.period, Observation.dimension)
BELOW_CITY = [Level.COUNTY, Level.TOWNSHIP]
MANY = 20  # counties; from here on counting everything once is quicker


def refresh(session: ScopedSession, changes: list[dict[str, Any]]) -> None:
    """Bring the cube up to date with `changes` (see `audit.changes_of`); nothing when it was never built."""
    by_source: dict[Source, list[Measure]] = defaultdict(list)
    for measure in MEASURES.values():
        by_source[measure.source].append(measure)
    concerned = {s: found for s in by_source if (found := [c for c in changes if s.is_touched_by(c["class"])])}
    if not concerned:
        return
    with elevated(session) as system:
        alone(system)
        state = system.scalars(select(StatisticsBuild)).first()
        if state is None:
            return
        for source, its_changes in concerned.items():
            _refresh_source(system, by_source[source], touched(system, source, its_changes), Calendar(state.as_of))
        state.refreshed_at = now()


def _refresh_source(session: Session, measures: list[Measure], rows: Touched, calendar: Calendar) -> None:
    counties = {ancestor(code, Level.COUNTY) for code in rows.places}
    if len(counties) > MANY:
        recount(session, measures, calendar)
        return
    differences: dict[str, dict[Key, int]] = {}
    for county in counties:
        changed = _recount(session, measures, county, BELOW_CITY, calendar)
        differences[county] = {key: number for key, number in changed.items() if key[1] == county}
    for level in (Level.CITY, Level.PROVINCE):
        for region in {ancestor(county, level) for county in counties}:
            below = [county for county in counties if ancestor(county, level) == region]
            whole = [m for m in measures if not m.rolls_up or rows.overlap(session, m, region, below)]
            _add(session, region, [differences[county] for county in below], {m.key for m in whole})
            _recount(session, whole, region, [level], calendar)


def _recount(
    session: Session, measures: list[Measure], region: str, levels: list[Level], calendar: Calendar
) -> dict[Key, int]:
    """Count a subtree anew at some levels; write what differs and return the differences."""
    if not measures:
        return {}

    def plan(measure: Measure, dimension: str) -> list[Level]:
        return [level for level in measure.kept(dimension) if level in levels]

    fresh = {cell[:4]: cell for cell in count(session, measures, calendar, plan, prefix_of(region))}
    stored = _stored(session, [m.key for m in measures], region, levels, calendar)
    old = {key for key, cell in stored.items() if fresh.get(key) != cell}
    new = [cell for key, cell in fresh.items() if stored.get(key) != cell]
    _remove(session, old)
    write(session, new)
    changed = old | {cell[:4] for cell in new}
    return {key: _value(fresh.get(key)) - _value(stored.get(key)) for key in changed}


def _value(cell: Cell | None) -> int:
    return cell[4] if cell else 0


def _stored(session: Session, keys: list[str], region: str, levels: list[Level], calendar: Calendar) -> dict[Key, Cell]:
    subtree = inside(Observation.region_code, (prefix_of(region),)) if levels is BELOW_CITY else None
    where = Observation.region_code == region if subtree is None else subtree
    periods = Observation.period.in_(calendar.keys)
    query = select(*COLUMNS, Observation.value, Observation.status).where(Observation.measure.in_(keys), where, periods)
    return {tuple(row[:4]): tuple(row) for row in session.execute(query)}  # type: ignore[misc]


def _remove(session: Session, keys: Collection[Key]) -> None:
    """Delete cells by their keys, all at once."""
    if keys:
        match = and_(*(column == bindparam(f"k{n}") for n, column in enumerate(COLUMNS)))
        rows = [{f"k{n}": part for n, part in enumerate(key)} for key in keys]
        session.connection().execute(delete(Observation).where(match), rows)


def _add(session: Session, region: str, counties: list[dict[Key, int]], but: set[str]) -> None:
    """Add the differences of counties to the cells of an ancestor, for all measures `but` some."""
    wanted: dict[Key, int] = defaultdict(int)
    for differences in counties:
        for (measure, _county, period, dimension), number in differences.items():
            if measure not in but:
                wanted[measure, region, period, dimension] += number
    query = select(*COLUMNS, Observation.value).where(
        Observation.region_code == region, Observation.measure.in_({key[0] for key in wanted})
    )
    stored: dict[Key, int] = {tuple(row[:4]): row[4] for row in session.execute(query)}  # type: ignore[misc]
    _remove(session, stored.keys() & wanted.keys())
    sums = ((key, stored.get(key, 0) + number) for key, number in wanted.items())
    write(session, [(*key, total, "") for key, total in sums if total])
