"""The two sides of a figure in words: what is counted, what it is divided by, each with its number."""

from __future__ import annotations

from dashboard.components.text.number_format import format_exact_with_unit, format_thousands
from shared.indicators.catalogue import MEASURES
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.side_names import name_of_side
from shared.indicators.units import Unit
from shared.locale import _


def name_sides(value: IndicatorValue) -> list[tuple[str, str, str]]:
    """(term, name, number) of the numerator and the denominator as far as they are known; of a count one side."""
    one, (above, below) = value.indicator, value.sides
    sides = [] if one.percentile else [(_("Numerator"), one.numerator, above)]
    if one.denominator:
        sides.append((_("Denominator"), one.denominator, below))
    return [
        (term, name_of_side(one, key), format_side(key, number)) for term, key, number in sides if number is not None
    ]


def format_sides(value: IndicatorValue) -> str:
    """`38 / 74` behind a share or a mean; empty for others."""
    if not value.indicator.is_ratio or value.value is None:
        return ""
    sides = (value.indicator.numerator, value.numerator), (value.indicator.denominator, value.denominator)
    return " / ".join(format_side(key, number or 0) for key, number in sides)


def format_side(measure: str, number: int) -> str:
    """A number that a measure counts, with all digits; money in yuan."""
    if MEASURES[measure].is_money:
        return format_exact_with_unit(round(number / 100), Unit.YUAN)
    return format_thousands(number)
