"""How exact values are rounded for people, on the screen and in its files: digits by unit, no false nothing or all."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from .units import Unit

KILOWATT = "kW"
MIN_SHARE = Decimal("0.1")  # what stands for a share that is nearly none
WHOLES = {Unit.PERCENT: Decimal(100), Unit.PER_MILLE: Decimal(1000)}  # of what nearly all must not look like all


def round_half_up(value: Decimal, digits: int) -> Decimal:
    """`value` with so many decimals, halves away from zero."""
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def count_decimals(unit: Unit) -> int:
    """Decimals of an exact value: one for rates, two for multiples, none for counts and money."""
    return 2 if unit is Unit.TIMES else 1 if unit.is_rate else 0


def nearest_bound(value: Decimal, unit: Unit) -> str:
    """`<0.1` for a share that is nearly none, `>99.9` for nearly all; empty where rounding misleads nobody."""
    if value and abs(value) < MIN_SHARE / 2:
        return f"<{MIN_SHARE}"
    if (whole := WHOLES.get(unit)) and whole - MIN_SHARE / 2 <= value < whole:
        return f">{whole - MIN_SHARE}"
    return ""


def format_column_unit(unit: Unit) -> str:
    """The unit of exact values in a column: capacity in kW, not in watts."""
    return KILOWATT if unit is Unit.WATT else str(unit.label)
