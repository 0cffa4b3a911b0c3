"""Warnings about persons: who was warned when. What came of it is in `checks`, the assistance in `helped`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shared.models import ExitReason, Result

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
STANDING_SHARES = (0.48, 0.255, 0.265)  # ASSUMED: about half of those warned are in assistance already
DIED_SHARE = 0.008  # ASSUMED
MONTHS = (1.0, 0.85, 1.0, 1.0, 1.0, 1.05, 1.1, 1.05, 1.0, 0.95, 1.0, 1.0)  # ASSUMED
GONE = tuple(code_of(reason) for reason in (ExitReason.DIED, ExitReason.MOVED))
DAYS_EXITED = 365  # so long after an exit a person is watched
STEADY = 60  # days a person surely stays in the tier after a warning


@dataclass
class Cases(Frame):
    """One warning a row. `result` is NOT while open; `record` is the position of the assistance of `kind`."""

    person: Array
    issued: Array
    standing: Array
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
    return Cases(person, issued, stands, np.full(count, result, np.int8), later, nothing, nothing, later)


def last_day(year: int) -> int:
    """The last day of a year that the demo knows."""
    return min(day(year + 1) - 1, REFERENCE)


def days_of(random: Random, year: int, count: int) -> Array:
    """Working days of a year, as busy as its months are."""
    months = weighted(random, MONTHS, count)
    starts = np.array([day(year, month) for month in range(1, 13)] + [day(year + 1)])
    return working_days.near(between(random, starts[months], starts[months + 1], count), last_day(year))


def died(random: Random, people: People, count: int, year: int) -> Cases:
    """Warnings about persons who died within days of them."""
    candidates = np.flatnonzero((people.died > day(year, 1, 15)) & (people.died < last_day(year) - 12))
    issued = working_days.before(people.died[candidates] - between(random, 2, 13, len(candidates)))
    fits = np.flatnonzero(people.stands_in(candidates, issued))
    chosen = choose(random, fits, min(count, len(fits)))
    found = cases(candidates[chosen], issued[chosen], IN_TIER, code_of(Result.DIED))
    found.decided = working_days.near(people.died[found.person] + between(random, 1, 11, len(found)), REFERENCE)
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


def unassisted(random: Random, people: People, count: int, year: int, free: Array) -> Cases:
    """Warnings that led to no assistance, about persons in a tier, lately out of one, or never in one."""
    in_tier = round(count * STANDING_SHARES[IN_TIER])
    exited = round(count * STANDING_SHARES[EXITED])
    parts = [_exited(random, people, exited, year, free)]
    still_free = free.copy()
    still_free[parts[0].person] = False  # the same year may see a person in a tier and out of it
    parts.append(_in_tier(random, people, in_tier, year, still_free))
    parts.append(_never(random, people, count - sum(map(len, parts)), year, free))
    return Cases.joined(parts)


def _in_tier(random: Random, people: People, count: int, year: int, free: Array) -> Cases:
    candidates = np.flatnonzero(free & (people.last.tier >= 0) & (people.last.start < last_day(year)))
    issued = days_of(random, year, len(candidates))
    last = people.last.take(candidates)
    chosen = choose(random, np.flatnonzero(last.in_force(issued) & last.in_force(issued + STEADY)), count)
    return cases(candidates[chosen], issued[chosen], IN_TIER)


def _exited(random: Random, people: People, count: int, year: int, free: Array) -> Cases:
    gone = np.isin(people.last.exit, GONE)
    candidates = np.flatnonzero(free & ~gone & (people.last.end > day(year - 1)) & (people.last.end < last_day(year)))
    issued = working_days.after(people.last.end[candidates] + between(random, 10, 355, len(candidates)))
    fits = np.flatnonzero((issued >= day(year)) & (issued <= last_day(year)))
    chosen = choose(random, fits, min(count, len(fits)))
    return cases(candidates[chosen], issued[chosen], EXITED)


def _never(random: Random, people: People, count: int, year: int, free: Array) -> Cases:
    candidates = np.flatnonzero(free & (people.last.tier < 0) & (people.born < day(year)))
    chosen = choose(random, candidates, count)
    return cases(chosen, days_of(random, year, count), NEVER)


def repeated(random: Random, people: People, first: Cases, count: int, year: int) -> Cases:
    """Further warnings in the year about persons already warned, who are alive and not overdue."""
    shift = between(random, 20, 170, len(first)) * np.where(random.random(len(first)) < 0.7, 1, -1)
    issued = working_days.before(first.issued + shift)
    fits = (issued >= day(year)) & (issued <= last_day(year)) & (people.died[first.person] > issued + STEADY)
    fits &= people.stands_in(first.person, issued) == people.stands_in(first.person, issued + STEADY)
    fits &= (people.born[first.person] < issued - STEADY) & ((first.result >= 0) | (first.due >= REFERENCE))
    chosen = choose(random, np.flatnonzero(fits), count)
    person, issued = first.person[chosen], issued[chosen]
    return cases(person, issued, standing_on(people, person, issued))


def standing_on(people: People, person: Array, on: Array) -> Array:
    """How each of the persons stood on the day: in a tier, out of one for less than a year, or neither."""
    ended = np.where(people.last.end[person] <= on, people.last.end[person], people.before.end[person])
    had = (people.last.end[person] <= on) | ((people.before.tier[person] >= 0) & (people.before.end[person] <= on))
    lately = had & (people.last.tier[person] >= 0) & (on - ended < DAYS_EXITED)
    return np.where(people.stands_in(person, on), IN_TIER, np.where(lately, EXITED, NEVER)).astype(np.int8)
