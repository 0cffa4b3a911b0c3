"""Warnings that led to assistance: attached, some weeks back, to assistance that exists as a record of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from shared.models import EntryReason, OutcomeResult, ResponseKind, SpecialKind, TemporaryKind

from .calibration import REFERENCE
from .cases import Cases, cases, last_day, standing_on
from .days import day
from .draws import Random, choose, code_of, one_of_each
from .frame import Array, Frame
from .people import People
from .world import World

LAG_MOST = 120
LAGS = {  # days from warning to assistance by kind, ASSUMED: median, spread (log), least
    ResponseKind.CHARITY: (38, 0.5, 7),
    ResponseKind.SPECIAL: (22, 0.55, 5),
    ResponseKind.TEMPORARY: (16, 0.5, 4),
    ResponseKind.TIER: (36, 0.42, 14),
}
EMERGENCY_LAG = (4, 0.55, 1)
OF_SPECIAL = {SpecialKind.EDUCATION: 0.16, SpecialKind.MEDICAL: 1.0, SpecialKind.EMPLOYMENT: 1.0}  # how likely
INTO_NEXT_YEAR = 90
# How the assisted were helped, ASSUMED; the large medical supplement began in 2023.
KIND_SHARES = {
    2021: {ResponseKind.CHARITY: 0.02, ResponseKind.SPECIAL: 0.18, ResponseKind.TEMPORARY: 0.34},
    2022: {ResponseKind.CHARITY: 0.02, ResponseKind.SPECIAL: 0.18, ResponseKind.TEMPORARY: 0.34},
    2023: {ResponseKind.CHARITY: 0.07, ResponseKind.SPECIAL: 0.15, ResponseKind.TEMPORARY: 0.33},
}


@dataclass
class Help(Frame):
    """Assistance that a warning may have led to: `record` is its position in its own frame."""

    person: Array
    started: Array
    record: Array


def helped(random: Random, world: World, count: int, year: int, used: Array) -> Cases:
    """`count` warnings of the year about different persons who were assisted after them.

    `used` marks persons whose assistance is explained by a warning already; it is brought up to date.
    """
    parts: list[Cases] = []
    for kind, share in _kinds(year):
        wanted = count - sum(map(len, parts)) if share is None else round(count * share)
        help_given = _help(world, kind)
        found = _attached(random, world, kind, help_given.take(~used[help_given.person]), wanted, year)
        used[found.person] = True
        parts.append(found)
    return Cases.joined(parts)


def _kinds(year: int) -> Iterator[tuple[ResponseKind, float | None]]:
    """The scarcest kind first; recognitions make up the rest."""
    yield from KIND_SHARES[year].items()
    yield ResponseKind.TIER, None


def _help(world: World, kind: ResponseKind) -> Help:
    if kind is ResponseKind.TIER:
        entered = np.flatnonzero(world.people.last.entry == code_of(EntryReason.APPLICATION))
        return Help(entered, world.people.last.start[entered], entered)
    if kind is ResponseKind.TEMPORARY:
        here = np.flatnonzero(world.events.resident)
        return Help(world.events.person[here], world.events.day[here], here)
    if kind is ResponseKind.SPECIAL:
        special = np.flatnonzero(world.grants.kind != code_of(SpecialKind.HOUSING))
        return Help(world.grants.person[special], world.grants.day[special], special)
    personal = np.flatnonzero(world.deliveries.to_person)
    return Help(world.deliveries.person[personal], world.deliveries.day[personal], personal)


def _attached(random: Random, world: World, kind: ResponseKind, found: Help, count: int, year: int) -> Cases:
    people = world.people
    issued = found.started - _lags(random, world, kind, found)
    until = min(last_day(year) + INTO_NEXT_YEAR, REFERENCE)
    fits = (issued >= day(year)) & (issued <= last_day(year)) & (found.started <= until)
    fits &= people.born[found.person] < issued - LAG_MOST
    before = people.before.take(found.person)
    if kind is ResponseKind.TIER:
        fits &= (before.tier < 0) | (before.end <= issued)
    positions = np.flatnonzero(fits)
    keys = people.household[found.person] if kind is ResponseKind.TIER else found.person
    positions = one_of_each(random, positions, keys[positions])
    positions = choose(random, positions, count, _likely(world, kind, found.take(positions)))
    chosen = found.take(positions)
    result = cases(chosen.person, issued[positions], standing_on(people, chosen.person, issued[positions]))
    result.kind = np.full(count, code_of(kind), np.int8)
    result.result = np.full(count, code_of(OutcomeResult.ELIGIBLE), np.int8)
    result.record, result.started = chosen.record, chosen.started
    return result


def _likely(world: World, kind: ResponseKind, found: Help) -> Array:
    """How likely a warning led to it: more in some places, and of schooling less than there is aid for it."""
    likely = world.places.effects.factor("helped")[world.county[found.person]]
    if kind is ResponseKind.SPECIAL:
        shares = np.array([OF_SPECIAL.get(special, 0) for special in SpecialKind])
        likely = likely * shares[world.grants.kind[found.record]]
    return likely


def _lags(random: Random, world: World, kind: ResponseKind, found: Help) -> Array:
    """Days from warning to assistance; the few draws beyond the longest are spread over the long ones."""
    count = len(found.person)
    table = np.array([LAGS[kind], EMERGENCY_LAG])
    urgent = np.zeros(count, int)
    if kind is ResponseKind.TEMPORARY:
        urgent = (world.events.kind[found.record] == code_of(TemporaryKind.EMERGENCY)).astype(int)
    median, spread, least = table[urgent].T
    median = median * world.places.effects.factor("lags")[world.county[found.person]]
    drawn = np.maximum(np.exp(random.normal(np.log(median), spread)), least)
    long = median + drawn % (LAG_MOST - median)
    return np.where(drawn > LAG_MOST, long, drawn).astype(np.int32)


def mark_entries(people: People, found: Cases) -> None:
    """The recognitions that warnings led to say so, for all members who came in on the same day."""
    recognised = found.take(found.kind == code_of(ResponseKind.TIER))
    start = np.full(int(people.household.max()) + 1, -1, np.int32)
    start[people.household[recognised.person]] = recognised.started
    together = people.last.start == start[people.household]
    came = together & (people.last.entry == code_of(EntryReason.APPLICATION))
    people.last.entry = np.where(came, code_of(EntryReason.WARNING), people.last.entry).astype(np.int8)
