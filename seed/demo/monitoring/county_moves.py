"""The few people who moved to another county between two warnings: one person in the province, one in each county."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seed.demo.province_data import ProvinceData
from seed.demo.toolkit.calibration import YEARS
from seed.demo.toolkit.columnar_table import Array, ColumnarTable
from seed.demo.toolkit.day_numbers import day_number
from seed.demo.toolkit.sampling import Random, choose, sample_between

from .warning_table import WarningTable

TWICE = 2


@dataclass
class CountyMoves(ColumnarTable):
    """Until `day` the person lived with the household `former`, in another county."""

    person: Array
    former: Array
    day: Array


def draw_county_moves(random: Random, province: ProvinceData, warnings: WarningTable, count: int) -> CountyMoves:
    """At most `count` persons who live alone, were never in a tier and were warned about twice in the last year."""
    people = province.people
    recent = warnings.take(np.flatnonzero(warnings.issued >= day_number(YEARS[-1])))
    recent = recent.take(np.flatnonzero(np.bincount(recent.person)[recent.person] == TWICE))
    recent = recent.take(np.lexsort((recent.issued, recent.person)))
    twice = np.flatnonzero(recent.person[1:] == recent.person[:-1])
    person = recent.person[twice]
    lives_alone = np.bincount(people.household)[people.household[person]] == 1
    fits = twice[lives_alone & (people.last.tier[person] < 0)]
    twice = choose(random, fits, min(count, len(fits)))  # a tiny province may have nobody like that
    person, first, second = recent.person[twice], recent.issued[twice], recent.issued[twice + 1]
    return CountyMoves(
        person, _draw_former_households(random, province, person), sample_between(random, first + 1, second + 1, count)
    )


def _draw_former_households(random: Random, province: ProvinceData, person: Array) -> Array:
    """A household in another county for each of the persons: the first that fits in a random row of them."""
    watched = random.permutation(np.flatnonzero(province.people.last.tier < 0))
    neighbours = np.empty(len(person), np.int64)
    for row, county in enumerate(province.county[person]):
        start = row * len(watched) // len(person)
        candidates = watched[start:]
        neighbours[row] = candidates[np.argmax(province.county[candidates] != county)]
    return province.people.household[neighbours]


def villages_of_warnings(province: ProvinceData, warnings: WarningTable, moves: CountyMoves) -> Array:
    """The village each warning was sent to: where the person lived that day."""
    move_day = np.zeros(len(province.people), np.int32)
    previous = province.village.copy()
    move_day[moves.person] = moves.day
    previous[moves.person] = province.households.village[moves.former]
    was_before = warnings.issued < move_day[warnings.person]
    return np.where(was_before, previous[warnings.person], province.village[warnings.person])
