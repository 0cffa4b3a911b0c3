"""Units each county was given of each run: handed out, planted as undelivered, or still to come."""

from __future__ import annotations

import numpy as np

from shared.models import ProgrammeKind, Tier

from .calibration import REFERENCE, Scale
from .draws import Random, choose, code_of, shared_out
from .faults import planted
from .frame import Array
from .programmes import PROGRAMMES
from .world import World

RUNS = [(number, programme, run) for number, programme in enumerate(PROGRAMMES) for run in programme.runs]


def run_number(kind: ProgrammeKind) -> int:
    """The number of the first run of a programme of this kind."""
    return next(n for n, (_, programme, _) in enumerate(RUNS) if programme.kind is kind)


def planned_units(random: Random, world: World, scale: Scale) -> Array:
    """Units by run and county."""
    given = _handed_out(world)
    return given + _behind(random, world, scale) + _to_come(world, scale, given)


def _handed_out(world: World) -> Array:
    """Households or persons reached, each once."""
    given = world.deliveries
    subject = np.where(given.to_person, given.person, world.people.household[given.person])
    keys = np.stack([given.run, subject, world.county[given.person]])
    run, _, county = np.unique(keys, axis=1)
    counties = int(world.county.max()) + 1
    return np.bincount(run * counties + county, minlength=len(RUNS) * counties).reshape(len(RUNS), counties)


def _behind(random: Random, world: World, scale: Scale) -> Array:
    """Units that the planted counties did not hand out."""
    counties = int(world.county.max()) + 1
    missing = np.zeros((len(RUNS), counties), np.int64)
    for number, (_, _, run) in enumerate(RUNS):
        if run.behind:
            fault, spread = run.behind
            chosen = choose(random, np.arange(counties), spread)
            shares = np.array_split(np.arange(planted(scale, fault)), spread)
            missing[number, chosen] = [len(share) for share in shares]
    return missing


def _to_come(world: World, scale: Scale, given: Array) -> Array:
    """The rest of plans that run on: by the rural dibao households of each county."""
    missing = np.zeros_like(given)
    heads = world.people.heads()
    heads = heads[world.rural[heads] & world.people.stands_in(heads, REFERENCE, (code_of(Tier.DIBAO),))]
    weights = np.bincount(world.county[heads], minlength=given.shape[1])
    for number, (_, _, run) in enumerate(RUNS):
        if run.plan:
            missing[number] = shared_out(scale.target(run.plan) - int(given[number].sum()), weights)
    return missing
