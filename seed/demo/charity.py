"""Deliveries of the charity runs, to those in an allowed tier that day but for the planted faults."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shared.models import Beneficiary, ExitReason, ProgrammeKind, Tier

from . import working_days
from .calibration import REFERENCE, Scale
from .draws import Random, between, choose, code_of, one_of_each, rounded, stream
from .faults import planted
from .frame import Array, Frame
from .people import People
from .programmes import PROGRAMMES, ProgrammePlan, RunPlan
from .register import Register

YUAN = 100
CHILD_UNDER = 18
LEFT_ALIVE = (ExitReason.INCOME, ExitReason.ASSETS, ExitReason.WITHDRAWN)


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
    """What a delivery depends on: the register, how eager counties are, the size of the province."""

    register: Register
    eagerness: Array
    scale: Scale

    @property
    def people(self) -> People:
        """The people of the register."""
        return self.register.people


def deliveries(seed: int, register: Register, scale: Scale) -> Deliveries:
    """All deliveries of all runs, in order of place."""
    random = stream(seed, "charity")
    eagerness = random.lognormal(0, 0.25, register.county.max() + 1)
    setting = Setting(register, eagerness, scale)
    plans = [(programme, run) for programme in PROGRAMMES for run in programme.runs]
    served: dict[str, Array] = {}
    parts = []
    for number, (programme, run) in enumerate(plans):
        before = served.get(programme.key, np.empty(0, np.int64))
        found = _run(random, setting, programme, run, number, before)
        served[programme.key] = np.concatenate([before, register.people.household[found.person]])
        parts.append(found)
    found = Deliveries.joined(parts)
    return found.take(np.lexsort((found.run, found.day, found.person)))


def _run(
    random: Random, setting: Setting, programme: ProgrammePlan, run: RunPlan, number: int, served: Array
) -> Deliveries:
    """One run: its exact number of units to different households, and second deliveries that should not be."""
    units = setting.scale.target(run.target)
    wrong_person, wrong_day = _to_ineligible(random, setting, run, served)
    taken = np.concatenate([served, setting.people.household[wrong_person]])
    person, on = _to_eligible(random, setting, programme, run, units - len(wrong_person), taken)
    twice_person, twice_day = _again(random, setting, programme, run, person, on)
    person = np.concatenate([person, wrong_person, twice_person])
    on = np.concatenate([on, wrong_day, twice_day]).astype(np.int32)
    to_person = programme.beneficiary is Beneficiary.PERSON
    fen = _values(random, programme, run, len(person))
    return Deliveries(np.full(len(person), number), person, on, fen, np.full(len(person), to_person))


def _days(random: Random, run: RunPlan, count: int) -> Array:
    """Few deliveries at the start of a run, most in the second half, none after deadline or reference date."""
    last = min(run.deadline, REFERENCE)
    first = run.starts + 15
    drawn = random.triangular(first, first + 0.62 * (last - first), last, count)
    return working_days.near(drawn.astype(np.int32), last)


def _to_eligible(
    random: Random, setting: Setting, programme: ProgrammePlan, run: RunPlan, units: int, taken: Array
) -> tuple[Array, Array]:
    people = setting.people
    candidates = _candidates(random, setting, programme)
    candidates = candidates[~np.isin(people.household[candidates], taken)]
    on = _days(random, run, len(candidates))
    fits = people.stands_in(candidates, on, tuple(code_of(tier) for tier in programme.tiers))
    if programme.kind is ProgrammeKind.CHILDREN:
        fits &= people.age_on(candidates, on) < CHILD_UNDER
    fits = np.flatnonzero(fits)
    chosen = choose(random, fits, units, setting.eagerness[setting.register.county[candidates[fits]]])
    return candidates[chosen], on[chosen]


def _candidates(random: Random, setting: Setting, programme: ProgrammePlan) -> Array:
    """Heads for aid to households; for aid to persons one member of each household, so nobody shares a run."""
    if programme.kind is ProgrammeKind.SOLAR:
        return setting.people.heads()[setting.register.rural[setting.people.heads()]]
    if programme.beneficiary is Beneficiary.HOUSEHOLD:
        return setting.people.heads()
    persons = np.flatnonzero(setting.people.last.tier >= 0)
    if programme.kind is ProgrammeKind.CHILDREN:
        persons = persons[setting.people.born[persons] > programme.runs[0].starts - CHILD_UNDER * 365]
    return one_of_each(random, persons, setting.people.household[persons])


def _to_ineligible(random: Random, setting: Setting, run: RunPlan, served: Array) -> tuple[Array, Array]:
    """Households that left their tier 5 to 80 days before they were served: a list nobody looked at again."""
    if run.ineligible is None:
        return np.empty(0, np.int64), np.empty(0, np.int32)
    people, heads = setting.people, setting.people.heads()
    heads = heads[~np.isin(people.household[heads], served)]
    on = working_days.after(np.minimum(people.last.end[heads], REFERENCE) + between(random, 5, 80, len(heads)))
    alive_outside = np.isin(people.last.exit[heads], [code_of(reason) for reason in LEFT_ALIVE])
    fits = alive_outside & (on >= run.starts + 15) & (on <= min(run.deadline, REFERENCE))
    fits &= people.last.tier[heads] == code_of(Tier.DIBAO)
    chosen = choose(random, np.flatnonzero(fits), planted(setting.scale, run.ineligible))
    return heads[chosen], on[chosen]


def _again(
    random: Random, setting: Setting, programme: ProgrammePlan, run: RunPlan, person: Array, on: Array
) -> tuple[Array, Array]:
    """Second deliveries of the same run, to households still eligible then."""
    if run.duplicates is None:
        return np.empty(0, np.int64), np.empty(0, np.int32)
    later = working_days.after(on + between(random, 3, 40, len(on)))
    tiers = tuple(code_of(tier) for tier in programme.tiers)
    fits = setting.people.stands_in(person, later, tiers) & (later <= min(run.deadline, REFERENCE))
    chosen = choose(random, np.flatnonzero(fits), planted(setting.scale, run.duplicates))
    return person[chosen], later[chosen]


def _values(random: Random, programme: ProgrammePlan, run: RunPlan, count: int) -> Array:
    spread = {ProgrammeKind.APPLIANCE: 0.03, ProgrammeKind.SOLAR: 0.08}.get(programme.kind, 0.6)
    drawn = run.unit_fen * random.lognormal(-spread * spread / 2, spread, count)
    return rounded(np.minimum(drawn, 6 * run.unit_fen), 10 * YUAN)
