"""Benefit payments of the last twelve months: one row a household, tier and month."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seed.demo.registry.benefit_amounts import BenefitAmounts
from seed.demo.registry.people_and_households import Spells
from seed.demo.registry.registry import Registry
from seed.demo.toolkit.columnar_table import Array, ColumnarTable
from seed.demo.toolkit.day_numbers import day_number
from seed.demo.toolkit.sampling import code_of
from shared.models import Tier

PAYMENT_YEAR = 2023
PAYMENT_MONTHS = [f"{PAYMENT_YEAR}-{month:02}" for month in range(1, 13)]
FIRSTS_OF_MONTHS = [day_number(PAYMENT_YEAR, month) for month in range(1, 13)]
LAST_RISE = day_number(PAYMENT_YEAR, 7)
PAID_TIERS = (Tier.TEKUN, Tier.DIBAO)


@dataclass
class Payments(ColumnarTable):
    """One payment a row; `month` counts from 0, `tier` is a code of Tier."""

    household: Array
    month: Array
    tier: Array
    fen: Array


def compute_payments(registry: Registry) -> Payments:
    """Σ amounts of the members in force on the first of each month under its standard, by household, then month."""
    paid = np.zeros((len(registry.households), len(PAYMENT_MONTHS), len(PAID_TIERS)), np.int32)
    amounts = BenefitAmounts(registry.villages)
    for spells in (registry.people.last, registry.people.previous):
        earlier, now = (amounts.compute_on(on, spells, registry.village) for on in (FIRSTS_OF_MONTHS[0], LAST_RISE))
        for number, first in enumerate(FIRSTS_OF_MONTHS):
            fen = earlier if first < LAST_RISE else now
            for position, tier in enumerate(PAID_TIERS):
                paid[:, number, position] += _sum_by_household(registry, spells, fen, code_of(tier), first)
    household, month, tier_position = np.nonzero(paid)
    tiers = np.array([code_of(tier) for tier in PAID_TIERS], np.int8)[tier_position]
    return Payments(household.astype(np.int32), month.astype(np.int8), tiers, paid[household, month, tier_position])


def _sum_by_household(registry: Registry, spells: Spells, fen: Array, tier: int, first: int) -> Array:
    selected = np.flatnonzero(spells.in_force(first) & (spells.tier == tier))
    return np.bincount(registry.people.household[selected], fen[selected], len(registry.households)).astype(np.int32)
