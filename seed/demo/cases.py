"""Warnings about persons: who was warned when. What came of it is in `checks`, the assistance in `helped`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shared.models import ExitReason, OutcomeResult

from . import working_days
from .calibration import HANDLING_DAYS, REFERENCE, Scale
from .days import day
from .draws import Random, between, choose, code_of, weighted
from .faults import MOST_OVERDUE_CITY, MOST_OVERDUE_SHARE, OVERDUE_DAYS, planted
from .frame import Array, Frame
from .members import NOT
from .people import People
from .world import World

IN_TIER, EXITED, NEVER = range(3)  # how a person stood when warned
STANDING_SHARES = (0.27, 0.23, 0.50)  # ASSUMED of those not assisted: most stand in no tier
DIED_SHARE = 0.008  # ASSUMED
MONTHS = (1.0, 0.85, 1.0, 1.0, 1.0, 1.05, 1.1, 1.05, 1.0, 0.95, 1.0, 1.0)  # ASSUMED
GONE = tuple(code_of(reason) for reason in (ExitReason.DIED, ExitReason.MOVED))
DAYS_EXITED = 365  # so long after an exit a person is watched
APART = 20  # days between two warnings about a person, at least
STEADY = 60  # days a person surely stays in the tier after a warning


@dataclass
class Cases(Frame):
    """One warning a row. `result` is NOT while open; `record` is the position of the assistance of `kind`."""

    person: Array
    issued: Array
    standing: Array
    risk: Array
    result: Array
    decided: Array
    kind: Array
    record: Array
    started: Array

    @property
    def due(self) -> Array:
        """The day by which an outcome is expected."""
        return working_days.later(self.issued, HANDLING_DAYS)


def cases(person: Array, issued: Array, standing: Array | int, result: int = NOT) -> Cases:
    """Warnings of which nothing has come yet."""
    count = len(person)
    nothing, later = np.full(count, NOT, np.int32), np.full(count, NOT, np.int32)
    stands = np.broadcast_to(np.asarray(standing, np.int8), count)
    issued = issued.astype(np.int32)
    no_risk = np.full(count, NOT, np.int8)
    return Cases(person, issued, stands, no_risk, np.full(count, result, np.int8), later, nothing, nothing, later)


def last_day(year: int) -> int:
    """The last day of a year that the demo knows."""
    return min(day(year + 1) - 1, REFERENCE)


def days_of(random: Random, year: int, count: int) -> Array:
    """Days of a year, as busy as its months are; feeds know no holidays."""
    months = weighted(random, MONTHS, count)
    starts = np.array([day(year, month) for month in range(1, 13)] + [last_day(year) + 1])
    return between(random, starts[months], starts[months + 1], count)


def died(random: Random, people: People, count: int, year: int) -> Cases:
    """Warnings about persons who died within days of them."""
    candidates = np.flatnonzero((people.died > day(year, 1, 15)) & (people.died < last_day(year) - 12))
    issued = people.died[candidates] - between(random, 2, 13, len(candidates))
    fits = np.flatnonzero(people.stands_in(candidates, issued))
    chosen = choose(random, fits, min(count, len(fits)))
    found = cases(candidates[chosen], issued[chosen], IN_TIER, code_of(OutcomeResult.DIED))
    death = people.died[found.person]
    found.decided = working_days.shifted(random, death + between(random, 1, 11, len(found)), death + 1, REFERENCE)
    return found


def overdue(random: Random, world: World, scale: Scale, free: Array) -> Cases:
    """The planted open warnings past their due date, most of them in one city."""
    people = world.people
    watched = people.last.tier < 0
    steady = people.last.in_force(REFERENCE) & (people.last.start < REFERENCE - 120)
    candidates = random.permutation(np.flatnonzero(free & (watched | steady)))
    there = world.places.code[world.village[candidates]].astype("U4") == MOST_OVERDUE_CITY
    pools = {True: list(candidates[there]), False: list(candidates[~there])}
    parts = []
    for key, (low, high) in OVERDUE_DAYS.items():
        count = planted(scale, key)
        most = round(count * MOST_OVERDUE_SHARE)
        person = np.array([pools[n < most].pop() for n in range(count)])
        due = np.unique(working_days.before(np.arange(REFERENCE - high + 1, REFERENCE - low + 1)))
        due = random.choice(due[due > REFERENCE - high], count)
        issued = working_days.later(due, -HANDLING_DAYS)
        parts.append(cases(person, issued, np.where(watched[person], NEVER, IN_TIER)))
    return Cases.joined(parts)


def unassisted(random: Random, world: World, count: int, year: int, free: Array) -> Cases:
    """Warnings that led to no assistance, about persons in a tier, lately out of one, or never in one."""
    in_tier = round(count * STANDING_SHARES[IN_TIER])
    exited = round(count * STANDING_SHARES[EXITED])
    parts = [_exited(random, world, exited, year, free)]
    still_free = free.copy()
    still_free[parts[0].person] = False  # the same year may see a person in a tier and out of it
    parts.append(_in_tier(random, world, in_tier, year, still_free))
    parts.append(_never(random, world, count - sum(map(len, parts)), year, free))
    return Cases.joined(parts)


def _how_often(world: World, person: Array) -> Array:
    """Feeds warn more in some places than in others."""
    return world.places.effects.factor("warned")[world.county[person]]


def _in_tier(random: Random, world: World, count: int, year: int, free: Array) -> Cases:
    people = world.people
    candidates = np.flatnonzero(free & (people.last.tier >= 0) & (people.last.start < last_day(year)))
    issued = days_of(random, year, len(candidates))
    last = people.last.take(candidates)
    fits = np.flatnonzero(last.in_force(issued) & last.in_force(issued + STEADY))
    chosen = choose(random, fits, count, _how_often(world, candidates[fits]))
    return cases(candidates[chosen], issued[chosen], IN_TIER)


def _exited(random: Random, world: World, count: int, year: int, free: Array) -> Cases:
    people = world.people
    gone = np.isin(people.last.exit, GONE)
    candidates = np.flatnonzero(free & ~gone & (people.last.end > day(year - 1)) & (people.last.end < last_day(year)))
    issued = people.last.end[candidates] + between(random, 10, 355, len(candidates))
    fits = np.flatnonzero((issued >= day(year)) & (issued <= last_day(year)))
    chosen = choose(random, fits, min(count, len(fits)), _how_often(world, candidates[fits]))
    return cases(candidates[chosen], issued[chosen], EXITED)


def _never(random: Random, world: World, count: int, year: int, free: Array) -> Cases:
    people = world.people
    candidates = np.flatnonzero(free & (people.last.tier < 0) & (people.born < day(year)))
    chosen = choose(random, candidates, count, _how_often(world, candidates))
    return cases(chosen, days_of(random, year, count), NEVER)


def repeated(random: Random, people: People, earlier: Cases, count: int, year: int, others: Array) -> Cases:
    """Further warnings in the year about persons already warned, who are alive and not overdue.

    `others` holds a day of each person (by position) on which they were warned too.
    """
    shift = between(random, APART, 170, len(earlier)) * np.where(random.random(len(earlier)) < 0.7, 1, -1)
    issued = earlier.issued + shift
    fits = (issued >= day(year)) & (issued <= last_day(year)) & (people.died[earlier.person] > issued + STEADY)
    fits &= people.stands_in(earlier.person, issued) == people.stands_in(earlier.person, issued + STEADY)
    fits &= (people.born[earlier.person] < issued - STEADY) & ((earlier.result >= 0) | (earlier.due >= REFERENCE))
    fits &= np.abs(issued - others[earlier.person]) >= APART
    chosen = choose(random, np.flatnonzero(fits), count)
    person, issued = earlier.person[chosen], issued[chosen]
    return cases(person, issued, standing_on(people, person, issued))


def standing_on(people: People, person: Array, on: Array) -> Array:
    """How each of the persons stood on the day: in a tier, out of one for less than a year, or neither."""
    ended = np.where(people.last.end[person] <= on, people.last.end[person], people.before.end[person])
    had = (people.last.end[person] <= on) | ((people.before.tier[person] >= 0) & (people.before.end[person] <= on))
    lately = had & (people.last.tier[person] >= 0) & (on - ended < DAYS_EXITED)
    return np.where(people.stands_in(person, on), IN_TIER, np.where(lately, EXITED, NEVER)).astype(np.int8)
