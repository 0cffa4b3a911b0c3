"""Which of the regions inside one are hidden, chosen from all their cells: once, while these stay as they are.

A correction changes few counts, and which cells are hidden seldom: only what it touched is chosen anew.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from threading import Lock

import numpy as np
from sqlalchemy import String, bindparam, cast, func, select

from shared.access import ScopedSession
from shared.models import Observation

from .hidden_periods import CellPeriods
from .protected_measures import ProtectedGroup
from .sibling_counts import Row, Series, SiblingCounts
from .suppression import HiddenRegions, choose

CHOICES_REMEMBERED = 5_000
ROWS_REMEMBERED = 128
SEPARATOR, COMMA = "\x1f", ","
_ROW = Observation.dimension + SEPARATOR + Observation.period
COUNTED = (
    select(
        Observation.measure,
        Observation.region_code,
        func.aggregate_strings(_ROW, SEPARATOR),
        func.aggregate_strings(cast(Observation.value, String), COMMA),
    )
    .where(
        Observation.measure.in_(bindparam("measures", expanding=True)),
        Observation.region_code.in_(bindparam("regions", expanding=True)),
    )
    .group_by(Observation.measure, Observation.region_code)
)
"""All cells of a measure and a region in two texts, their rows and their values: cell by cell took five times as long.

The rows of most regions are the same: then they are taken apart once.
"""
SeriesText = tuple[str, str, str, str]  # measure, region, the rows of its cells, and their values


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


@dataclass(frozen=True)
class KnownSeries:
    """The cells of some regions beside each other, with what tells them from others."""

    by_region: dict[str, list[SeriesText]] = field(default_factory=dict)
    digests: dict[str, bytes] = field(default_factory=dict)

    def with_others(self, fresh: dict[str, list[SeriesText]]) -> KnownSeries:
        """With those of further regions."""
        if not fresh:
            return self
        digests = {region: digest(series) for region, series in fresh.items()}
        return KnownSeries(self.by_region | fresh, self.digests | digests)

    def without(self, regions: frozenset[str]) -> KnownSeries:
        """Without those of some regions."""
        if regions.isdisjoint(self.by_region):
            return self
        left = [region for region in self.by_region if region not in regions]
        return KnownSeries({one: self.by_region[one] for one in left}, {one: self.digests[one] for one in left})

    def digest_of(self, codes: tuple[str, ...]) -> bytes:
        """What tells the cells of all these regions from others."""
        return blake2b(b"".join(self.digests[code] for code in codes), digest_size=32).digest()

    def texts(self, codes: tuple[str, ...]) -> list[SeriesText]:
        """Their cells."""
        return [one for code in codes for one in self.by_region[code]]


def load_series(
    session: ScopedSession, group: ProtectedGroup, dimension: str, regions: list[str]
) -> dict[str, list[SeriesText]]:
    """All cells that a group is decided with, by region.

    Read past the scope, since what is hidden depends on nobody's.
    """
    condition = Observation.dimension.startswith(f"{dimension}=") if dimension else Observation.dimension == ""
    values = {"measures": sorted(group.read_measures), "regions": sorted(regions)}
    series: dict[str, list[SeriesText]] = {region: [] for region in regions}
    for measure, region, rows, numbers in session.connection().execute(COUNTED.where(condition), values):
        series[region].append((measure, region, rows, numbers))
    return series


def choose_once(basis: ChoiceBasis, known: KnownSeries) -> HiddenRegions:
    """What was chosen on the same basis before, or is now: most corrections leave most counts as they are."""
    with _lock:
        found = _choices.get(basis)
    if found is None:
        counts = SiblingCounts(basis.group, basis.codes, basis.periods, map(_read_series, known.texts(basis.codes)))
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
    measure, region, rows, values = one
    return measure, region, _read_rows(rows), np.fromstring(values, dtype=np.int64, sep=COMMA)


@lru_cache(maxsize=ROWS_REMEMBERED)
def _read_rows(text: str) -> list[Row]:
    parts = text.split(SEPARATOR)
    return list(zip(parts[::2], parts[1::2], strict=True))
