"""Special assistance: education and housing of 2023 as published, the rest and all amounts assumed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from seed.demo.registry.people_and_households import People
from seed.demo.registry.registry import Registry
from seed.demo.toolkit import office_days
from seed.demo.toolkit.ages import ADULT_AGE, SCHOOL_AGE, WORKING_AGE
from seed.demo.toolkit.calibration import REFERENCE_DAY, YEARS, Scale
from seed.demo.toolkit.columnar_table import Array, ColumnarTable
from seed.demo.toolkit.day_numbers import day_number
from seed.demo.toolkit.sampling import Random, choose, code_of, random_stream, round_to_step, sample_between
from shared.models import SpecialKind
from shared.parsing.amounts import FEN_PER_YUAN

JOB_SEEKER_AGE = (ADULT_AGE, WORKING_AGE[1])  # ASSUMED: whoever is of working age but no adult is still at school
STAGES_FROM = (6, 12, 15, 18)  # kindergarten, primary, junior, senior school, university
TERM_FEN_BY_STAGE = (50_000, 50_000, 62_500, 100_000, 165_000)  # ASSUMED for a term, before supplements
SECOND_TERM_SHARE = 0.08  # share of those aided in spring who are aided again in autumn
WINTER_SHARE = 0.05  # share given a supplement before the new year
SPRING_DAYS, AUTUMN_DAYS, WINTER_DAYS = (
    (50, 120),
    (236, 329),
    (335, 360),
)  # days of the year in which grants for a term are made
SPRING_SHARE = 0.45


@dataclass
class SpecialGrants(ColumnarTable):
    """One grant a row; `kind` is a code of SpecialKind, `fen` the amount."""

    person: Array
    day: Array
    kind: Array
    fen: Array


def draw_special_grants(seed: int, registry: Registry, scale: Scale) -> SpecialGrants:
    """All special assistance of the three years, in order of village."""
    random = random_stream(seed, "special assistance")
    parts = [_draw_education(random, registry, scale.target(f"education_{year}"), year) for year in YEARS]
    parts += [_draw_medical(random, registry, scale.target(f"medical_{year}"), year) for year in YEARS]
    parts += [_draw_employment(random, registry, scale.target(f"employment_{year}"), year) for year in YEARS]
    parts += _draw_housing(random, registry, scale)
    grants = SpecialGrants.concatenate(parts)
    return grants.take(np.lexsort((grants.day, grants.person)))


def _grants_of_kind(person: Array, on: Array, kind: SpecialKind, fen: Array) -> SpecialGrants:
    return SpecialGrants(person, on.astype(np.int32), np.full(len(person), code_of(kind), np.int8), fen)


def _draw_in_year(
    random: Random, registry: Registry, count: int, year: int, ages: tuple[int, int], days: Callable[[int], Array]
) -> tuple[Array, Array]:
    """`count` different persons in a tier, of an age, each on a day of the year that `days` draws."""
    people = registry.people
    old_enough = day_number(year + 1) - ages[0] * 365
    candidates = np.flatnonzero((people.born < old_enough) & (people.born > day_number(year - ages[1] - 2)))
    on = office_days.spread(random, days(len(candidates)), day_number(year), day_number(year + 1) - 1)
    age = people.age_on(candidates, on)
    fits = np.flatnonzero(people.is_in_tier(candidates, on) & (age >= ages[0]) & (age <= ages[1]))
    selected = choose(random, fits, count, _county_factors(registry)[registry.county[candidates[fits]]])
    return candidates[selected], on[selected]


def _county_factors(registry: Registry) -> Array:
    """How much more of it some counties give."""
    return registry.villages.effects.factor("aid")


def _draw_education(random: Random, registry: Registry, count: int, year: int) -> SpecialGrants:
    def term_days(size: int) -> Array:
        spring = random.random(size) < SPRING_SHARE
        return day_number(year) + np.where(
            spring, sample_between(random, *SPRING_DAYS, size), sample_between(random, *AUTUMN_DAYS, size)
        )

    people = registry.people
    person, on = _draw_in_year(random, registry, count, year, SCHOOL_AGE, term_days)
    second_term = np.flatnonzero((on < day_number(year, 6)) & (random.random(count) < SECOND_TERM_SHARE))
    winter = np.flatnonzero((on < day_number(year, 12)) & (random.random(count) < WINTER_SHARE))
    for selected, days in ((second_term, AUTUMN_DAYS), (winter, WINTER_DAYS)):
        later = day_number(year) + sample_between(random, *days, len(selected))
        later = office_days.spread(random, later, day_number(year), day_number(year + 1) - 1)
        stays = _is_at_school(people, person[selected], later)
        person, on = np.concatenate([person, person[selected][stays]]), np.concatenate([on, later[stays]])
    stage = np.searchsorted(STAGES_FROM, people.age_on(person, on), side="right")
    fen = np.array(TERM_FEN_BY_STAGE)[stage] * random.choice([1, 1.25, 1.5], len(person), p=[0.6, 0.25, 0.15])
    return _grants_of_kind(person, on, SpecialKind.EDUCATION, fen.astype(np.int64))


def _is_at_school(people: People, person: Array, on: Array) -> Array:
    return people.is_in_tier(person, on) & (people.age_on(person, on) <= SCHOOL_AGE[1])


def _draw_medical(random: Random, registry: Registry, count: int, year: int) -> SpecialGrants:
    def any_day(size: int) -> Array:
        return day_number(year) + sample_between(random, 4, 365, size)

    person, on = _draw_in_year(random, registry, count, year, (0, 99), any_day)
    fen = round_to_step(np.minimum(random.lognormal(8.0, 0.9, count), 60_000) * FEN_PER_YUAN, 10 * FEN_PER_YUAN)
    return _grants_of_kind(person, on, SpecialKind.MEDICAL, fen)


def _draw_employment(random: Random, registry: Registry, count: int, year: int) -> SpecialGrants:
    def any_day(size: int) -> Array:
        return day_number(year) + sample_between(random, 10, 350, size)

    person, on = _draw_in_year(random, registry, count, year, JOB_SEEKER_AGE, any_day)
    fen = random.choice([100_000, 150_000, 200_000, 300_000], count)
    return _grants_of_kind(person, on, SpecialKind.EMPLOYMENT, fen)


def _draw_housing(random: Random, registry: Registry, scale: Scale) -> list[SpecialGrants]:
    """Each rural household at most once in the three years, recorded with its head."""
    people = registry.people
    heads = people.heads()
    heads = heads[registry.rural[heads]]
    parts = []
    for year in reversed(YEARS):
        on = day_number(year) + sample_between(random, 60, 330, len(heads))
        on = office_days.spread(random, on, day_number(year), REFERENCE_DAY)
        fits = np.flatnonzero(people.is_in_tier(heads, on))
        selected = choose(
            random, fits, scale.target(f"housing_{year}"), _county_factors(registry)[registry.county[heads[fits]]]
        )
        fen = round_to_step(random.triangular(18_000, 26_000, 48_000, len(selected)) * FEN_PER_YUAN, 100 * FEN_PER_YUAN)
        parts.append(_grants_of_kind(heads[selected], on[selected], SpecialKind.HOUSING, fen))
        heads = np.delete(heads, selected)
    return parts
