"""Amounts step up with the standards: the first amount of each recognition, and what it became each 1 July.

Steps are kept from July 2023 on, of Suzhou from July 2021 on: those of the three years would be 1.5 million rows more.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seed.demo.regions.villages import Villages
from seed.demo.toolkit.calibration import REFERENCE_DAY
from seed.demo.toolkit.columnar_table import Array, ColumnarTable
from seed.demo.toolkit.day_numbers import day_number
from seed.demo.toolkit.sampling import code_of
from shared.models import Tier

from .benefit_amounts import BenefitAmounts
from .recognitions import Recognitions

PAID_TIERS = (Tier.TEKUN, Tier.DIBAO)
STEP_YEARS = (2021, 2022, 2023)
STEP_DAYS = [day_number(year, 7) for year in STEP_YEARS]
KNOWN_SINCE, KNOWN_LONGER_SINCE = day_number(2022, 7), day_number(2020, 7)  # first amounts are those of that day
LONGER_IN = "3205"  # the city of the demo accounts


@dataclass
class AmountSteps(ColumnarTable):
    """From the month that begins on `day` the recognition (a position) pays `fen`."""

    recognition: Array
    day: Array
    fen: Array


def compute_first_amounts(villages: Villages, recognitions: Recognitions) -> Array:
    """Fen a month of each recognition when it begins, or on the first day from which its amounts are known."""
    last = np.minimum(recognitions.end - 1, REFERENCE_DAY)
    first = np.maximum(recognitions.start, _known_since(villages, recognitions))
    return BenefitAmounts(villages).compute_on(np.minimum(first, last), recognitions)


def compute_amount_steps(villages: Villages, recognitions: Recognitions) -> AmountSteps:
    """The steps of all recognitions, in their order."""
    steps = AmountSteps.concatenate([_steps_of(villages, recognitions, day) for day in STEP_DAYS])
    return steps.take(np.lexsort((steps.day, steps.recognition)))


def is_paid(recognitions: Recognitions) -> Array:
    """Whether each pays a monthly amount."""
    return np.isin(recognitions.spells.tier, [code_of(tier) for tier in PAID_TIERS])


def _steps_of(villages: Villages, recognitions: Recognitions, day: int) -> AmountSteps:
    goes_on = (recognitions.start < day) & (day < recognitions.end) & is_paid(recognitions)
    position = np.flatnonzero(goes_on & (_known_since(villages, recognitions) < day))
    stepping, amounts = recognitions.take(position), BenefitAmounts(villages)
    before, fen = amounts.compute_on(day - 1, stepping), amounts.compute_on(day, stepping)
    changed = before != fen
    return AmountSteps(position[changed], np.full(int(changed.sum()), day, np.int32), fen[changed])


def _known_since(villages: Villages, recognitions: Recognitions) -> Array:
    is_longer = np.char.startswith(villages.code, LONGER_IN)[recognitions.village]
    return np.where(is_longer, KNOWN_LONGER_SINCE, KNOWN_SINCE).astype(np.int32)
