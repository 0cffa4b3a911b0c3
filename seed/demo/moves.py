"""The few people who moved to another county between two warnings: one person in the province, one in each county."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .calibration import YEARS
from .cases import Cases
from .days import day
from .draws import Random, between, choose
from .frame import Array, Frame
from .world import World

TWICE = 2


@dataclass
class Moves(Frame):
    """Until `day` the person lived with the household `former`, in another county."""

    person: Array
    former: Array
    day: Array


def moves(random: Random, world: World, found: Cases, count: int) -> Moves:
    """At most `count` persons who live alone, were never in a tier and were warned about twice in the last year."""
    people = world.people
    recent = found.take(np.flatnonzero(found.issued >= day(YEARS[-1])))
    recent = recent.take(np.flatnonzero(np.bincount(recent.person)[recent.person] == TWICE))
    recent = recent.take(np.lexsort((recent.issued, recent.person)))
    twice = np.flatnonzero(recent.person[1:] == recent.person[:-1])
    person = recent.person[twice]
    alone = np.bincount(people.household)[people.household[person]] == 1
    fits = twice[alone & (people.last.tier[person] < 0)]
    twice = choose(random, fits, min(count, len(fits)))  # a tiny province may have nobody like that
    person, first, second = recent.person[twice], recent.issued[twice], recent.issued[twice + 1]
    return Moves(person, _former(random, world, person), between(random, first + 1, second + 1, count))


def _former(random: Random, world: World, person: Array) -> Array:
    """A household in another county for each of the persons: the first that fits in a random row of them."""
    watched = random.permutation(np.flatnonzero(world.people.last.tier < 0))
    found = np.empty(len(person), np.int64)
    for row, county in enumerate(world.county[person]):
        start = row * len(watched) // len(person)
        there = watched[start:]
        found[row] = there[np.argmax(world.county[there] != county)]
    return world.people.household[found]


def villages(world: World, found: Cases, moved: Moves) -> Array:
    """The village each warning was sent to: where the person lived that day."""
    move_day = np.zeros(len(world.people), np.int32)
    before = world.village.copy()
    move_day[moved.person] = moved.day
    before[moved.person] = world.homes.village[moved.former]
    there = found.issued < move_day[found.person]
    return np.where(there, before[found.person], world.village[found.person])
