"""Values of indicators as a page loaded them, found by indicator, region, period and category."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from shared.clock import Period
from shared.indicators.cube_snapshot import CubeSnapshot
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.values import empty_value


class IndicatorValues:
    """Totals, or the values of the categories of one dimension."""

    def __init__(self, loaded: Iterable[IndicatorValue], dimension: str, as_of: CubeSnapshot) -> None:
        """Index what was loaded; `dimension` is empty for totals."""
        self._dimension, self._as_of = dimension, as_of
        self._values = {(v.indicator.key, v.region_code, v.period, v.dimension.partition("=")[2]): v for v in loaded}

    def hides(self, region: str) -> bool:
        """Whether some of the values of a region are not shown to the reader."""
        return any(value.is_suppressed for (_key, code, *_), value in self._values.items() if code == region)

    def total(self, key: str, region: str, period: Period) -> IndicatorValue:
        """The value of the indicator, of all categories together."""
        return self._values[key, region, period, ""]

    def category_value(self, key: str, region: str, period: Period, category: str) -> IndicatorValue:
        """The value of one category, also of one that occurs nowhere."""
        value = self._values.get((key, region, period, category))
        return value or empty_value(key, region, period, f"{self._dimension}={category}", self._as_of)

    def value_or_zero(self, key: str, region: str, period: Period, category: str = "") -> Decimal:
        """The number, 0 for a blank: for charts and for sorting."""
        if self._dimension:
            return self.category_value(key, region, period, category).value or Decimal(0)
        return self.total(key, region, period).value or Decimal(0)

    def categories(self, key: str) -> list[str]:
        """The categories that occur for an indicator."""
        return sorted({category for indicator, _region, _period, category in self._values if indicator == key})


def count_failed(indicator_value: IndicatorValue) -> int:
    """The part of the denominator that is not in the numerator."""
    return (indicator_value.denominator or 0) - (indicator_value.numerator or 0)
