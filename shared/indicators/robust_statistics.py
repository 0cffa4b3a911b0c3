"""What is unusual among numbers, by measures that one odd number does not spoil.

Iglewicz and Hoaglin, "How to detect and handle outliers", 1993: a number is an outlier from 3.5 deviations on, where
the deviation is the median absolute one (MAD), scaled to what it is in a normal distribution.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

UNUSUAL = 3.5
MAD_TO_DEVIATION = 1.4826  # of a normal distribution


def centre_and_deviation(numbers: Sequence[float]) -> tuple[float, float]:
    """The median of some numbers, and how far they usually lie from it."""
    middle = median(numbers)
    return middle, MAD_TO_DEVIATION * median(abs(number - middle) for number in numbers)
