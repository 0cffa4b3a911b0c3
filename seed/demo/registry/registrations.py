"""Where people are registered: mostly where they live; some of those who moved to another county moved it later."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seed.demo.toolkit import office_days
from seed.demo.toolkit.calibration import REFERENCE_DAY
from seed.demo.toolkit.columnar_table import Array
from seed.demo.toolkit.sampling import Random, sample_between

from .recognitions import HouseholdMoves
from .registry import Registry

ELSEWHERE_SHARE = 0.02  # ASSUMED share of people who live in another village of the county than they are registered in
FOLLOWS_SHARE = 0.6  # ASSUMED share of families that moved whose registration moved too, within these days
DAYS_AFTER_MOVE = (5, 38)


@dataclass
class Registrations:
    """Villages by person today (`now`); the persons whose registration moved on `day`, and from where (`former`)."""

    now: Array
    person: Array
    former: Array
    day: Array


def draw_registrations(random: Random, registry: Registry, moves: HouseholdMoves) -> Registrations:
    """Registrations of today and those before."""
    now, county = registry.village.copy(), registry.villages.county
    neighbour = np.clip(now + 1, 0, len(county) - 1)
    elsewhere = (random.random(len(now)) < ELSEWHERE_SHARE) & (county[neighbour] == county[now])
    now[elsewhere] = neighbour[elsewhere]
    move_of = np.full(len(registry.households), -1)
    move_of[moves.household] = np.arange(len(moves))
    follows = random.random(len(moves)) < FOLLOWS_SHARE
    moved = np.flatnonzero(move_of[registry.people.household] >= 0)
    move = move_of[registry.people.household[moved]]
    stays = moved[~follows[move]]
    now[stays] = moves.former[move_of[registry.people.household[stays]]]
    person, move = moved[follows[move]], move[follows[move]]
    now[person] = registry.village[person]
    day = office_days.on_or_after(moves.day + sample_between(random, *DAYS_AFTER_MOVE, len(moves)))
    day = np.minimum(day, REFERENCE_DAY)[move]
    born_before = registry.people.born[person] < day
    person, move, day = person[born_before], move[born_before], day[born_before]
    return Registrations(now, person, moves.former[move], day)
