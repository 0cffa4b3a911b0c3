"""Benefit payments of the last twelve months: one row a household, tier and month."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seed.demo.registry.amount_steps import PAID_TIERS, is_paid
from seed.demo.registry.benefit_amounts import BenefitAmounts
from seed.demo.registry.recognitions import HouseholdMoves, Recognitions
from seed.demo.registry.registry import Registry
from seed.demo.toolkit.columnar_table import Array, ColumnarTable
from seed.demo.toolkit.day_numbers import NO_DAY, day_number
from seed.demo.toolkit.sampling import code_of

PAYMENT_YEAR = 2023
PAYMENT_MONTHS = [f"{PAYMENT_YEAR}-{month:02}" for month in range(1, 13)]
FIRSTS_OF_MONTHS = np.array([day_number(PAYMENT_YEAR, month) for month in range(1, 13)], np.int32)
LAST_RISE = day_number(PAYMENT_YEAR, 7)


@dataclass
class Payments(ColumnarTable):
    """One payment a row, where the household was paid; `month` counts from 0, `tier` is a code of Tier."""

    household: Array
    village: Array
    month: Array
    tier: Array
    fen: Array


def compute_payments(registry: Registry, recognitions: Recognitions, moves: HouseholdMoves) -> Payments:
    """Σ amounts of the members in force on the first of each month under its standard, by household, then month."""
    paid = np.zeros((len(registry.households), len(PAYMENT_MONTHS), len(PAID_TIERS)), np.int32)
    due = recognitions.take(np.flatnonzero(is_paid(recognitions) & (recognitions.end > FIRSTS_OF_MONTHS[0])))
    amounts = BenefitAmounts(registry.villages)
    earlier, now = (amounts.compute_on(day, due) for day in (int(FIRSTS_OF_MONTHS[0]), LAST_RISE))
    for number, first in enumerate(FIRSTS_OF_MONTHS.tolist()):
        for position, tier in enumerate(PAID_TIERS):
            chosen = np.flatnonzero(due.in_force(first) & (due.spells.tier == code_of(tier)))
            fen = (earlier if first < LAST_RISE else now)[chosen]
            paid[:, number, position] = np.bincount(due.household[chosen], fen, len(paid))
    household, month, tier_position = np.nonzero(paid)
    tiers = np.array([code_of(tier) for tier in PAID_TIERS], np.int8)[tier_position]
    village = _villages_of_payments(registry, moves, household, month)
    return Payments(
        household.astype(np.int32), village, month.astype(np.int8), tiers, paid[household, month, tier_position]
    )


def _villages_of_payments(registry: Registry, moves: HouseholdMoves, household: Array, month: Array) -> Array:
    """Where each household was paid in the month."""
    paid_here_from = np.full(len(registry.households), -NO_DAY, np.int32)
    paid_here_from[moves.household] = moves.paid_from
    former = registry.households.village.copy()
    former[moves.household] = moves.former
    is_here = paid_here_from[household] <= FIRSTS_OF_MONTHS[month]
    return np.where(is_here, registry.households.village[household], former[household])
