"""Which of the regions inside one are hidden, chosen from all their cells: once, while these stay as they are.

A correction changes few counts, and which cells are hidden seldom: only what it touched is chosen anew.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from hashlib import blake2b
from threading import Lock

from sqlalchemy import String, bindparam, cast, func, select

from shared.access import ScopedSession
from shared.models import Observation

from .hidden_periods import CellPeriods
from .protected_measures import ProtectedGroup
from .sibling_counts import Series, SiblingCounts
from .suppression import HiddenRegions, choose

CHOICES_REMEMBERED = 5_000
SEPARATOR = "\x1f"
_CELL = Observation.dimension + SEPARATOR + Observation.period + SEPARATOR + cast(Observation.value, String)
COUNTED = (
    select(Observation.measure, Observation.region_code, func.aggregate_strings(_CELL, SEPARATOR))
    .where(
        Observation.measure.in_(bindparam("measures", expanding=True)),
        Observation.region_code.in_(bindparam("regions", expanding=True)),
    )
    .group_by(Observation.measure, Observation.region_code)
)
"""All cells of a measure and a region in one text: read cell by cell they took five times as long."""
SeriesText = tuple[str, str, str]  # measure, region, and its cells


@dataclass(frozen=True)
class ChoiceBasis:
    """All that a choice rests on: the regions, what they count, what is hidden of them anyway and of their totals."""

    group: ProtectedGroup
    codes: tuple[str, ...]
    periods: CellPeriods
    counts: bytes
    forced: HiddenRegions
    total: HiddenRegions | None


_choices: OrderedDict[ChoiceBasis, HiddenRegions] = OrderedDict()
_lock = Lock()


def load_series(
    session: ScopedSession, group: ProtectedGroup, dimension: str, inside: dict[str, list[str]]
) -> dict[str, list[SeriesText]]:
    """All cells of a group in the regions inside some, by the region that holds them.

    Read past the scope, since what is hidden depends on nobody's.
    """
    measures = {*group.measures, *(key for pair in (*group.parts, *group.nets) for key in pair)}
    condition = Observation.dimension.startswith(f"{dimension}=") if dimension else Observation.dimension == ""
    place = {code: one for one, codes in inside.items() for code in codes}
    values = {"measures": sorted(measures), "regions": sorted(place)}
    series: dict[str, list[SeriesText]] = {one: [] for one in inside}
    for measure, region, text in session.connection().execute(COUNTED.where(condition), values):
        series[place[region]].append((measure, region, text))
    return series


def choose_once(basis: ChoiceBasis, series: list[SeriesText]) -> HiddenRegions:
    """What was chosen on the same basis before, or is now: most corrections leave most counts as they are."""
    with _lock:
        found = _choices.get(basis)
    if found is None:
        counts = SiblingCounts(basis.group, basis.codes, basis.periods, map(_read_series, series))
        found = choose(counts, basis.forced, basis.total)
    with _lock:
        _choices[basis] = found
        _choices.move_to_end(basis)
        while len(_choices) > CHOICES_REMEMBERED:
            _choices.popitem(last=False)
    return found


def digest(series: list[SeriesText]) -> bytes:
    """What tells some counts from others, in few bytes."""
    found = blake2b(digest_size=32)
    for part in (part for one in series for part in one):
        found.update(f"{len(part)}:{part}".encode())
    return found.digest()


def _read_series(one: SeriesText) -> Series:
    measure, region, text = one
    parts = text.split(SEPARATOR)
    return measure, region, list(zip(parts[::3], parts[1::3], strict=True)), list(map(int, parts[2::3]))
