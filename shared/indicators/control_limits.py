"""Control limits of a share: how far those of few may lie from the mean by chance alone."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from .indicator import Indicator
from .indicator_value import IndicatorValue

WARNING, ACTION = 1.96, 3.09  # standard errors: 95 % and 99.8 % of all shares of one mean lie within


@dataclass(frozen=True)
class ControlLimits:
    """Around which mean shares vary, as a part of one; `factor` makes it the unit of the figure."""

    mean: float
    factor: int

    def interval(self, count: float, errors: float) -> tuple[float, float]:
        """Between which values a share of so many lies, as far as chance goes: never below none or above all."""
        spread = errors * sqrt(self.mean * (1 - self.mean) / count)
        return self.factor * max(0.0, self.mean - spread), self.factor * min(1.0, self.mean + spread)

    def distance(self, value: IndicatorValue) -> float:
        """How many standard errors a share lies above or below the mean."""
        count = value.denominator or 0
        error = sqrt(self.mean * (1 - self.mean) / count) if count else 0
        return ((value.numerator or 0) / count - self.mean) / error if error else 0.0


def has_limits(one: Indicator) -> bool:
    """Whether a figure is a share of counted ones: money in money has no such limits."""
    return one.unit.is_rate and not one.band


def derive_limits(whole: IndicatorValue) -> ControlLimits | None:
    """The limits around the value of the whole; None where nothing varies or nothing is known, or all is not over."""
    if whole.is_waiting or not has_limits(whole.indicator) or not whole.denominator:
        return None
    if not 0 < (whole.numerator or 0) < whole.denominator:
        return None
    return ControlLimits((whole.numerator or 0) / whole.denominator, whole.indicator.factor)
