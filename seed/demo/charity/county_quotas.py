"""Units of each cycle planned for each county: delivered, planted as undelivered, or still to come."""

from __future__ import annotations

import numpy as np

from seed.demo.registry.registry import Registry
from seed.demo.toolkit.calibration import REFERENCE_DAY, Scale
from seed.demo.toolkit.columnar_table import Array
from seed.demo.toolkit.planted_faults import fault_count
from seed.demo.toolkit.sampling import Random, apportion, choose, code_of
from shared.models import ProgrammeKind, Tier

from .charity_deliveries import Deliveries
from .charity_programmes import PROGRAMMES

CYCLES = [(number, programme, cycle) for number, programme in enumerate(PROGRAMMES) for cycle in programme.cycles]


def cycle_number(kind: ProgrammeKind) -> int:
    """The number of the first cycle of a programme of this kind."""
    return next(n for n, (_, programme, _) in enumerate(CYCLES) if programme.kind is kind)


def compute_planned_units(random: Random, registry: Registry, deliveries: Deliveries, scale: Scale) -> Array:
    """Units by cycle (rows) and county (columns)."""
    delivered = _count_delivered(registry, deliveries)
    undelivered = _draw_undelivered(random, delivered.shape, scale)
    return delivered + undelivered + _share_remainder(registry, scale, delivered)


def _count_delivered(registry: Registry, deliveries: Deliveries) -> Array:
    """Households or persons reached, each once."""
    person = deliveries.person
    subject = np.where(deliveries.to_person, person, registry.people.household[person])
    keys = np.stack([deliveries.cycle, subject, registry.county[person]])
    cycle, _, county = np.unique(keys, axis=1)
    counties = int(registry.county.max()) + 1
    return np.bincount(cycle * counties + county, minlength=len(CYCLES) * counties).reshape(len(CYCLES), counties)


def _draw_undelivered(random: Random, shape: tuple[int, int], scale: Scale) -> Array:
    """Units that the counties with a planted fault did not deliver."""
    missing = np.zeros(shape, np.int64)
    for number, (_, _, cycle) in enumerate(CYCLES):
        if cycle.undelivered:
            fault, spread = cycle.undelivered
            selected = choose(random, np.arange(shape[1]), spread)
            shares = np.array_split(np.arange(fault_count(scale, fault)), spread)
            missing[number, selected] = [len(share) for share in shares]
    return missing


def _share_remainder(registry: Registry, scale: Scale, delivered: Array) -> Array:
    """What is left of plans not finished yet, in proportion to the rural dibao households of each county."""
    missing = np.zeros_like(delivered)
    heads = registry.people.heads()
    heads = heads[registry.rural[heads] & registry.people.is_in_tier(heads, REFERENCE_DAY, (code_of(Tier.DIBAO),))]
    weights = np.bincount(registry.county[heads], minlength=delivered.shape[1])
    for number, (_, _, cycle) in enumerate(CYCLES):
        if cycle.plan:
            missing[number] = apportion(scale.target(cycle.plan) - int(delivered[number].sum()), weights)
    return missing
