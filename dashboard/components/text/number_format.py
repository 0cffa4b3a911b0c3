"""Numbers as text: 万 and 亿 on cards, exact in tables, differences of rates in percentage points."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from babel.dates import format_date, format_skeleton

from shared.clock import Period, PeriodKind
from shared.indicators.control_limits import has_limits
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.observation_status import ObservationStatus
from shared.indicators.rounding import KILOWATT, count_decimals, nearest_bound, round_half_up
from shared.indicators.units import Unit
from shared.locale import CHINESE, _, current_language

CHINESE_STEPS = ((Decimal(10**8), "亿"), (Decimal(10**4), "万"))
WATT_STEPS = ((Decimal(10**6), "MW"), (Decimal(10**3), KILOWATT))
MILLION = Decimal(10**6)
MIN_BASE_FOR_PERCENT = 5  # of less than so many, a change in percent says nothing
FORMAT_SKELETONS = {PeriodKind.MONTH: "yMMMM", PeriodKind.YEAR: "y"}
UNCERTAIN_STATES = {ObservationStatus.ESTIMATED, ObservationStatus.UNVERIFIED}


def format_thousands(value: Decimal | int, digits: int = 0) -> str:
    """With thousands separators and a true minus: `1,234.5`, `−63`."""
    return f"{round_half_up(Decimal(value), digits):,}".replace("-", "−")


def format_exact(value: Decimal | int, unit: Unit) -> str:
    """For tables: all digits, without the unit (the column names it)."""
    if unit is Unit.WATT:
        return format_thousands(Decimal(value) / 1000, 1)
    return format_rate(Decimal(value), unit) if unit.is_rate else format_thousands(value, count_decimals(unit))


def format_rate(value: Decimal, unit: Unit = Unit.PERCENT) -> str:
    """A share with one decimal; never rounded to nothing or to all, unless it is."""
    return nearest_bound(value, unit) or format_thousands(value, 1)


def format_share(part: Decimal | int, whole: Decimal | int) -> str:
    """How much of the whole: `29.9%`; a dash without a whole."""
    return f"{format_rate(100 * Decimal(part) / Decimal(whole))}%" if whole else "—"


def format_compact(value: Decimal | int, unit: Unit) -> str:
    """For cards and sentences, with the unit: 6.7万人, 67,000 persons, 29.9%, 3.8亿元, 49.3 MW."""
    value = Decimal(value)
    if unit is Unit.WATT:
        return _format_scaled(value, WATT_STEPS) or f"{format_thousands(value)} W"
    if unit.is_rate:
        return f"{format_rate(value, unit)}{unit.label}"
    if unit is Unit.TIMES:
        return _("{number} times").format(number=format_thousands(value, count_decimals(unit)))
    if current_language() == CHINESE:
        return f"{_format_scaled(value, CHINESE_STEPS).replace(' ', '') or format_thousands(value)}{unit.label}"
    if unit in {Unit.YUAN, Unit.KWH} and abs(value) >= MILLION:
        return _("{number} million {unit}").format(number=format_thousands(value / MILLION, 1), unit=unit.label)
    return f"{format_thousands(value)} {unit.label_after(value)}"


def format_exact_with_unit(value: Decimal | int, unit: Unit) -> str:
    """With all digits and the unit: `28,801人`."""
    space = "" if current_language() == CHINESE else " "
    if unit.is_rate:
        return format_compact(value, unit)
    return f"{format_exact(value, unit)}{space}{KILOWATT if unit is Unit.WATT else unit.label_after(value)}"


def _format_scaled(value: Decimal, steps: tuple[tuple[Decimal, str], ...]) -> str:
    for size, name in steps:
        if abs(value) >= size:
            return f"{format_thousands(value / size, 1)} {name}"
    return ""


def format_without_unit(indicator_value: IndicatorValue) -> str:
    """The value for a sentence that names its unit itself."""
    text = format_value(indicator_value)
    return (
        text
        if indicator_value.value is None
        else text.partition(" ")[0].removesuffix(str(indicator_value.indicator.unit.label))
    )


def format_value(indicator_value: IndicatorValue) -> str:
    """The value where its status symbol stands beside it, as on a card; for a blank, its status."""
    value = indicator_value.value
    return str(indicator_value.state.label) if value is None else format_compact(value, indicator_value.indicator.unit)


def format_with_status(indicator_value: IndicatorValue) -> str:
    """The value for a sentence, followed by its status if it rests on an estimate or an unverified value."""
    return _append_status(format_value(indicator_value), indicator_value)


def format_headline_value(indicator_value: IndicatorValue) -> str:
    """The value for a headline: of a share of few both sides, since its percentage says nothing; of a mean how few."""
    if not indicator_value.is_small:
        return format_with_status(indicator_value)
    if not has_limits(indicator_value.indicator):
        texts = {"value": format_with_status(indicator_value), "n": indicator_value.denominator}
        return _("{value} (n = {n})").format(**texts)
    sides = (format_thousands(side or 0) for side in (indicator_value.numerator, indicator_value.denominator))
    return _("{part} of {all}").format(**dict(zip(("part", "all"), sides, strict=True)))


def format_resident_rate(indicator_value: IndicatorValue) -> str:
    """A rate per 1,000 residents for a sentence, followed by its status like others."""
    text = _("{rate} per 1,000 residents").format(rate=format_without_unit(indicator_value))
    return _append_status(text, indicator_value)


def _append_status(text: str, indicator_value: IndicatorValue) -> str:
    if indicator_value.state not in UNCERTAIN_STATES:
        return text
    return _("{value} ({state})").format(value=text, state=str(indicator_value.state.label).lower())


def describe_change(now: IndicatorValue, before: IndicatorValue, *, exactly: bool = False) -> str:
    """How far a value changed, as text: a rate in points, a count also in percent. Empty without a comparison.

    `exactly`: with all digits, as beside exact numbers.
    """
    if now.value is None or before.value is None:
        return ""
    unit, change = now.indicator.unit, now.value - before.value
    if not round_half_up(change, count_decimals(unit)):
        return _("nearly unchanged") if change else _("unchanged")
    template = _("up {much}") if change > 0 else _("down {much}")
    amount = format_exact_with_unit(abs(change), unit) if exactly else format_compact(abs(change), unit)
    base = Decimal(0) if now.indicator.is_balance else before.value
    return template.format(much=_format_amount(abs(change), unit, base, amount))


def format_difference(value: IndicatorValue, other: IndicatorValue) -> str:
    """How far a value lies from another of the same figure: `+2.3`, `−0.4`, nearly not `+<0.1`. Empty without both."""
    if value.value is None or other.value is None:
        return ""
    difference, unit = value.value - other.value, value.indicator.unit
    return _add_sign(format_exact(abs(difference), unit), difference, count_decimals(unit))


def format_signed(number: Decimal, digits: int) -> str:
    """A number with its sign: `+2.3`, `−0.4`, `±0.0`."""
    return _add_sign(format_thousands(abs(number), digits), number, digits)


def _add_sign(text: str, number: Decimal, digits: int) -> str:
    if not number:
        return f"±{format_thousands(0, digits)}"
    size = text if round_half_up(number, digits) else f"<{Decimal(1).scaleb(-digits)}"
    return f"{'+' if number > 0 else '−'}{size}"


def _format_amount(change: Decimal, unit: Unit, before: Decimal, amount: str) -> str:
    if unit is Unit.PERCENT:
        return _("{points} percentage points").format(points=format_thousands(change, 1))
    if unit is Unit.PER_MILLE:
        return _("{points} per 1,000").format(points=format_thousands(change, 1))
    if before < MIN_BASE_FOR_PERCENT:
        return amount
    return _("{much} ({percent})").format(much=amount, percent=format_share(change, before))


def format_period(period: Period) -> str:
    """`2023年12月`, `2023年第四季度`, `2023年1—8月`, `2023年`; or `December 2023`, `Q4 2023`."""
    return _format_period(period, current_language())


@lru_cache(maxsize=256)
def _format_period(period: Period, language: str) -> str:
    if period.kind in FORMAT_SKELETONS:
        return format_skeleton(FORMAT_SKELETONS[period.kind], period.start, locale=language)
    if period.kind is PeriodKind.TO_DATE:
        pattern = "M" if language == CHINESE else "MMMM"
        first, last = (format_date(day, pattern, locale=language) for day in (period.start, period.end))
        return _("{first}–{last} {year}").format(first=first, last=last, year=period.start.year)
    part = period.end.month // len(period.months)
    if period.kind is PeriodKind.QUARTER:
        number = "一二三四"[part - 1] if language == CHINESE else part
        return _("Q{quarter} {year}").format(quarter=number, year=period.start.year)
    template = _("first half of {year}") if part == 1 else _("second half of {year}")
    return template.format(year=period.start.year)
