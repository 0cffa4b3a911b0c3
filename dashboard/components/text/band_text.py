"""The band that the law asks for, as text."""

from __future__ import annotations

from collections.abc import Iterable

from shared.indicators.indicator_value import IndicatorValue
from shared.locale import _


def format_bands(values: Iterable[IndicatorValue]) -> str:
    """The limits in percent; the bands one after another where regions have different ones."""
    bands = sorted({value.band for value in values if value.band})
    return _("; ").join(f"{low.normalize():f}–{high.normalize():f}%" for low, high in bands)
