"""Movers: figures that changed more from one month to the next than they usually do.

The change is compared with the changes before it (`robust_statistics`). Counts waver by their square root even where
nothing happened, shares by their standard error: a smaller deviation is not asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from .indicator_value import IndicatorValue
from .robust_statistics import UNUSUAL, centre_and_deviation

MIN_CHANGES = 6
"""Changes that must be known to say what is usual."""
MIN_MONTHS = MIN_CHANGES + 2
"""Months that must be known: one more than those changes, and the one that is asked about."""


@dataclass(frozen=True)
class Mover:
    """A figure that changed unusually: now, in the month before, and by how many units of what is usual."""

    now: IndicatorValue
    before: IndicatorValue
    score: float

    @property
    def change(self) -> Decimal:
        """By how much."""
        return (self.now.value or Decimal(0)) - (self.before.value or Decimal(0))

    @property
    def is_unusual(self) -> bool:
        """Whether it is more than what is usual."""
        return abs(self.score) >= UNUSUAL


def find_movers(series: Iterable[Sequence[IndicatorValue]]) -> list[Mover]:
    """Those of some figures, each month by month and the latest last, that moved unusually; the strongest first."""
    return [one for one in measure_moves(series) if one.is_unusual]


def measure_moves(series: Iterable[Sequence[IndicatorValue]]) -> list[Mover]:
    """How unusual the last changes of some figures are, as far as that can be said; the strongest first."""
    movers = [mover for values in series if (mover := measure_move(values))]
    return sorted(movers, key=lambda one: (-abs(one.score), one.now.indicator.key, one.now.region_code))


def measure_move(values: Sequence[IndicatorValue]) -> Mover | None:
    """How unusual the last change of a figure is; None while too little is known, or it rests on too few."""
    known = [one for one in values if one.is_rankable]
    if len(known) < MIN_MONTHS or list(values[-2:]) != known[-2:]:
        return None
    numbers = [float(one.value or 0) for one in known]
    *changes, last = (later - earlier for earlier, later in pairwise(numbers))
    usual, spread = centre_and_deviation(changes)
    return Mover(values[-1], values[-2], (last - usual) / max(spread, _noise(values[-2])))


def _noise(value: IndicatorValue) -> float:
    """The standard deviation that chance alone gives: of a count its root, of a share that of a binomial."""
    number = float(value.value or 0)
    if value.indicator.unit.is_rate and value.indicator.factor and value.denominator:
        share = min(max(number / value.indicator.factor, 0.0), 1.0)
        return max(value.indicator.factor * (share * (1 - share) / value.denominator) ** 0.5, 0.1)
    return max(number, 1.0) ** 0.5 if not value.indicator.is_ratio else max(abs(number) / 100, 0.1)
