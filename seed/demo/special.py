"""Special assistance: education and housing of 2023 as published, the rest and all amounts assumed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from shared.models import SpecialKind

from . import working_days
from .calibration import REFERENCE, YEARS, Scale
from .days import day
from .draws import Random, between, choose, code_of, rounded, stream
from .frame import Array, Frame
from .people import People
from .register import Register

YUAN = 100
SCHOOL_AGE = (3, 22)
WORKING_AGE = (18, 59)
STAGES_FROM = (6, 12, 15, 18)  # kindergarten, primary, junior, senior school, university
STAGE_FEN = (50_000, 50_000, 62_500, 100_000, 165_000)  # ASSUMED for a term, before supplements
SECOND_TERM = 0.08  # share of those aided in spring who are aided again in autumn
WINTER = 0.05  # share given a supplement before the new year
SPRING, AUTUMN, WINTER_DAYS = (50, 120), (236, 329), (335, 360)  # days of the year in which grants for a term are made
SPRING_SHARE = 0.45


@dataclass
class Grants(Frame):
    """One grant a row; `kind` is a code of SpecialKind, `fen` the amount."""

    person: Array
    day: Array
    kind: Array
    fen: Array


def grants(seed: int, register: Register, scale: Scale) -> Grants:
    """All special assistance of the three years, in order of place."""
    random = stream(seed, "special assistance")
    parts = [_education(random, register, scale.target(f"education_{year}"), year) for year in YEARS]
    parts += [_medical(random, register, scale.target(f"medical_{year}"), year) for year in YEARS]
    parts += [_employment(random, register, scale.target(f"employment_{year}"), year) for year in YEARS]
    parts += _housing(random, register, scale)
    found = Grants.joined(parts)
    return found.take(np.lexsort((found.day, found.person)))


def _grants(person: Array, on: Array, kind: SpecialKind, fen: Array) -> Grants:
    return Grants(person, on.astype(np.int32), np.full(len(person), code_of(kind), np.int8), fen)


def _in_year(
    random: Random, register: Register, count: int, year: int, ages: tuple[int, int], days: Callable[[int], Array]
) -> tuple[Array, Array]:
    """`count` different persons in a tier, of an age, each on a day of the year that `days` draws."""
    people = register.people
    old_enough = day(year + 1) - ages[0] * 365
    candidates = np.flatnonzero((people.born < old_enough) & (people.born > day(year - ages[1] - 2)))
    on = working_days.shifted(random, days(len(candidates)), day(year), day(year + 1) - 1)
    age = people.age_on(candidates, on)
    fits = np.flatnonzero(people.stands_in(candidates, on) & (age >= ages[0]) & (age <= ages[1]))
    chosen = choose(random, fits, count, _reach(register)[register.county[candidates[fits]]])
    return candidates[chosen], on[chosen]


def _reach(register: Register) -> Array:
    """How much more of it some counties give."""
    return register.places.effects.factor("aid")


def _education(random: Random, register: Register, count: int, year: int) -> Grants:
    def term_days(size: int) -> Array:
        spring = random.random(size) < SPRING_SHARE
        return day(year) + np.where(spring, between(random, *SPRING, size), between(random, *AUTUMN, size))

    people = register.people
    person, on = _in_year(random, register, count, year, SCHOOL_AGE, term_days)
    again = np.flatnonzero((on < day(year, 6)) & (random.random(count) < SECOND_TERM))
    winter = np.flatnonzero((on < day(year, 12)) & (random.random(count) < WINTER))
    for chosen, days in ((again, AUTUMN), (winter, WINTER_DAYS)):
        later = day(year) + between(random, *days, len(chosen))
        later = working_days.shifted(random, later, day(year), day(year + 1) - 1)
        stays = _still_at_school(people, person[chosen], later)
        person, on = np.concatenate([person, person[chosen][stays]]), np.concatenate([on, later[stays]])
    stage = np.searchsorted(STAGES_FROM, people.age_on(person, on), side="right")
    fen = np.array(STAGE_FEN)[stage] * random.choice([1, 1.25, 1.5], len(person), p=[0.6, 0.25, 0.15])
    return _grants(person, on, SpecialKind.EDUCATION, fen.astype(np.int64))


def _still_at_school(people: People, person: Array, on: Array) -> Array:
    return people.stands_in(person, on) & (people.age_on(person, on) <= SCHOOL_AGE[1])


def _medical(random: Random, register: Register, count: int, year: int) -> Grants:
    def any_day(size: int) -> Array:
        return day(year) + between(random, 4, 365, size)

    person, on = _in_year(random, register, count, year, (0, 99), any_day)
    fen = rounded(np.minimum(random.lognormal(8.0, 0.9, count), 60_000) * YUAN, 10 * YUAN)
    return _grants(person, on, SpecialKind.MEDICAL, fen)


def _employment(random: Random, register: Register, count: int, year: int) -> Grants:
    def any_day(size: int) -> Array:
        return day(year) + between(random, 10, 350, size)

    person, on = _in_year(random, register, count, year, WORKING_AGE, any_day)
    fen = random.choice([100_000, 150_000, 200_000, 300_000], count)
    return _grants(person, on, SpecialKind.EMPLOYMENT, fen)


def _housing(random: Random, register: Register, scale: Scale) -> list[Grants]:
    """Each rural household at most once in the three years, recorded with its head."""
    people = register.people
    heads = people.heads()
    heads = heads[register.rural[heads]]
    parts = []
    for year in reversed(YEARS):
        on = day(year) + between(random, 60, 330, len(heads))
        on = working_days.shifted(random, on, day(year), REFERENCE)
        fits = np.flatnonzero(people.stands_in(heads, on))
        chosen = choose(random, fits, scale.target(f"housing_{year}"), _reach(register)[register.county[heads[fits]]])
        fen = rounded(random.triangular(18_000, 26_000, 48_000, len(chosen)) * YUAN, 100 * YUAN)
        parts.append(_grants(heads[chosen], on[chosen], SpecialKind.HOUSING, fen))
        heads = np.delete(heads, chosen)
    return parts
