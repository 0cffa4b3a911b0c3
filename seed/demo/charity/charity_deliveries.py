"""Deliveries of the charity cycles, to those in an allowed tier that day but for the planted faults."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from seed.demo.registry.people_and_households import People
from seed.demo.registry.registry import Registry
from seed.demo.toolkit import office_days
from seed.demo.toolkit.ages import ADULT_AGE
from seed.demo.toolkit.calibration import REFERENCE_DAY, Scale
from seed.demo.toolkit.columnar_table import Array, ColumnarTable
from seed.demo.toolkit.planted_faults import fault_count
from seed.demo.toolkit.sampling import Random, apportion, choose, code_of, random_stream, sample_between
from shared.models import Beneficiary, ExitReason, ProgrammeKind, Tier

from .charity_programmes import PROGRAMMES, CyclePlan, ProgrammePlan
from .delivery_candidates import filter_by_county, find_candidates
from .delivery_values import draw_values

EXITS_OF_THE_LIVING = (ExitReason.INCOME, ExitReason.ASSETS, ExitReason.WITHDRAWN)
MAX_DAYS_SINCE_EXIT = 80  # days since a household left its tier that was served all the same


@dataclass
class Deliveries(ColumnarTable):
    """One delivery a row. `cycle` counts from 0 over all programmes; `to_person` says whom it was for."""

    cycle: Array
    person: Array
    day: Array
    fen: Array
    to_person: Array


@dataclass(frozen=True)
class DeliveryContext:
    """One cycle and what its deliveries depend on: the registry, how active counties are, the size of the province."""

    programme: ProgrammePlan
    cycle: CyclePlan
    registry: Registry
    eagerness: Array
    scale: Scale

    @property
    def people(self) -> People:
        """The people of the registry."""
        return self.registry.people

    @cached_property
    def tiers(self) -> tuple[int, ...]:
        """The codes of the tiers the programme may serve."""
        return tuple(code_of(tier) for tier in self.programme.tiers)


def draw_deliveries(seed: int, registry: Registry, scale: Scale) -> Deliveries:
    """All deliveries of all cycles, in order of village."""
    random = random_stream(seed, "charity")
    eagerness = random.lognormal(0, 0.25, registry.county.max() + 1)
    plans = [(programme, cycle) for programme in PROGRAMMES for cycle in programme.cycles]
    served: dict[str, Array] = {}
    parts = []
    for number, (programme, cycle) in enumerate(plans):
        previous = served.get(programme.key, np.empty(0, np.int64))
        deliveries = _draw_cycle(
            random, DeliveryContext(programme, cycle, registry, eagerness, scale), number, previous
        )
        served[programme.key] = np.concatenate([previous, registry.people.household[deliveries.person]])
        parts.append(deliveries)
    deliveries = Deliveries.concatenate(parts)
    return deliveries.take(np.lexsort((deliveries.cycle, deliveries.day, deliveries.person)))


def _draw_cycle(random: Random, context: DeliveryContext, number: int, served: Array) -> Deliveries:
    """One cycle: its exact number of units, each to another household, and planted duplicates."""
    wrong_person, wrong_day = _draw_ineligible(random, context, served)
    served_before = np.concatenate([served, context.people.household[wrong_person]])
    person, on = _draw_eligible(random, context, served_before, context.registry.county[wrong_person])
    twice_person, twice_day = _draw_duplicates(random, context, person, on)
    person = np.concatenate([person, wrong_person, twice_person])
    on = np.concatenate([on, wrong_day, twice_day]).astype(np.int32)
    to_person = context.programme.beneficiary is Beneficiary.PERSON
    fen = draw_values(random, context.programme.kind, context.cycle, context.scale, len(person))
    return Deliveries(np.full(len(person), number), person, on, fen, np.full(len(person), to_person))


def _draw_days(random: Random, cycle: CyclePlan, count: int) -> Array:
    """Few deliveries at the start of a cycle, most in the second half, none after deadline or reference date."""
    first = _first_day(cycle)
    drawn = random.triangular(first, first + 0.62 * (cycle.last - first), cycle.last, count)
    return office_days.spread(random, drawn.astype(np.int32), first, cycle.last)


def _first_day(cycle: CyclePlan) -> int:
    return cycle.starts + min(15, (cycle.last - cycle.starts) // 10)


def _draw_eligible(
    random: Random, context: DeliveryContext, served_before: Array, wrong_counties: Array
) -> tuple[Array, Array]:
    people, cycle = context.people, context.cycle
    candidates = find_candidates(random, context.registry, context.programme, cycle)
    candidates = candidates[~np.isin(people.household[candidates], served_before)]
    on = _draw_days(random, cycle, len(candidates))
    fits = people.is_in_tier(candidates, on, context.tiers)
    if context.programme.kind is ProgrammeKind.CHILDREN:
        fits &= people.age_on(candidates, on) < ADULT_AGE
    fits = np.flatnonzero(fits)
    units = context.scale.target(cycle.target) - len(wrong_counties)
    county = context.registry.county[candidates[fits]]
    if cycle.counties:
        selected = _choose_by_county(random, context, fits, county, wrong_counties)
    else:
        selected = choose(random, fits, units, context.eagerness[county])
    return candidates[selected], on[selected]


def _choose_by_county(random: Random, context: DeliveryContext, fits: Array, county: Array, wrong: Array) -> Array:
    """As many households of each county of the cycle as it has units; ineligible deliveries count."""
    counties, free = np.unique(county, return_counts=True)
    shares = np.ones(len(counties)) if context.cycle.equal_shares else free * context.eagerness[counties]
    units_by_county = apportion(context.scale.target(context.cycle.target), shares)
    units_by_county = np.maximum(units_by_county - np.array([(wrong == c).sum() for c in counties]), 0)
    missing = np.maximum(units_by_county - free, 0)  # a tiny province may have too few in one county
    units_by_county = units_by_county - missing
    parts = [choose(random, fits[county == c], n) for c, n in zip(counties, units_by_county, strict=True)]
    selected = np.concatenate(parts)
    return np.concatenate([selected, choose(random, np.setdiff1d(fits, selected), int(missing.sum()))])


def _draw_ineligible(random: Random, context: DeliveryContext, served: Array) -> tuple[Array, Array]:
    """Households that left their tier 5 to 80 days before they were served: a list nobody looked at again."""
    cycle, people = context.cycle, context.people
    if cycle.ineligible is None:
        return np.empty(0, np.int64), np.empty(0, np.int32)
    heads = filter_by_county(context.registry, people.heads(), cycle)
    heads = heads[~np.isin(people.household[heads], served)]
    last_day = np.minimum(people.last.end[heads], REFERENCE_DAY + MAX_DAYS_SINCE_EXIT)
    first = np.maximum(last_day + 5, _first_day(cycle))
    last = np.minimum(last_day + MAX_DAYS_SINCE_EXIT, cycle.last)
    alive_outside = np.isin(people.last.exit[heads], [code_of(reason) for reason in EXITS_OF_THE_LIVING])
    fits = alive_outside & (first < last) & (people.last.tier[heads] == code_of(Tier.DIBAO))
    on = office_days.nearest_by(sample_between(random, first, np.maximum(last, first), len(heads)), cycle.last)
    fits = np.flatnonzero(fits & (on >= first))
    selected = choose(random, fits, min(fault_count(context.scale, cycle.ineligible), len(fits)))
    return heads[selected], on[selected]


def _draw_duplicates(random: Random, context: DeliveryContext, person: Array, on: Array) -> tuple[Array, Array]:
    """Second deliveries of the same cycle, to households still eligible then."""
    cycle = context.cycle
    if cycle.duplicates is None:
        return np.empty(0, np.int64), np.empty(0, np.int32)
    later = office_days.on_or_after(on + sample_between(random, 3, 40, len(on)))
    fits = context.people.is_in_tier(person, later, context.tiers) & (later <= cycle.last)
    selected = choose(random, np.flatnonzero(fits), fault_count(context.scale, cycle.duplicates))
    return person[selected], later[selected]
