"""Deliveries of the charity runs, to those in an allowed tier that day but for the planted faults."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from shared.models import Beneficiary, ExitReason, ProgrammeKind, Tier

from . import working_days
from .calibration import REFERENCE, Scale
from .draws import Random, between, choose, code_of, shared_out, stream
from .faults import planted
from .frame import Array, Frame
from .people import People
from .programmes import PROGRAMMES, ProgrammePlan, RunPlan
from .register import Register
from .served import CHILD_UNDER, candidates, in_counties
from .values import values

LEFT_ALIVE = (ExitReason.INCOME, ExitReason.ASSETS, ExitReason.WITHDRAWN)
LEFT_LONGEST = 80  # days since a household left its tier that was served all the same


@dataclass
class Deliveries(Frame):
    """One delivery a row. `run` counts from 0 over all programmes; `to_person` says whom it was for."""

    run: Array
    person: Array
    day: Array
    fen: Array
    to_person: Array


@dataclass(frozen=True)
class Setting:
    """One run and what its deliveries depend on: the register, how eager counties are, the size of the province."""

    programme: ProgrammePlan
    run: RunPlan
    register: Register
    eagerness: Array
    scale: Scale

    @property
    def people(self) -> People:
        """The people of the register."""
        return self.register.people

    @cached_property
    def tiers(self) -> tuple[int, ...]:
        """The codes of the tiers the programme may serve."""
        return tuple(code_of(tier) for tier in self.programme.tiers)


def deliveries(seed: int, register: Register, scale: Scale) -> Deliveries:
    """All deliveries of all runs, in order of place."""
    random = stream(seed, "charity")
    eagerness = random.lognormal(0, 0.25, register.county.max() + 1)
    plans = [(programme, run) for programme in PROGRAMMES for run in programme.runs]
    served: dict[str, Array] = {}
    parts = []
    for number, (programme, run) in enumerate(plans):
        before = served.get(programme.key, np.empty(0, np.int64))
        found = _run(random, Setting(programme, run, register, eagerness, scale), number, before)
        served[programme.key] = np.concatenate([before, register.people.household[found.person]])
        parts.append(found)
    found = Deliveries.joined(parts)
    return found.take(np.lexsort((found.run, found.day, found.person)))


def _run(random: Random, setting: Setting, number: int, served: Array) -> Deliveries:
    """One run: its exact number of units to different households, and second deliveries that should not be."""
    wrong_person, wrong_day = _to_ineligible(random, setting, served)
    taken = np.concatenate([served, setting.people.household[wrong_person]])
    person, on = _to_eligible(random, setting, taken, setting.register.county[wrong_person])
    twice_person, twice_day = _again(random, setting, person, on)
    person = np.concatenate([person, wrong_person, twice_person])
    on = np.concatenate([on, wrong_day, twice_day]).astype(np.int32)
    to_person = setting.programme.beneficiary is Beneficiary.PERSON
    fen = values(random, setting.programme.kind, setting.run, setting.scale, len(person))
    return Deliveries(np.full(len(person), number), person, on, fen, np.full(len(person), to_person))


def _days(random: Random, run: RunPlan, count: int) -> Array:
    """Few deliveries at the start of a run, most in the second half, none after deadline or reference date."""
    first = _first_day(run)
    drawn = random.triangular(first, first + 0.62 * (run.last - first), run.last, count)
    return working_days.shifted(random, drawn.astype(np.int32), first, run.last)


def _first_day(run: RunPlan) -> int:
    return run.starts + min(15, (run.last - run.starts) // 10)


def _to_eligible(random: Random, setting: Setting, taken: Array, wrong_counties: Array) -> tuple[Array, Array]:
    people, run = setting.people, setting.run
    found = candidates(random, setting.register, setting.programme, run)
    found = found[~np.isin(people.household[found], taken)]
    on = _days(random, run, len(found))
    fits = people.stands_in(found, on, setting.tiers)
    if setting.programme.kind is ProgrammeKind.CHILDREN:
        fits &= people.age_on(found, on) < CHILD_UNDER
    fits = np.flatnonzero(fits)
    units = setting.scale.target(run.target) - len(wrong_counties)
    county = setting.register.county[found[fits]]
    if run.counties:
        chosen = _by_county(random, setting, fits, county, wrong_counties)
    else:
        chosen = choose(random, fits, units, setting.eagerness[county])
    return found[chosen], on[chosen]


def _by_county(random: Random, setting: Setting, fits: Array, county: Array, wrong: Array) -> Array:
    """As many households of each county of the run as it was given, those served wrongly counted in."""
    counties, free = np.unique(county, return_counts=True)
    shares = np.ones(len(counties)) if setting.run.alike else free * setting.eagerness[counties]
    given = shared_out(setting.scale.target(setting.run.target), shares)
    given = np.maximum(given - np.array([(wrong == c).sum() for c in counties]), 0)
    short = np.maximum(given - free, 0)  # a tiny province may have too few in one county
    given = given - short
    parts = [choose(random, fits[county == c], n) for c, n in zip(counties, given, strict=True)]
    chosen = np.concatenate(parts)
    return np.concatenate([chosen, choose(random, np.setdiff1d(fits, chosen), int(short.sum()))])


def _to_ineligible(random: Random, setting: Setting, served: Array) -> tuple[Array, Array]:
    """Households that left their tier 5 to 80 days before they were served: a list nobody looked at again."""
    run, people = setting.run, setting.people
    if run.ineligible is None:
        return np.empty(0, np.int64), np.empty(0, np.int32)
    heads = in_counties(setting.register, people.heads(), run)
    heads = heads[~np.isin(people.household[heads], served)]
    left = np.minimum(people.last.end[heads], REFERENCE + LEFT_LONGEST)
    first = np.maximum(left + 5, _first_day(run))
    last = np.minimum(left + LEFT_LONGEST, run.last)
    alive_outside = np.isin(people.last.exit[heads], [code_of(reason) for reason in LEFT_ALIVE])
    fits = alive_outside & (first < last) & (people.last.tier[heads] == code_of(Tier.DIBAO))
    on = working_days.near(between(random, first, np.maximum(last, first), len(heads)), run.last)
    fits = np.flatnonzero(fits & (on >= first))
    chosen = choose(random, fits, min(planted(setting.scale, run.ineligible), len(fits)))
    return heads[chosen], on[chosen]


def _again(random: Random, setting: Setting, person: Array, on: Array) -> tuple[Array, Array]:
    """Second deliveries of the same run, to households still eligible then."""
    run = setting.run
    if run.duplicates is None:
        return np.empty(0, np.int64), np.empty(0, np.int32)
    later = working_days.after(on + between(random, 3, 40, len(on)))
    fits = setting.people.stands_in(person, later, setting.tiers) & (later <= run.last)
    chosen = choose(random, np.flatnonzero(fits), planted(setting.scale, run.duplicates))
    return person[chosen], later[chosen]
