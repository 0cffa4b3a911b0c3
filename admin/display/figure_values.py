"""A figure in the panel: all its digits with the unit, or the state that stands for a blank."""

from __future__ import annotations

from decimal import Decimal

from shared.indicators.indicator_value import IndicatorValue
from shared.locale import CHINESE, current_language


def figure_text(figure: IndicatorValue) -> str:
    """`28,801人`, `17.3‰`, `1,200.00元`; for a blank its state."""
    value, unit = figure.value, figure.indicator.unit
    if value is None:
        return str(figure.state.label)
    digits = f"{value:,.1f}" if unit.is_rate else f"{value:,.2f}" if unit.is_money else f"{value:,.0f}"
    space = "" if unit.is_rate or current_language() == CHINESE else " "
    return f"{digits}{space}{unit.label_after(value)}"


def change_text(figure: IndicatorValue, before: IndicatorValue) -> str:
    """By how much a figure moved, with its sign: `+120`; nothing where one of them is a blank."""
    if figure.value is None or before.value is None:
        return ""
    by = figure.value - before.value
    digits = 1 if figure.indicator.unit.is_rate else 2 if figure.indicator.unit.is_money else 0
    return f"{by:+,.{digits}f}" if round(by, digits) != Decimal(0) else "0"
