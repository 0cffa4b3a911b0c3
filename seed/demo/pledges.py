"""Made-up donors and what they pledged. Where the cost of a run is published, the pledges are that cost."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from . import working_days
from .draws import Random, shared_out
from .frame import Array, Frame
from .programmes import RunPlan

OTHER_DONORS = (41, 120)  # numbers of donors of runs whose donors nobody counted
LEAST_DONORS, MOST_DONORS, USUAL_PLEDGE_FEN = 8, 60, 400_000_000  # ASSUMED


@dataclass
class Pledges(Frame):
    """One pledge a row; `run` counts from 0 over all programmes, `donor` is a number."""

    run: Array
    donor: Array
    day: Array
    units: Array


def pledges(random: Random, runs: list[RunPlan], planned: Array) -> Pledges:
    """The pledges of all runs, in order of run."""
    return Pledges.joined([_of_run(random, n, run, int(planned[n])) for n, run in enumerate(runs)])


def _of_run(random: Random, number: int, run: RunPlan, planned: int) -> Pledges:
    donors = _donors(random, run, planned)
    total = planned if run.donors else max(len(donors), round(planned * random.uniform(0.97, 1.04)))
    more = shared_out(total - len(donors), random.dirichlet(np.full(len(donors), 4.0)))
    return Pledges(np.full(len(donors), number), donors, _days(random, run, len(donors)), 1 + more)


def _donors(random: Random, run: RunPlan, planned: int) -> Array:
    """Their numbers; no donor pledges twice to a run."""
    if run.donors:
        first, last = run.donors
        return np.arange(first, last + 1)[:planned]
    least = int(planned * run.unit_fen // USUAL_PLEDGE_FEN)
    first, last = OTHER_DONORS
    count = min(planned, last - first, max(least, int(random.integers(LEAST_DONORS, MOST_DONORS))))
    return random.choice(np.arange(first, last + 1), count, replace=False)


def _days(random: Random, run: RunPlan, count: int) -> Array:
    if run.signed is not None:
        return np.full(count, run.signed, np.int32)
    return working_days.before(run.starts - random.integers(5, 60, count))
