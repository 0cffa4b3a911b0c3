"""Benefit payments of the last twelve months: one row a household, tier and month."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shared.models import Tier

from .days import day
from .draws import code_of
from .frame import Array, Frame
from .people import People, Spells

YEAR = 2023
MONTHS = [f"{YEAR}-{month:02}" for month in range(1, 13)]
FIRST_DAYS = [day(YEAR, month) for month in range(1, 13)]
PAID = (Tier.TEKUN, Tier.DIBAO)


@dataclass
class Payments(Frame):
    """One payment a row; `month` counts from 0, `tier` is a code of Tier."""

    household: Array
    month: Array
    tier: Array
    fen: Array


def payments(people: People, households: int) -> Payments:
    """Σ monthly amounts of the members in force on the first of each month, by household, then month."""
    paid = np.zeros((households, len(MONTHS), len(PAID)), np.int32)
    for number, first in enumerate(FIRST_DAYS):
        for place, tier in enumerate(PAID):
            for spells in (people.last, people.before):
                paid[:, number, place] += _amounts(people, spells, code_of(tier), first, households)
    household, month, tier_place = np.nonzero(paid)
    tiers = np.array([code_of(tier) for tier in PAID], np.int8)[tier_place]
    return Payments(household.astype(np.int32), month.astype(np.int8), tiers, paid[household, month, tier_place])


def _amounts(people: People, spells: Spells, tier: int, first: int, households: int) -> Array:
    chosen = np.flatnonzero(spells.in_force(first) & (spells.tier == tier))
    return np.bincount(people.household[chosen], spells.fen[chosen], households).astype(np.int32)
