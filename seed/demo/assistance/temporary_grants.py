"""Temporary assistance: about 60,000 grants a year, half of them to people in no tier. All shares are assumptions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seed.demo.regions.county_effects import shift_share
from seed.demo.registry.people_and_households import People
from seed.demo.registry.registry import Registry
from seed.demo.toolkit import office_days
from seed.demo.toolkit.calibration import YEARS, Scale
from seed.demo.toolkit.columnar_table import Array, ColumnarTable
from seed.demo.toolkit.day_numbers import day_number, year_end, year_start
from seed.demo.toolkit.sampling import Random, code_of, random_stream, round_to_step, sample_weighted
from shared.models import TemporaryKind
from shared.parsing.amounts import FEN_PER_YUAN

MIN_FEN, MAX_FEN = 500 * FEN_PER_YUAN, 10_000 * FEN_PER_YUAN
AID_FIRST_SHARE, EMERGENCY_SHARE, NON_RESIDENT_SHARE = 0.08, 0.45, 0.03
MEDIAN_GRANT_MONTHS, GRANT_SPREAD = (
    2.15,
    0.62,
)  # ASSUMED median grant in months of the dibao standard, and its spread (log)
NEVER_RECOGNISED_SHARE, REPEAT_SHARE = 0.38, 0.09
MONTH_WEIGHTS = (1.35, 1.1, 0.95, 0.9, 0.9, 0.95, 1.05, 1.05, 0.95, 0.9, 0.95, 1.15)  # winter and the flood season


@dataclass
class TemporaryGrants(ColumnarTable):
    """One grant a row. `village` is that of the emergency; for non-residents it is not their own."""

    person: Array
    village: Array
    day: Array
    kind: Array
    fen: Array
    is_aid_before_paperwork: Array
    resident: Array


def draw_temporary_grants(seed: int, registry: Registry, scale: Scale) -> TemporaryGrants:
    """All temporary assistance of the three years, in order of village."""
    random, people = random_stream(seed, "temporary assistance"), registry.people
    parts = [_draw_persons_and_days(random, people, scale.target(f"temporary_{year}"), year) for year in YEARS]
    person, on = (np.concatenate(column) for column in zip(*parts, strict=True))
    count = len(person)
    resident = random.random(count) >= NON_RESIDENT_SHARE
    elsewhere = registry.villages.spread(random, sample_weighted(random, registry.villages.by_county, count))
    village = np.where(resident, registry.village[person], elsewhere).astype(np.int32)
    effects, county = registry.villages.effects, registry.villages.county[village]
    emergency = random.random(count) < shift_share(EMERGENCY_SHARE, effects.shift("emergencies")[county])
    on = np.where(emergency, on, office_days.spread(random, on, year_start(on), year_end(on)))
    kinds = [code_of(TemporaryKind.EXPENDITURE), code_of(TemporaryKind.EMERGENCY)]
    median_fen = (
        registry.villages.standards.dibao_on(village, on) * MEDIAN_GRANT_MONTHS * effects.factor("grants")[county]
    )
    fen = np.clip(
        round_to_step(median_fen * random.lognormal(0, GRANT_SPREAD, count), 100 * FEN_PER_YUAN), MIN_FEN, MAX_FEN
    )
    is_aid_before_paperwork = emergency & (random.random(count) < AID_FIRST_SHARE / EMERGENCY_SHARE)
    kind = np.array(kinds, np.int8)[emergency.astype(int)]
    grants = TemporaryGrants(person, village, on, kind, fen, is_aid_before_paperwork, resident)
    return grants.take(np.lexsort((grants.day, grants.village)))


def _draw_persons_and_days(random: Random, people: People, count: int, year: int) -> tuple[Array, Array]:
    repeated = int(count * REPEAT_SHARE)
    never = int(count * NEVER_RECOGNISED_SHARE)
    watched, recipients = (np.flatnonzero(mask) for mask in (people.last.tier < 0, people.last.tier >= 0))
    watched = watched[people.born[watched] < day_number(year)]
    first = [random.choice(watched, min(never, len(watched)), replace=False)]
    first.append(_draw_alive(random, people, recipients, count - repeated - len(first[0]), year))
    persons = random.permutation(np.concatenate(first))
    persons = np.concatenate([persons, persons[:repeated]])
    on = day_number(year) + _draw_days_of_year(random, len(persons))
    return persons, np.where(np.arange(len(persons)) < count - repeated, on, _half_a_year_later(on, year)).astype(
        np.int32
    )


def _draw_alive(random: Random, people: People, persons: Array, count: int, year: int) -> Array:
    """Persons who were alive all year and in a tier, or left one, in that year or the year before."""
    fits = (people.died[persons] > day_number(year + 1)) & (people.last.end[persons] > day_number(year - 1))
    fits &= (people.last.start[persons] < day_number(year + 1)) & (people.born[persons] < day_number(year))
    return random.choice(persons[fits], count, replace=False)


def _draw_days_of_year(random: Random, count: int) -> Array:
    shares = np.repeat(np.array(MONTH_WEIGHTS) / 31, 31)[:365]
    return np.searchsorted(np.cumsum(shares) / shares.sum(), random.random(count)).astype(np.int32)


def _half_a_year_later(on: Array, year: int) -> Array:
    """Half a year on, inside the year."""
    return day_number(year) + (on - day_number(year) + 183) % 365
