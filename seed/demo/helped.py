"""Warnings that led to assistance: attached, some weeks back, to assistance that exists as a record of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from shared.models import EntryReason, ResponseKind, Result, SpecialKind

from . import working_days
from .calibration import REFERENCE
from .cases import Cases, cases, last_day, standing_on
from .days import day
from .draws import Random, choose, code_of, one_of_each
from .frame import Array, Frame
from .people import People
from .world import World

LAG_MEDIAN, LAG_SPREAD, LAG_LEAST, LAG_MOST = 28, 0.75, 3, 120  # days from warning to assistance, ASSUMED
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
        found = _attached(random, world.people, kind, help_given.take(~used[help_given.person]), wanted, year)
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


def _attached(random: Random, people: People, kind: ResponseKind, found: Help, count: int, year: int) -> Cases:
    issued = working_days.before(found.started - _lags(random, len(found)))
    until = min(last_day(year) + INTO_NEXT_YEAR, REFERENCE)
    fits = (issued >= day(year)) & (issued <= last_day(year)) & (found.started <= until)
    fits &= people.born[found.person] < issued - LAG_MOST
    before = people.before.take(found.person)
    if kind is ResponseKind.TIER:
        fits &= (before.tier < 0) | (before.end <= issued)
    positions = np.flatnonzero(fits)
    keys = people.household[found.person] if kind is ResponseKind.TIER else found.person
    positions = choose(random, one_of_each(random, positions, keys[positions]), count)
    chosen = found.take(positions)
    result = cases(chosen.person, issued[positions], standing_on(people, chosen.person, issued[positions]))
    result.kind = np.full(count, code_of(kind), np.int8)
    result.result = np.full(count, code_of(Result.ELIGIBLE), np.int8)
    result.record, result.started = chosen.record, chosen.started
    return result


def _lags(random: Random, count: int) -> Array:
    """Days from warning to assistance; the few draws beyond the longest are spread over the long ones."""
    drawn = np.maximum(np.exp(random.normal(np.log(LAG_MEDIAN), LAG_SPREAD, count)), LAG_LEAST)
    long = LAG_MEDIAN + drawn % (LAG_MOST - LAG_MEDIAN)
    return np.where(drawn > LAG_MOST, long, drawn).astype(np.int32)


def mark_entries(people: People, found: Cases) -> None:
    """The recognitions that warnings led to say so, for all members who came in on the same day."""
    recognised = found.take(found.kind == code_of(ResponseKind.TIER))
    start = np.full(int(people.household.max()) + 1, -1, np.int32)
    start[people.household[recognised.person]] = recognised.started
    together = people.last.start == start[people.household]
    came = together & (people.last.entry == code_of(EntryReason.APPLICATION))
    people.last.entry = np.where(came, code_of(EntryReason.WARNING), people.last.entry).astype(np.int8)
