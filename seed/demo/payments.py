"""Benefit payments of the last twelve months: one row a household, tier and month."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shared.models import Tier

from .amounts import Amounts
from .days import day
from .draws import code_of
from .frame import Array, Frame
from .people import Spells
from .world import World

YEAR = 2023
MONTHS = [f"{YEAR}-{month:02}" for month in range(1, 13)]
FIRST_DAYS = [day(YEAR, month) for month in range(1, 13)]
LAST_RISE = day(YEAR, 7)
PAID = (Tier.TEKUN, Tier.DIBAO)


@dataclass
class Payments(Frame):
    """One payment a row; `month` counts from 0, `tier` is a code of Tier."""

    household: Array
    month: Array
    tier: Array
    fen: Array


def payments(world: World) -> Payments:
    """Σ amounts of the members in force on the first of each month under its standard, by household, then month."""
    paid = np.zeros((len(world.homes), len(MONTHS), len(PAID)), np.int32)
    amounts = Amounts(world.places)
    for spells in (world.people.last, world.people.before):
        earlier, now = (amounts.on(on, spells, world.village) for on in (FIRST_DAYS[0], LAST_RISE))
        for number, first in enumerate(FIRST_DAYS):
            fen = earlier if first < LAST_RISE else now
            for place, tier in enumerate(PAID):
                paid[:, number, place] += _amounts(world, spells, fen, code_of(tier), first)
    household, month, tier_place = np.nonzero(paid)
    tiers = np.array([code_of(tier) for tier in PAID], np.int8)[tier_place]
    return Payments(household.astype(np.int32), month.astype(np.int8), tiers, paid[household, month, tier_place])


def _amounts(world: World, spells: Spells, fen: Array, tier: int, first: int) -> Array:
    chosen = np.flatnonzero(spells.in_force(first) & (spells.tier == tier))
    return np.bincount(world.people.household[chosen], fen[chosen], len(world.homes)).astype(np.int32)
