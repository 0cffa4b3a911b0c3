"""The band that the law asks for, as text."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from shared.indicators.indicator_value import IndicatorValue
from shared.locale import _


def format_bands(values: Iterable[IndicatorValue]) -> str:
    """The limits in percent, or the least multiple; the bands one after another where regions have different ones."""
    bands = sorted({value.band for value in values if value.band})
    return _("; ").join(_format_band(*band) for band in bands)


def _format_band(low: Decimal, high: Decimal) -> str:
    if high.is_infinite():
        return _("at least {least} times").format(least=f"{low.normalize():f}")
    return f"{low.normalize():f}–{high.normalize():f}%"
