"""Candidates of a cycle: whom it may deliver to."""

from __future__ import annotations

import numpy as np

from seed.demo.registry.registry import Registry
from seed.demo.toolkit.ages import ADULT_AGE
from seed.demo.toolkit.columnar_table import Array
from seed.demo.toolkit.sampling import Random, code_of, sample_per_group
from shared.models import Beneficiary, Level, ProgrammeKind, SupportPlace, Tier

from .charity_programmes import CyclePlan, ProgrammePlan


def find_candidates(random: Random, registry: Registry, programme: ProgrammePlan, cycle: CyclePlan) -> Array:
    """Heads of households; for aid to persons one member of each household, which is so served once a cycle."""
    if programme.beneficiary is Beneficiary.PERSON:
        return _sample_per_household(random, registry, programme)
    heads = filter_by_county(registry, registry.people.heads(), cycle)
    if programme.kind is ProgrammeKind.SOLAR:
        return heads[registry.rural[heads]]
    return heads[_meets_hardship(registry, heads)]


def filter_by_county(registry: Registry, persons: Array, cycle: CyclePlan) -> Array:
    """Those of the persons who live in the counties of the cycle."""
    if not cycle.counties:
        return persons
    codes, _ = registry.villages.ancestors_at(Level.COUNTY)
    return persons[np.isin(codes, cycle.counties)[registry.county[persons]]]


def _sample_per_household(random: Random, registry: Registry, programme: ProgrammePlan) -> Array:
    people = registry.people
    persons = np.flatnonzero(people.last.tier >= 0)
    if programme.kind is ProgrammeKind.CHILDREN:
        persons = persons[people.born[persons] > programme.cycles[0].starts - ADULT_AGE * 365]
    return sample_per_group(random, persons, people.household[persons])


def _meets_hardship(registry: Registry, heads: Array) -> Array:
    """Dibao, tekun supported at home, and marginal families with a disabled member."""
    people = registry.people
    disabled = np.bincount(people.household, people.disability >= 0) > 0
    marginal, tekun = (_was_ever_in(registry, heads, tier) for tier in (Tier.MARGINAL, Tier.TEKUN))
    at_home = people.support[heads] != code_of(SupportPlace.INSTITUTION)
    return (disabled[people.household[heads]] | ~marginal) & (at_home | ~tekun)


def _was_ever_in(registry: Registry, persons: Array, tier: Tier) -> Array:
    last, previous = registry.people.last.tier[persons], registry.people.previous.tier[persons]
    return (last == code_of(tier)) | (previous == code_of(tier))
