"""Temporary assistance: about 60,000 grants a year, half of them to people in no tier. All shares are assumptions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shared.models import TemporaryKind

from . import working_days
from .calibration import YEARS, Scale
from .days import day, year_end, year_start
from .draws import Random, code_of, rounded, stream, weighted
from .effects import shifted
from .frame import Array, Frame
from .people import People
from .register import Register

YUAN = 100
LEAST, MOST = 500 * YUAN, 10_000 * YUAN
AID_FIRST, EMERGENCY, NON_RESIDENT = 0.08, 0.45, 0.03
GRANT, GRANT_SPREAD = 2.15, 0.62  # ASSUMED median grant in months of the dibao standard, and its spread (log)
NEVER_IN_A_TIER, AGAIN = 0.38, 0.09
MONTHS = (1.35, 1.1, 0.95, 0.9, 0.9, 0.95, 1.05, 1.05, 0.95, 0.9, 0.95, 1.15)  # winter and the flood season


@dataclass
class Events(Frame):
    """One grant a row. `village` is the place of the emergency, for non-residents not their own."""

    person: Array
    village: Array
    day: Array
    kind: Array
    fen: Array
    aid_first: Array
    resident: Array


def events(seed: int, register: Register, scale: Scale) -> Events:
    """All temporary assistance of the three years, in order of place."""
    random, people = stream(seed, "temporary assistance"), register.people
    parts = [_persons_and_days(random, people, scale.target(f"temporary_{year}"), year) for year in YEARS]
    person, on = (np.concatenate(column) for column in zip(*parts, strict=True))
    count = len(person)
    resident = random.random(count) >= NON_RESIDENT
    elsewhere = register.places.spread(random, weighted(random, register.places.by_county, count))
    place = np.where(resident, register.village[person], elsewhere).astype(np.int32)
    effects, county = register.places.effects, register.places.county[place]
    emergency = random.random(count) < shifted(EMERGENCY, effects.shift("emergencies")[county])
    on = np.where(emergency, on, working_days.shifted(random, on, year_start(on), year_end(on)))
    kinds = [code_of(TemporaryKind.EXPENDITURE), code_of(TemporaryKind.EMERGENCY)]
    usual = register.places.standards.dibao_on(place, on) * GRANT * effects.factor("grants")[county]
    fen = np.clip(rounded(usual * random.lognormal(0, GRANT_SPREAD, count), 100 * YUAN), LEAST, MOST)
    aid_first = emergency & (random.random(count) < AID_FIRST / EMERGENCY)
    kind = np.array(kinds, np.int8)[emergency.astype(int)]
    found = Events(person, place, on, kind, fen, aid_first, resident)
    return found.take(np.lexsort((found.day, found.village)))


def _persons_and_days(random: Random, people: People, count: int, year: int) -> tuple[Array, Array]:
    repeated = int(count * AGAIN)
    never = int(count * NEVER_IN_A_TIER)
    watched, known = (np.flatnonzero(mask) for mask in (people.last.tier < 0, people.last.tier >= 0))
    watched = watched[people.born[watched] < day(year)]
    first = [random.choice(watched, min(never, len(watched)), replace=False)]
    first.append(_alive(random, people, known, count - repeated - len(first[0]), year))
    persons = random.permutation(np.concatenate(first))
    persons = np.concatenate([persons, persons[:repeated]])
    on = day(year) + _days(random, len(persons))
    return persons, np.where(np.arange(len(persons)) < count - repeated, on, _later(on, year)).astype(np.int32)


def _alive(random: Random, people: People, known: Array, count: int, year: int) -> Array:
    """Persons who were alive all year and in a tier, or left one, in that year or the year before."""
    fits = (people.died[known] > day(year + 1)) & (people.last.end[known] > day(year - 1))
    fits &= (people.last.start[known] < day(year + 1)) & (people.born[known] < day(year))
    return random.choice(known[fits], count, replace=False)


def _days(random: Random, count: int) -> Array:
    shares = np.repeat(np.array(MONTHS) / 31, 31)[:365]
    return np.searchsorted(np.cumsum(shares) / shares.sum(), random.random(count)).astype(np.int32)


def _later(on: Array, year: int) -> Array:
    """Half a year on, inside the year."""
    return day(year) + (on - day(year) + 183) % 365
