"""Numbers as people read them: 万 and 亿 on cards, exact in tables, differences of rates in percentage points."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel.dates import format_skeleton

from shared.clock import Period
from shared.indicators.figure import Figure, State
from shared.indicators.units import Unit
from shared.locale import CHINESE, _, language

CHINESE_STEPS = ((Decimal(10**8), "亿"), (Decimal(10**4), "万"))
WATT_STEPS = ((Decimal(10**6), "MW"), (Decimal(10**3), "kW"))
MILLION = Decimal(10**6)
LEAST_PERCENT = Decimal("0.1")
UNSURE = {State.ESTIMATED, State.UNVERIFIED}


def rounded(value: Decimal, digits: int) -> Decimal:
    """`value` with so many decimals, halves away from zero."""
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def grouped(value: Decimal | int, digits: int = 0) -> str:
    """Thousands apart: `1,234.5`."""
    return f"{rounded(Decimal(value), digits):,}"


def decimals(unit: Unit) -> int:
    """Decimals an exact value is shown with: rates one, counts and money none."""
    return 1 if unit.is_rate else 0


def exact(value: Decimal | int, unit: Unit) -> str:
    """For tables: all digits, without the unit (the column names it)."""
    return grouped(value, decimals(unit))


def short(value: Decimal | int, unit: Unit) -> str:
    """For cards and sentences, with the unit: 6.7万人, 67,000 persons, 29.9%, 3.8亿元, 49.3 MW."""
    value = Decimal(value)
    if unit is Unit.WATT:
        return _stepped(value, WATT_STEPS) or f"{grouped(value)} W"
    if unit.is_rate:
        return f"{grouped(value, 1)}{unit.label}"
    if language() == CHINESE:
        return f"{_stepped(value, CHINESE_STEPS).replace(' ', '') or grouped(value)}{unit.label}"
    if unit in {Unit.YUAN, Unit.KWH} and abs(value) >= MILLION:
        return _("{number} million {unit}").format(number=grouped(value / MILLION, 1), unit=unit.label)
    return f"{grouped(value)} {str(unit.label).removesuffix('s') if abs(value) == 1 else unit.label}"


def _stepped(value: Decimal, steps: tuple[tuple[Decimal, str], ...]) -> str:
    for size, name in steps:
        if abs(value) >= size:
            return f"{grouped(value / size, 1)} {name}"
    return ""


def bare(figure: Figure) -> str:
    """The figure in a sentence that names its unit itself."""
    words = unmarked(figure)
    return words if figure.value is None else words.partition(" ")[0].removesuffix(str(figure.indicator.unit.label))


def unmarked(figure: Figure) -> str:
    """The figure where its mark stands beside it, as on a card; for a blank, why there is none."""
    value = figure.value
    return str(figure.state.label) if value is None else short(value, figure.indicator.unit)


def said(figure: Figure) -> str:
    """The figure in a sentence, where what rests on an estimate or on an unverified value must say so itself."""
    if figure.state in UNSURE:
        return _("{value} ({state})").format(value=unmarked(figure), state=str(figure.state.label).lower())
    return unmarked(figure)


def difference(now: Figure, before: Figure) -> str:
    """How far a figure moved, in words: a rate in points, a count also in percent. Empty without a comparison."""
    if now.value is None or before.value is None:
        return ""
    unit, moved = now.indicator.unit, now.value - before.value
    if not rounded(moved, decimals(unit)):
        return _("unchanged")
    words = _("up {much}") if moved > 0 else _("down {much}")
    return words.format(much=_much(abs(moved), unit, before.value))


def _much(moved: Decimal, unit: Unit, before: Decimal) -> str:
    if unit is Unit.PERCENT:
        return _("{points} percentage points").format(points=grouped(moved, 1))
    if unit is Unit.PER_MILLE:
        return _("{points} per 1,000").format(points=grouped(moved, 1))
    if not before:
        return short(moved, unit)
    percent = 100 * moved / before
    shown = grouped(percent, 1) if percent >= LEAST_PERCENT else f"<{LEAST_PERCENT}"
    return _("{much} ({percent}%)").format(much=short(moved, unit), percent=shown)


def period_name(period: Period) -> str:
    """`2023年12月` or `December 2023`; `2023年` or `2023`."""
    return _named(period, language())


@lru_cache(maxsize=256)
def _named(period: Period, spoken: str) -> str:
    return format_skeleton("yMMMM" if period.is_month else "y", period.start, locale=spoken)
