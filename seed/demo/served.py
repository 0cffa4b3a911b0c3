"""Whom a charity run may choose from."""

from __future__ import annotations

import numpy as np

from shared.models import Beneficiary, Level, ProgrammeKind, SupportPlace, Tier

from .draws import Random, code_of, one_of_each
from .frame import Array
from .programmes import ProgrammePlan, RunPlan
from .register import Register

CHILD_UNDER = 18


def candidates(random: Random, register: Register, programme: ProgrammePlan, run: RunPlan) -> Array:
    """Heads for aid to households; for aid to persons one member of each household, so nobody shares a run."""
    if programme.beneficiary is Beneficiary.PERSON:
        return _one_of_each_household(random, register, programme)
    heads = in_counties(register, register.people.heads(), run)
    if programme.kind is ProgrammeKind.SOLAR:
        return heads[register.rural[heads]]
    return heads[_in_hardship(register, heads)]


def in_counties(register: Register, persons: Array, run: RunPlan) -> Array:
    """Those of the persons who live where the run goes."""
    if not run.counties:
        return persons
    codes, _ = register.places.above(Level.COUNTY)
    return persons[np.isin(codes, run.counties)[register.county[persons]]]


def _one_of_each_household(random: Random, register: Register, programme: ProgrammePlan) -> Array:
    people = register.people
    persons = np.flatnonzero(people.last.tier >= 0)
    if programme.kind is ProgrammeKind.CHILDREN:
        persons = persons[people.born[persons] > programme.runs[0].starts - CHILD_UNDER * 365]
    return one_of_each(random, persons, people.household[persons])


def _in_hardship(register: Register, heads: Array) -> Array:
    """Dibao, tekun supported at home, and marginal families with a disabled member."""
    people = register.people
    disabled = np.bincount(people.household, people.disability >= 0) > 0
    marginal, tekun = (_ever(register, heads, tier) for tier in (Tier.MARGINAL, Tier.TEKUN))
    at_home = people.support[heads] != code_of(SupportPlace.INSTITUTION)
    return (disabled[people.household[heads]] | ~marginal) & (at_home | ~tekun)


def _ever(register: Register, persons: Array, tier: Tier) -> Array:
    last, before = register.people.last.tier[persons], register.people.before.tier[persons]
    return (last == code_of(tier)) | (before == code_of(tier))
