"""Dynamic monitoring of three years: warnings, what came of them, and who moved house between two of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .calibration import YEARS, Scale
from .cases import DIED_SHARE, Cases, died, overdue, repeated, unassisted
from .checks import check, find_eligible, open_before_due, risks, visits
from .draws import Random, stream
from .frame import Array
from .helped import helped, mark_entries
from .moves import Moves, moves, villages
from .world import World


@dataclass
class Monitoring:
    """All warnings in order of place, with the village each was sent to, and their visits."""

    cases: Cases
    village: Array
    risk: Array
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
    return Monitoring(found, village, risks(random, world, found), *visits(random, found), moved)


def _year(random: Random, world: World, scale: Scale, year: int, used: Array) -> Cases:
    """The warnings of one year: exactly so many persons, assisted persons, eligible persons and warnings."""
    warned, assisted, eligible, warnings = (
        scale.target(f"{word}_{year}") for word in ("warned", "assisted", "eligible", "warnings")
    )
    parts = [helped(random, world, assisted, year, used)]
    parts.append(_except(died(random, world.people, round(warned * DIED_SHARE), year), parts))
    if year == YEARS[-1]:
        parts.append(overdue(random, world, scale, _free(world, parts)))
    for part, stays_open in zip(parts, (False, False, True), strict=False):
        check(random, part, stay_open=np.full(len(part), stays_open))
    others = unassisted(random, world.people, warned - _count(parts), year, _free(world, parts))
    check(random, others, stay_open=open_before_due(random, others))
    find_eligible(random, others, eligible - assisted)
    first = Cases.joined([*parts, others])
    again = repeated(random, world.people, first, warnings - warned, year)
    check(random, again, stay_open=open_before_due(random, again))
    return Cases.joined([first, again])


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
