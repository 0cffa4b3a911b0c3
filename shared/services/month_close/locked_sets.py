"""The records behind locked figures: kept when a month is locked, and proven to make up the locked values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from sqlalchemy import Select, Table, select

from shared.access import ScopedSession, elevated
from shared.bulk import insert_rows
from shared.clock import Period
from shared.indicators.calendar import Calendar, key_of_cells
from shared.indicators.catalogue import MEASURES
from shared.indicators.counted_sets import CountedSet, count_sets, has_sets, is_sum_of_places, place_number
from shared.indicators.cube_snapshot import CubeSnapshot
from shared.indicators.set_encoding import decode_set, digest_of, encode_set
from shared.models import Level, LockedObservation, LockedSet
from shared.models.region import PREFIX_LENGTH, level_of

COLUMNS = ("measure", "level", "period", "lock_id", "total", "members", "amounts", "digest")
Cell = tuple[str, str, str, int]  # measure, region, period, lock


@dataclass(frozen=True)
class LockedMembers:
    """The records that a locked total counted; `amounts` in the unit of the measure, where it is a sum."""

    keys: np.ndarray
    amounts: np.ndarray | None

    @property
    def total(self) -> int:
        """The value that they make up."""
        return len(self.keys) if self.amounts is None else int(self.amounts.sum())


def freeze_sets(system: ScopedSession, snapshot: CubeSnapshot, lock_of: Mapping[tuple[str, str], int]) -> None:
    """Keep the sets of measures in periods, each with the lock that holds it."""
    periods_of_measure: dict[str, set[str]] = defaultdict(set)
    for measure, period in lock_of:
        periods_of_measure[measure].add(period)
    sets = count_sets(system, Calendar(snapshot.day, law=snapshot.law), periods_of_measure)
    rows = [_row(one, lock_of[one.measure, one.period]) for one in sets]
    insert_rows(system.connection(), cast("Table", LockedSet.__table__), COLUMNS, rows)


def load_locked_members(
    session: ScopedSession, measure: str, region: str, period: Period, lock_id: int
) -> LockedMembers | None:
    """The set behind a total as one lock kept it; None where that lock kept none for the measure, level and period."""
    with elevated(session) as system:
        query = _set_query(measure, region, period, lock_id)
        found = system.execute(query.with_only_columns(LockedSet.members, LockedSet.amounts)).first()
    return None if found is None else _inside(region, *decode_set(*found))


def has_locked_members(session: ScopedSession, measure: str, region: str, period: Period, lock_id: int) -> bool:
    """Whether there is such a set."""
    with elevated(session) as system:
        return system.execute(_set_query(measure, region, period, lock_id)).first() is not None


def _set_query(measure: str, region: str, period: Period, lock_id: int) -> Select[Any]:
    level = level_of(region)
    if is_sum_of_places(MEASURES[measure]):
        level = Level.COUNTY if level is not Level.VILLAGE else level
    own = LockedSet.measure == measure, LockedSet.period == key_of_cells(period), LockedSet.lock_id == lock_id
    return select(LockedSet.lock_id).where(*own, LockedSet.level == level)


def find_set_faults(system: ScopedSession) -> Iterator[Cell]:
    """Locked totals that are not the sum of the set kept behind them, and sets that are not as they were written."""
    cells = _locked_cells(system)
    for row in system.connection().execute(select(*(getattr(LockedSet, name) for name in COLUMNS))):
        decoded, locked = _sound_set(row), cells.get((row.measure, row.period, row.lock_id), {})
        if decoded is None:
            yield row.measure, row.level, row.period, row.lock_id
        elif row.measure in MEASURES:
            levels = [*Level][:-1] if is_sum_of_places(MEASURES[row.measure]) else [Level(row.level)]  # type: ignore[call-arg]
            places = _differing(*decoded, locked, levels)
            yield from ((row.measure, place, row.period, row.lock_id) for place in places)


def _row(one: CountedSet, lock_id: int) -> tuple[Any, ...]:
    members, amounts = encode_set(one)
    total = len(one.keys) if one.amounts is None else int(one.amounts.sum())
    return one.measure, str(one.level), one.period, lock_id, total, members, amounts, digest_of(members, amounts)


def _inside(region: str, places: np.ndarray, keys: np.ndarray, amounts: np.ndarray | None) -> LockedMembers:
    length = PREFIX_LENGTH[level_of(region)] - PREFIX_LENGTH[Level.PROVINCE]
    step = 10 ** (PREFIX_LENGTH[Level.TOWNSHIP] - PREFIX_LENGTH[Level.PROVINCE] - length)
    own = places // step == place_number(region) // step
    return LockedMembers(keys[own], None if amounts is None else amounts[own])


def _sound_set(row: Any) -> tuple[np.ndarray, np.ndarray] | None:
    """Places and what counts at each; None where the set is not what was written, or does not make its total."""
    try:
        places, _, amounts = decode_set(row.members, row.amounts)
    except ValueError:
        return None
    counts = np.ones(len(places), dtype=np.int64) if amounts is None else amounts
    is_sound = len(counts) == len(places) and row.total == counts.sum()
    return (places, counts) if is_sound and digest_of(row.members, row.amounts) == row.digest else None


def _locked_cells(system: ScopedSession) -> dict[tuple[str, str, int], dict[str, int]]:
    """Locked totals by measure, period and lock; then by region."""
    cells: dict[tuple[str, str, int], dict[str, int]] = defaultdict(dict)
    columns = (getattr(LockedObservation, name) for name in ("measure", "region_code", "period", "lock_id", "value"))
    sets = [key for key, measure in MEASURES.items() if has_sets(measure)]
    query = select(*columns).where(LockedObservation.dimension == "", LockedObservation.measure.in_(sets))
    for measure, region, period, lock_id, value in system.connection().execute(query):
        cells[measure, period, lock_id][region] = value
    return cells


def _differing(places: np.ndarray, counts: np.ndarray, cells: Mapping[str, int], levels: list[Level]) -> Iterator[str]:
    """Regions whose locked value is not what counts there."""
    for each in levels:
        step = 10 ** (PREFIX_LENGTH[Level.TOWNSHIP] - PREFIX_LENGTH[each])
        regions, at = np.unique(places // step, return_inverse=True)
        totals = dict(zip(regions.tolist(), np.bincount(at, counts, len(regions)).astype(int).tolist(), strict=True))
        for region in (region for region in cells if level_of(region) is each):
            if totals.pop(place_number(region) // step, 0) != cells[region]:
                yield region
        if any(totals.values()) and each is levels[0]:  # below, what belongs to a whole city stands in no county
            yield each
