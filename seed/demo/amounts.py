"""Monthly amounts: dibao pays the difference between standard and income; tekun a multiple of the standard and care.

Shares are assumptions; standards are the published ones of the city where there is one (calibration.py).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shared.models import Tier

from .calibration import REFERENCE
from .draws import Random, code_of, rounded
from .frame import Array
from .geography import Places
from .people import Homes, People, Spells

YUAN = 100
LEAST_DIBAO = 50 * YUAN  # ASSUMED
CARE_SHARES = np.array([0.1, 0.2, 0.4])  # of the dibao standard: full, partial, no self-care (南通 2023)


@dataclass(frozen=True)
class Amounts:
    """Amounts under the standards of the places."""

    places: Places

    def monthly(self, random: Random, spells: Spells, people: People, homes: Homes) -> Array:
        """Fen a month for each person on the last day of the spell; 0 in the tiers that pay no monthly amount."""
        standard = self.places.standard_on(homes.village[people.household], _last_days(spells))
        income_share = random.beta(1.6, 2.6, len(homes))[people.household]
        dibao = np.maximum(rounded(standard * (1 - income_share), YUAN), LEAST_DIBAO)
        multiple = random.choice([1.3, 1.35, 1.4, 1.5], len(homes), p=[0.6, 0.15, 0.15, 0.1])[people.household]
        care = np.where(people.care >= 0, CARE_SHARES[people.care], 0.1)
        return _by_tier(spells, dibao, rounded(standard * (multiple + care), YUAN))

    def on(self, day: int, spells: Spells, village: Array) -> Array:
        """Fen a month under the standard of a day: dibao moves with the standard, tekun in proportion to it."""
        then, last = self.places.standard_on(village, day), self.places.standard_on(village, _last_days(spells))
        dibao = np.maximum(spells.fen + then - last, LEAST_DIBAO)
        return _by_tier(spells, dibao, rounded(spells.fen * then / last, YUAN))


def _last_days(spells: Spells) -> Array:
    return np.minimum(spells.end - 1, REFERENCE)


def _by_tier(spells: Spells, dibao: Array, tekun: Array) -> Array:
    choices = [spells.tier == code_of(Tier.DIBAO), spells.tier == code_of(Tier.TEKUN)]
    return np.select(choices, [dibao, tekun], 0).astype(np.int32)
