"""Dynamic monitoring of three years: warnings, what came of them, and who moved house between two of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .calibration import YEARS, Scale
from .cases import DIED_SHARE, Cases, died, overdue, repeated, unassisted
from .checks import check, find_eligible, leave_open, visits
from .draws import Random, stream
from .facts import facts
from .frame import Array
from .helped import helped, mark_entries
from .moves import Moves, moves, villages
from .risks import risks
from .world import World

THIRD = 0.09  # ASSUMED share of repeated warnings that are a third one


@dataclass
class Monitoring:
    """All warnings in order of place, with the village each was sent to, and their visits."""

    cases: Cases
    village: Array
    facts: Array
    visited: Array
    planned: Array
    done: Array
    moves: Moves


def monitoring(seed: int, world: World, scale: Scale) -> Monitoring:
    """The warnings of all years; the last year is drawn first because its counts are published."""
    random = stream(seed, "monitoring")
    used = np.zeros(len(world.people), bool)
    found = Cases.joined([_year(random, world, scale, year, used) for year in reversed(YEARS)])
    mark_entries(world.people, found)
    moved = moves(random, world, found, scale.target("movers"))
    village = villages(world, found, moved)
    order = np.lexsort((found.issued, village))
    found, village = found.take(order), village[order]
    return Monitoring(found, village, facts(random, world.people, found), *visits(random, found), moved)


def _year(random: Random, world: World, scale: Scale, year: int, used: Array) -> Cases:
    """The warnings of one year: exactly so many persons, assisted persons, eligible persons and warnings."""
    warned, assisted, eligible, warnings = (
        scale.target(f"{word}_{year}") for word in ("warned", "assisted", "eligible", "warnings")
    )
    parts = [helped(random, world, assisted, year, used)]
    parts.append(_except(died(random, world.people, round(warned * DIED_SHARE), year), parts))
    for part in parts:
        _look_into(random, world, part)
    if year == YEARS[-1]:
        forgotten = overdue(random, world, scale, _free(world, parts))
        forgotten.risk = risks(random, world.people, forgotten, world.grants)
        leave_open(forgotten)
        parts.append(forgotten)
    others = unassisted(random, world, warned - _count(parts), year, _free(world, parts))
    _look_into(random, world, others)
    find_eligible(random, world, others, eligible - assisted)
    first = Cases.joined([*parts, others])
    return Cases.joined([first, *_again(random, world, first, warnings - warned, year)])


def _again(random: Random, world: World, first: Cases, count: int, year: int) -> list[Cases]:
    """A second warning about some persons, a third about a few of them."""
    before = np.zeros(len(world.people), np.int32)
    before[first.person] = first.issued
    third = round(count * THIRD)
    twice = repeated(random, world.people, first, count - third, year, before)
    _look_into(random, world, twice)
    thrice = repeated(random, world.people, twice, third, year, before)
    _look_into(random, world, thrice)
    return [twice, thrice]


def _look_into(random: Random, world: World, found: Cases) -> None:
    found.risk = risks(random, world.people, found, world.grants)
    check(random, world, found)


def _count(parts: list[Cases]) -> int:
    return sum(len(part) for part in parts)


def _free(world: World, parts: list[Cases]) -> Array:
    """Who was not warned about yet in the year."""
    free = np.ones(len(world.people), bool)
    for part in parts:
        free[part.person] = False
    return free


def _except(part: Cases, others: list[Cases]) -> Cases:
    return part.take(~np.isin(part.person, np.concatenate([other.person for other in others])))
