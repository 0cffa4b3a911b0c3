"""Refreshing the cube inside the transaction that changed a record: only the touched counties, only their measures."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import and_, bindparam, delete, select
from sqlalchemy.orm import Session

from shared.access import ScopedSession, elevated
from shared.access.actor import inside
from shared.clock import now
from shared.models import Level, Observation, Person, Spell, StatisticsBuild
from shared.models.region import ancestor, prefix_of

from .calendar import Calendar
from .catalogue import MEASURES
from .counting import Cell, count
from .cube import write
from .measure import Measure

Key = tuple[str, str, str, str]
COLUMNS = (Observation.measure, Observation.region_code, Observation.period, Observation.dimension)
BELOW_CITY = [Level.COUNTY, Level.TOWNSHIP]


def refresh(session: ScopedSession, changes: list[dict[str, Any]]) -> None:
    """Bring the cube up to date with `changes` (see `audit.changes_of`); nothing when it was never built."""
    places = {code for change in changes for code in _places(session, change)}
    touched = [m for m in MEASURES.values() if any(c["class"] in m.source.records for c in changes)]
    if not touched or not places:
        return
    with elevated(session) as system:
        state = system.scalars(select(StatisticsBuild).with_for_update()).first()  # one refresh at a time
        if state is None:
            return
        for county in {ancestor(code, Level.COUNTY) for code in places}:
            _refresh_county(system, touched, county, Calendar(state.as_of))
        state.refreshed_at = now()


def _places(session: ScopedSession, change: dict[str, Any]) -> set[str]:
    """Regions a change concerns: before and after it; for a person also where a recognition stands."""
    sides = (change["before"].get("region_code"), change["after"].get("region_code"))
    found = {code for code in sides if code}
    if change["class"] is Person and change["action"] == "update":
        with elevated(session) as system:
            found |= set(system.scalars(select(Spell.region_code).where(Spell.person_id == int(change["id"]))))
    return found


def _refresh_county(session: Session, measures: list[Measure], county: str, calendar: Calendar) -> None:
    changed = _recount(session, measures, county, BELOW_CITY, calendar)
    added = {m.key for m in measures if m.is_additive and m.rolls_up}
    differences = {key: number for key, number in changed.items() if key[0] in added and key[1] == county}
    others = [m for m in measures if m.key not in added]
    for level in (Level.CITY, Level.PROVINCE):
        _add(session, ancestor(county, level), differences)
        _recount(session, others, ancestor(county, level), [level], calendar)


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


def _remove(session: Session, keys: Collection[tuple[str, ...]]) -> None:
    """Delete cells by their keys, all at once."""
    if keys:
        match = and_(*(column == bindparam(f"k{n}") for n, column in enumerate(COLUMNS)))
        rows = [{f"k{n}": part for n, part in enumerate(key)} for key in keys]
        session.connection().execute(delete(Observation).where(match), rows)


def _add(session: Session, region: str, differences: dict[Key, int]) -> None:
    """Add the differences of a county to the cells of an ancestor."""
    wanted = {(measure, region, *rest): number for (measure, _, *rest), number in differences.items() if number}
    if not wanted:
        return
    query = select(*COLUMNS, Observation.value).where(
        Observation.region_code == region, Observation.measure.in_({key[0] for key in wanted})
    )
    stored = {tuple(row[:4]): row[4] for row in session.execute(query)}
    _remove(session, stored.keys() & wanted.keys())
    sums = ((key, stored.get(key, 0) + number) for key, number in wanted.items())
    write(session, [(*key, total, "") for key, total in sums if total])  # type: ignore[misc]
