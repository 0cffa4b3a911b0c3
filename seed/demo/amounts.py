"""Monthly amounts: dibao pays the difference between standard and income; tekun the basic standard and care.

Shares are assumptions; standards are those of the database's own table where it has them (standards.py).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shared.models import SupportPlace, Tier

from .calibration import REFERENCE
from .draws import Random, code_of, rounded
from .effects import shifted
from .frame import Array
from .geography import Places
from .people import Homes, People, Spells

YUAN = 100
LEAST_DIBAO = 0.07  # ASSUMED least amount, of the standard
CARE_SHARES = np.array([0.1, 0.2, 0.4])  # of the dibao standard: full, partial, no self-care (南通 2023)
CARE_INSIDE = np.array([0.15, 0.35, 0.7])  # ASSUMED in an institution
INCOME_SHARE, CERTAINTY = 0.38, 4.2  # ASSUMED: mean income of a dibao family, of the standard


@dataclass(frozen=True)
class Amounts:
    """Amounts under the standards of the places."""

    places: Places

    def monthly(self, random: Random, spells: Spells, people: People, homes: Homes) -> Array:
        """Fen a month for each person on the last day of the spell; 0 in the tiers that pay no monthly amount."""
        village, last = homes.village[people.household], _last_days(spells)
        standard = self.places.standards.dibao_on(village, last)
        mean = shifted(INCOME_SHARE, self.places.effects.shift("income"))[self.places.county[homes.village]]
        income = random.beta(mean * CERTAINTY, (1 - mean) * CERTAINTY)[people.household]
        dibao = np.maximum(rounded(standard * (1 - income), YUAN), self._least(standard))
        inside = people.support == code_of(SupportPlace.INSTITUTION)
        care = np.where(inside, CARE_INSIDE[people.care], CARE_SHARES[people.care])
        basic = self.places.standards.tekun_on(village, last)
        return _by_tier(spells, dibao, basic + rounded(standard * care, YUAN))

    def on(self, day: int, spells: Spells, village: Array) -> Array:
        """Fen a month under the standard of a day: dibao moves with the standard, tekun in proportion to it."""
        known, end = self.places.standards, _last_days(spells)
        then, last = known.dibao_on(village, day), known.dibao_on(village, end)
        dibao = np.maximum(spells.fen + then - last, self._least(then))
        basic_then, basic_last = known.tekun_on(village, day), known.tekun_on(village, end)
        care = rounded((spells.fen - basic_last).clip(min=0) * then / last, YUAN)
        return _by_tier(spells, dibao, basic_then + care)

    def _least(self, standard: Array) -> Array:
        return rounded(standard * LEAST_DIBAO, 10 * YUAN)


def _last_days(spells: Spells) -> Array:
    return np.minimum(spells.end - 1, REFERENCE)


def _by_tier(spells: Spells, dibao: Array, tekun: Array) -> Array:
    choices = [spells.tier == code_of(Tier.DIBAO), spells.tier == code_of(Tier.TEKUN)]
    return np.select(choices, [dibao, tekun], 0).astype(np.int32)
