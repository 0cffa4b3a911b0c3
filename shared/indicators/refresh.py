"""Refreshing the cube inside the transaction that changed a record: only the touched counties, only their measures."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from shared.access import ScopedSession, elevated
from shared.access.actor import inside
from shared.clock import now
from shared.models import Level, Observation, Person, Spell, StatisticsBuild
from shared.models.region import PREFIX_LENGTH, ancestor

from .calendar import Calendar
from .catalogue import MEASURES
from .counting import count
from .cube import STORED, write
from .measure import Measure

Key = tuple[str, str, str, str]


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
    additive = [m for m in measures if m.is_additive and m.rolls_up]
    others = [m for m in measures if m not in additive]
    changed = _recount(session, measures, county, [Level.COUNTY, Level.TOWNSHIP], calendar)
    for level in (Level.PROVINCE, Level.CITY):
        parent = ancestor(county, level)
        keys = {m.key for m in additive}
        _add(session, parent, {k: d for k, d in changed.items() if k[0] in keys and k[1] == county})
        _recount(session, others, parent, [level], calendar)


def _recount(
    session: Session, measures: list[Measure], region: str, levels: list[Level], calendar: Calendar
) -> dict[Key, int]:
    """Count a subtree anew at some levels; write what differs and return the differences."""
    if not measures:
        return {}
    prefix = region[: PREFIX_LENGTH[levels[0]]]
    fresh: dict[Any, Any] = {}
    for measure_group in ([m for m in measures if m.deepest is d] for d in {m.deepest for m in measures}):
        wanted = [lv for lv in levels if STORED.index(lv) <= STORED.index(measure_group[0].deepest)]
        fresh |= {cell[:4]: cell for cell in count(session, measure_group, calendar, wanted, prefix)}
    stored = _stored(session, [m.key for m in measures], prefix if len(levels) > 1 else region, calendar)
    gone = stored.keys() - fresh.keys()
    new = [cell for key, cell in fresh.items() if stored.get(key) != cell[4]]
    for key in gone | {cell[:4] for cell in new if cell[:4] in stored}:
        session.execute(delete(Observation).where(*_is(key)))
    write(session, new)
    return {key: fresh.get(key, (0,) * 5)[4] - stored.get(key, 0) for key in gone | {cell[:4] for cell in new}}


def _stored(session: Session, keys: list[str], prefix: str, calendar: Calendar) -> dict[Key, int]:
    exact = len(prefix) == 6 and prefix.endswith("00")
    where = Observation.region_code == prefix if exact else inside(Observation.region_code, (prefix,))
    columns = (Observation.measure, Observation.region_code, Observation.period, Observation.dimension)
    found = session.execute(
        select(*columns, Observation.value).where(
            Observation.measure.in_(keys), where, Observation.period.in_(calendar.keys)
        )
    )
    return {tuple(row[:4]): row[4] for row in found}  # type: ignore[misc]


def _is(key: Key) -> list[Any]:
    columns = (Observation.measure, Observation.region_code, Observation.period, Observation.dimension)
    return [column == part for column, part in zip(columns, key, strict=True)]


def _add(session: Session, region: str, differences: dict[Key, int]) -> None:
    """Add differences of a county to the cells of an ancestor."""
    for (measure, _, period, dimension), difference in differences.items():
        key = (measure, region, period, dimension)
        changed = session.execute(
            update(Observation).where(*_is(key)).values(value=Observation.value + difference)
        ).rowcount  # type: ignore[attr-defined]
        if not changed:
            write(session, [(*key, difference, "")])
    session.execute(delete(Observation).where(Observation.region_code == region, Observation.value == 0))
