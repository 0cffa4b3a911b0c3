"""Cells of a sheet that look as on the screen: numbers stay numbers, their format rounds and marks them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.observation_status import ObservationStatus
from shared.indicators.rounding import KILOWATT, count_decimals, format_column_unit, nearest_bound, round_half_up
from shared.indicators.status_symbols import BLANK_SYMBOLS, build_legend, status_symbol
from shared.indicators.units import Unit

WATTS_IN_KILOWATT = 1000


@dataclass(frozen=True)
class ShownCell:
    """A number with its format, or a text; `is_small`: a share of few, grey on the screen; `is_blank`: a mark."""

    value: Decimal | int | str | None = None
    number_format: str = ""
    is_small: bool = False
    is_total: bool = False
    is_blank: bool = False


def show_value(value: IndicatorValue) -> ShownCell:
    """A figure in the unit of its column: all digits in the cell, those of the screen in its format."""
    if value.value is None:
        return ShownCell(BLANK_SYMBOLS[value.state], is_blank=True)
    unit, symbol = value.indicator.unit, status_symbol(value.state)
    bound = nearest_bound(value.value, unit) if unit.is_rate else ""
    number_format = _quoted(bound) if bound else _rounded(unit)
    mark = _quoted(f" {symbol}") if symbol else ""
    number = value.value / WATTS_IN_KILOWATT if format_column_unit(unit) == KILOWATT else value.value
    return ShownCell(number, f"{number_format}{mark}", value.is_small)


def show_side(value: IndicatorValue, number: int | None, *, is_money: bool) -> ShownCell:
    """One side of a figure, money in yuan; empty beside a blank."""
    if value.value is None or number is None:
        return ShownCell()
    return ShownCell(Decimal(number) / 100 if is_money else number, "#,##0")


def show_difference(difference: Decimal | None, unit: Unit) -> ShownCell:
    """How far one value lies from another, with its sign."""
    if difference is None:
        return ShownCell()
    plain = _rounded(unit)
    number = difference / WATTS_IN_KILOWATT if format_column_unit(unit) == KILOWATT else difference
    if not round_half_up(number, count_decimals(unit)):
        return ShownCell(number, _quoted(f"±{round_half_up(Decimal(0), count_decimals(unit))}"))
    return ShownCell(number, f'"+"{plain};"−"{plain}')


def legend(states: Collection[ObservationStatus]) -> list[tuple[str, str]]:
    """The marks of some states and what each means."""
    return build_legend(states)


def _rounded(unit: Unit) -> str:
    decimals = 1 if format_column_unit(unit) == KILOWATT else count_decimals(unit)
    return "#,##0" + (f".{'0' * decimals}" if decimals else "")


def _quoted(text: str) -> str:
    """A text inside a number format."""
    return f'"{text}"'
