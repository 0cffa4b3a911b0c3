"""Numbers as people read them: 万 and 亿 on cards, exact in tables, differences of rates in percentage points."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel.dates import format_skeleton

from shared.clock import Period
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.observation_status import ObservationStatus
from shared.indicators.units import Unit
from shared.locale import CHINESE, _, current_language

CHINESE_STEPS = ((Decimal(10**8), "亿"), (Decimal(10**4), "万"))
KILOWATT = "kW"
WATT_STEPS = ((Decimal(10**6), "MW"), (Decimal(10**3), KILOWATT))
MILLION = Decimal(10**6)
LEAST, MOST = Decimal("0.1"), Decimal("99.9")  # what stands for a share that is nearly none, or nearly all
FEWEST = 5  # of less than so many, a change in percent says nothing
UNSURE = {ObservationStatus.ESTIMATED, ObservationStatus.UNVERIFIED}


def rounded(value: Decimal, digits: int) -> Decimal:
    """`value` with so many decimals, halves away from zero."""
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def grouped(value: Decimal | int, digits: int = 0) -> str:
    """Thousands apart, with a true minus: `1,234.5`, `−63`."""
    return f"{rounded(Decimal(value), digits):,}".replace("-", "−")


def decimals(unit: Unit) -> int:
    """Decimals an exact value is shown with: rates one, counts and money none."""
    return 1 if unit.is_rate else 0


def exact(value: Decimal | int, unit: Unit) -> str:
    """For tables: all digits, without the unit (the column names it)."""
    if unit is Unit.WATT:
        return grouped(Decimal(value) / 1000, 1)
    return rate(Decimal(value), unit) if unit.is_rate else grouped(value)


def column_unit(unit: Unit) -> str:
    """The unit that exact values are shown in: what is said in kW and MW is not listed in watts."""
    return KILOWATT if unit is Unit.WATT else str(unit.label)


def rate(value: Decimal, unit: Unit = Unit.PERCENT) -> str:
    """A share with one decimal; never rounded to nothing or to all, unless it is."""
    if value and abs(value) < LEAST / 2:
        return f"<{LEAST}"
    if unit is Unit.PERCENT and MOST + LEAST / 2 <= value < 100:
        return f">{MOST}"
    return grouped(value, 1)


def percent(part: Decimal | int, whole: Decimal | int) -> str:
    """How much of the whole: `29.9%`; a dash without a whole."""
    return f"{rate(100 * Decimal(part) / Decimal(whole))}%" if whole else "—"


def short(value: Decimal | int, unit: Unit) -> str:
    """For cards and sentences, with the unit: 6.7万人, 67,000 persons, 29.9%, 3.8亿元, 49.3 MW."""
    value = Decimal(value)
    if unit is Unit.WATT:
        return _stepped(value, WATT_STEPS) or f"{grouped(value)} W"
    if unit.is_rate:
        return f"{rate(value, unit)}{unit.label}"
    if current_language() == CHINESE:
        return f"{_stepped(value, CHINESE_STEPS).replace(' ', '') or grouped(value)}{unit.label}"
    if unit in {Unit.YUAN, Unit.KWH} and abs(value) >= MILLION:
        return _("{number} million {unit}").format(number=grouped(value / MILLION, 1), unit=unit.label)
    return f"{grouped(value)} {_counted(value, unit)}"


def said_exactly(value: Decimal | int, unit: Unit) -> str:
    """With all digits and the unit: `28,801人`."""
    apart = "" if current_language() == CHINESE else " "
    if unit.is_rate:
        return short(value, unit)
    return f"{exact(value, unit)}{apart}{KILOWATT if unit is Unit.WATT else _counted(Decimal(value), unit)}"


def _counted(value: Decimal, unit: Unit) -> str:
    """The unit behind a number: one person, two persons."""
    label = str(unit.label)
    return label.removesuffix("s") if abs(value) == 1 and current_language() != CHINESE else label


def _stepped(value: Decimal, steps: tuple[tuple[Decimal, str], ...]) -> str:
    for size, name in steps:
        if abs(value) >= size:
            return f"{grouped(value / size, 1)} {name}"
    return ""


def bare(figure: IndicatorValue) -> str:
    """The figure in a sentence that names its unit itself."""
    words = unmarked(figure)
    return words if figure.value is None else words.partition(" ")[0].removesuffix(str(figure.indicator.unit.label))


def unmarked(figure: IndicatorValue) -> str:
    """The figure where its mark stands beside it, as on a card; for a blank, why there is none."""
    value = figure.value
    return str(figure.state.label) if value is None else short(value, figure.indicator.unit)


def said(figure: IndicatorValue) -> str:
    """The figure in a sentence, where what rests on an estimate or on an unverified value must say so itself."""
    if figure.state in UNSURE:
        return _("{value} ({state})").format(value=unmarked(figure), state=str(figure.state.label).lower())
    return unmarked(figure)


def difference(now: IndicatorValue, before: IndicatorValue, *, whole: bool = False) -> str:
    """How far a figure moved, in words: a rate in points, a count also in percent. Empty without a comparison.

    `whole`: with all digits, as beside exact numbers.
    """
    if now.value is None or before.value is None:
        return ""
    unit, moved = now.indicator.unit, now.value - before.value
    if not rounded(moved, decimals(unit)):
        return _("unchanged")
    words = _("up {much}") if moved > 0 else _("down {much}")
    said_so = said_exactly(abs(moved), unit) if whole else short(abs(moved), unit)
    return words.format(much=_much(abs(moved), unit, before.value, said_so))


def _much(moved: Decimal, unit: Unit, before: Decimal, said_so: str) -> str:
    if unit is Unit.PERCENT:
        return _("{points} percentage points").format(points=grouped(moved, 1))
    if unit is Unit.PER_MILLE:
        return _("{points} per 1,000").format(points=grouped(moved, 1))
    if before < FEWEST:
        return said_so
    return _("{much} ({percent})").format(much=said_so, percent=percent(moved, before))


def period_name(period: Period) -> str:
    """`2023年12月` or `December 2023`; `2023年` or `2023`."""
    return _named(period, current_language())


@lru_cache(maxsize=256)
def _named(period: Period, spoken: str) -> str:
    return format_skeleton("yMMMM" if period.is_month else "y", period.start, locale=spoken)
