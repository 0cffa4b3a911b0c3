"""Made-up donors and what they pledged. Where the cost of a cycle is published, the pledges are that cost."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seed.demo.toolkit import office_days
from seed.demo.toolkit.columnar_table import Array, ColumnarTable
from seed.demo.toolkit.sampling import Random, apportion

from .charity_programmes import CyclePlan

OTHER_DONORS = (41, 120)  # numbers of donors of cycles without a published list
MIN_DONORS, MAX_DONORS, TYPICAL_PLEDGE_FEN = 8, 60, 400_000_000  # ASSUMED


@dataclass
class Pledges(ColumnarTable):
    """One pledge a row; `cycle` counts from 0 over all programmes, `donor` is a number."""

    cycle: Array
    donor: Array
    day: Array
    units: Array


def draw_pledges(random: Random, cycles: list[CyclePlan], planned: Array) -> Pledges:
    """The pledges of all cycles, in order of cycle."""
    return Pledges.concatenate([_draw_for_cycle(random, n, cycle, int(planned[n])) for n, cycle in enumerate(cycles)])


def _draw_for_cycle(random: Random, number: int, cycle: CyclePlan, planned: int) -> Pledges:
    donors = _draw_donors(random, cycle, planned)
    total = planned if cycle.donors else max(len(donors), round(planned * random.uniform(0.97, 1.04)))
    more = apportion(total - len(donors), random.dirichlet(np.full(len(donors), 4.0)))
    return Pledges(np.full(len(donors), number), donors, _draw_days(random, cycle, len(donors)), 1 + more)


def _draw_donors(random: Random, cycle: CyclePlan, planned: int) -> Array:
    """Their numbers; no donor pledges twice to a cycle."""
    if cycle.donors:
        first, last = cycle.donors
        return np.arange(first, last + 1)[:planned]
    least = int(planned * cycle.unit_fen // TYPICAL_PLEDGE_FEN)
    first, last = OTHER_DONORS
    count = min(planned, last - first, max(least, int(random.integers(MIN_DONORS, MAX_DONORS))))
    return random.choice(np.arange(first, last + 1), count, replace=False)


def _draw_days(random: Random, cycle: CyclePlan, count: int) -> Array:
    if cycle.signed is not None:
        return np.full(count, cycle.signed, np.int32)
    return office_days.on_or_before(cycle.starts - random.integers(5, 60, count))
