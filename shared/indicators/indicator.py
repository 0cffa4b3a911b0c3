"""Indicators: a name, a unit, and one measure a side. What officials read (indicators.md)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from babel.support import LazyProxy

from .units import Unit


@dataclass(frozen=True)
class Indicator:
    """One figure. Value = numerator (− minus), or factor × numerator / denominator when the unit is a ratio.

    A count may have a denominator too: it is shown beside (20,000 of 67,000), the value stays the count.
    `matures`: days after its period until a figure is complete, as an outcome that takes its time.
    `better`: +1 when more is better, −1 when less is, 0 when neither. `band`: the range the law asks for.
    """

    code: str
    key: str
    name: LazyProxy
    unit: Unit
    numerator: str
    definition: LazyProxy
    source: str
    minus: str = ""
    denominator: str = ""
    factor: int = 1
    better: int = 0
    matures: int = 0
    band: tuple[float, float] | None = None

    @cached_property
    def is_ratio(self) -> bool:
        """Whether the value is a quotient."""
        return self.unit.is_rate or self.unit.value.startswith("yuan_per")

    @cached_property
    def measures(self) -> tuple[str, ...]:
        """Keys of the measures this figure is made of."""
        return tuple(key for key in (self.numerator, self.minus, self.denominator) if key)
