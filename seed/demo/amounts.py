"""Monthly amounts: dibao pays the difference between standard and income; tekun a multiple of the standard and care.

Shares are assumptions; standards are the published ones of the city where there is one (calibration.py).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shared.models import Tier

from .draws import Random, code_of, rounded
from .frame import Array
from .geography import Places
from .people import Homes, People

YUAN = 100
LEAST_DIBAO = 50 * YUAN  # ASSUMED
CARE_SHARES = np.array([0.1, 0.2, 0.4])  # of the dibao standard: full, partial, no self-care (南通 2023)


@dataclass(frozen=True)
class Amounts:
    """Amounts under the standards of the places."""

    places: Places

    def monthly(self, random: Random, tier: Array, people: People, homes: Homes) -> Array:
        """Fen a month for each person standing in `tier`; 0 in the tiers that pay no monthly amount."""
        standard = self.places.dibao_fen[homes.village[people.household]]
        income_share = random.beta(1.6, 2.6, len(homes))[people.household]
        dibao = np.maximum(rounded(standard * (1 - income_share), YUAN), LEAST_DIBAO)
        multiple = random.choice([1.3, 1.35, 1.4, 1.5], len(homes), p=[0.6, 0.15, 0.15, 0.1])[people.household]
        care = np.where(people.care >= 0, CARE_SHARES[people.care], 0.1)
        tekun = rounded(standard * (multiple + care), YUAN)
        choices = [tier == code_of(Tier.DIBAO), tier == code_of(Tier.TEKUN)]
        return np.select(choices, [dibao, tekun], 0).astype(np.int32)
