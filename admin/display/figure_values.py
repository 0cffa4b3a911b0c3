"""A figure in the panel: all its digits with the unit, or the state that stands for a blank."""

from __future__ import annotations

from decimal import Decimal

from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.rounding import round_half_up
from shared.indicators.units import Unit
from shared.locale import CHINESE, current_language


def figure_text(figure: IndicatorValue) -> str:
    """`28,801人`, `17.3‰`, `1,200.00元`; for a blank its state."""
    value, unit = figure.value, figure.indicator.unit
    if value is None:
        return str(figure.state.label)
    space = "" if unit.is_rate or current_language() == CHINESE else " "
    number = _with_minus(f"{_round(value, unit):,}")
    return f"{number}{space}{unit.label_after(value)}"


def change_text(figure: IndicatorValue, before: IndicatorValue) -> str:
    """By how much a figure moved, with its sign: `+120`, `−63`; nothing where one of them is a blank."""
    if figure.value is None or before.value is None:
        return ""
    by = _round(figure.value - before.value, figure.indicator.unit)
    return _with_minus(f"{by:+,}") if by else "0"


def _round(number: Decimal, unit: Unit) -> Decimal:
    return round_half_up(number, 1 if unit.is_rate else 2 if unit.is_money else 0)


def _with_minus(text: str) -> str:
    """With a true minus, as on the dashboard; files keep the hyphen."""
    return text.replace("-", "−")
