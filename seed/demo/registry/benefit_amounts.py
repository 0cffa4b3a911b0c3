"""Monthly amounts: dibao pays the difference between standard and income; tekun the basic standard and care.

Shares are assumptions; standards are those of the database's own table where it has them (standards.py).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seed.demo.regions.county_effects import shift_share
from seed.demo.regions.villages import Villages
from seed.demo.toolkit.calibration import REFERENCE_DAY
from seed.demo.toolkit.columnar_table import Array
from seed.demo.toolkit.sampling import Random, code_of, round_to_step
from shared.models import SupportPlace, Tier
from shared.parsing.amounts import FEN_PER_YUAN

from .people_and_households import Households, People, Spells
from .recognitions import Recognitions

MIN_DIBAO_SHARE = 0.07  # ASSUMED least amount, of the standard
CARE_SHARES = np.array([0.1, 0.2, 0.4])  # of the dibao standard: full, partial, no self-care (南通 2023)
CARE_SHARES_IN_INSTITUTION = np.array([0.15, 0.35, 0.7])  # ASSUMED in an institution
MEAN_INCOME_SHARE, INCOME_CONCENTRATION = 0.38, 4.2  # ASSUMED: mean income of a dibao family, of the standard


@dataclass(frozen=True)
class BenefitAmounts:
    """Amounts under the standards of the villages."""

    villages: Villages

    def draw_last(self, random: Random, spells: Spells, people: People, households: Households) -> Array:
        """Fen a month for each person on the last day of the spell; 0 in the tiers that pay no monthly amount."""
        village, last = households.village[people.household], _last_days_in_force(spells)
        standard = self.villages.standards.dibao_on(village, last)
        mean = shift_share(MEAN_INCOME_SHARE, self.villages.effects.shift("income"))[
            self.villages.county[households.village]
        ]
        income = random.beta(mean * INCOME_CONCENTRATION, (1 - mean) * INCOME_CONCENTRATION)[people.household]
        dibao = np.maximum(round_to_step(standard * (1 - income), FEN_PER_YUAN), self._round_minimum(standard))
        inside = people.support == code_of(SupportPlace.INSTITUTION)
        care = np.where(inside, CARE_SHARES_IN_INSTITUTION[people.care], CARE_SHARES[people.care])
        basic = self.villages.standards.tekun_on(village, last)
        return _select_by_tier(spells, dibao, basic + round_to_step(standard * care, FEN_PER_YUAN))

    def compute_on(self, day: Array | int, recognitions: Recognitions) -> Array:
        """Fen a month under the standard of a day: dibao moves with the standard, tekun in proportion to it."""
        standards, spells = self.villages.standards, recognitions.spells
        village, home, end = recognitions.village, recognitions.home, _last_days_in_force(spells)
        then, last = standards.dibao_on(village, day), standards.dibao_on(home, end)
        dibao = np.maximum(spells.fen + then - last, self._round_minimum(then))
        basic_then, basic_last = standards.tekun_on(village, day), standards.tekun_on(home, end)
        care = round_to_step((spells.fen - basic_last).clip(min=0) * then / last, FEN_PER_YUAN)
        return _select_by_tier(spells, dibao, basic_then + care)

    def _round_minimum(self, standard: Array) -> Array:
        return round_to_step(standard * MIN_DIBAO_SHARE, 10 * FEN_PER_YUAN)


def _last_days_in_force(spells: Spells) -> Array:
    return np.minimum(spells.end - 1, REFERENCE_DAY)


def _select_by_tier(spells: Spells, dibao: Array, tekun: Array) -> Array:
    choices = [spells.tier == code_of(Tier.DIBAO), spells.tier == code_of(Tier.TEKUN)]
    return np.select(choices, [dibao, tekun], 0).astype(np.int32)
