"""The 95 % interval of a share by Wilson's method, and why a figure has one or none.

Records are complete, so no interval speaks of a sample. That of a share says how far the outcome of so many cases may
lie from what would be usual there, by chance alone. A count, an amount and a mean of amounts have none: nobody was
left out, and what makes them uncertain (late entries, corrections) is no chance.
"""

from __future__ import annotations

from decimal import Decimal
from math import sqrt

from shared.locale import lazy as _l

from .control_limits import WARNING as Z_95
from .control_limits import has_limits
from .indicator import Indicator
from .indicator_value import IndicatorValue

WITH_INTERVAL = _l(
    "95% interval by Wilson's method: all records are counted, so it speaks of no sample; it says how far the share of "
    "so many cases may lie by chance from what is usual there."
)
NO_INTERVAL_OF_COUNT = _l(
    "No interval: every record is counted and none is drawn by chance; late entries and corrections move it."
)
NO_INTERVAL_OF_AMOUNTS = _l("No interval: amounts are compared, not cases of which each counts as one.")
NO_INTERVAL_OF_DAYS = _l("No interval: it is read from the days of all that are counted.")


def wilson_interval(count: int, total: int) -> tuple[float, float]:
    """Between which shares, as parts of one, that of `count` in `total` lies. Wilson (1927), without correction."""
    share, square = count / total, Z_95 * Z_95
    centre = share + square / (2 * total)
    spread = Z_95 * sqrt(share * (1 - share) / total + square / (4 * total * total))
    scale = 1 + square / total
    low, high = (centre - spread) / scale, (centre + spread) / scale
    return (low if count else 0.0), (high if count < total else 1.0)


def interval_of(value: IndicatorValue) -> tuple[Decimal, Decimal] | None:
    """The interval in the unit of the figure; None where there is none to give."""
    count, total = value.numerator or 0, value.denominator or 0
    if value.value is None or not has_limits(value.indicator) or not 0 <= count <= total or not total:
        return None
    low, high = (Decimal(str(round(value.indicator.factor * end, 6))) for end in wilson_interval(count, total))
    return low, high


def explain_interval(one: Indicator) -> str:
    """Why a figure has an interval, or none."""
    if has_limits(one):
        return str(WITH_INTERVAL)
    if one.percentile:
        return str(NO_INTERVAL_OF_DAYS)
    return str(NO_INTERVAL_OF_AMOUNTS if one.is_ratio else NO_INTERVAL_OF_COUNT)
