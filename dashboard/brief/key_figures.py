"""The table of a brief: value, changes, what a share rests on, and the state of each figure."""

from __future__ import annotations

from dashboard.components.text.number_format import describe_change, format_exact_with_unit, format_thousands
from dashboard.indicator_values import IndicatorValues
from dashboard.page_context import PageContext
from shared.indicators.catalogue import indicator
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.status_symbols import BLANK_SYMBOLS, status_symbol
from shared.interchange.printed.document import PrintedTable
from shared.locale import _

POPULATION, WARNED, ASSISTED = "low_income_population", "persons_warned", "assisted_after_warning"
CONVERSION, COVERAGE = "warning_to_assistance", "coverage_rate"
QUOTA, DELIVERIES, DELIVERED = "quota", "deliveries", "delivery_rate"
KEYS = (
    POPULATION,
    COVERAGE,
    WARNED,
    ASSISTED,
    CONVERSION,
    "overdue_warnings",
    DELIVERIES,
    DELIVERED,
    "undelivered_overdue",
    "temporary_assistance",
    "temporary_per_grant",
    "standard_to_consumption",
)
"""What the table holds, in this order."""

FUNNEL = (WARNED, "persons_verified", "persons_eligible", ASSISTED)
OF_CHARTS = (*FUNNEL, QUOTA)
"""What the charts show besides."""


def table_of_key_figures(context: PageContext) -> PrintedTable:
    """One row a figure of the region and the period."""
    values = context.load_values(*KEYS, periods=[context.period, *context.basis_periods])
    compared = list(context.comparison_periods)
    changes = [_("Change on {compared}").format(compared=name) for name in compared]
    heads = [_("Figure"), _("Value"), *changes, _("rests on (n)"), _("Status")]
    rows = [_row(context, values, key, compared) for key in KEYS]
    return PrintedTable(_("Key figures"), heads, rows, [2.3, 1.3, *(1.5 for _name in compared), 1.1, 1.5])


def list_key_values(context: PageContext) -> list[IndicatorValue]:
    """The figures of the table."""
    values = context.load_values(*KEYS, periods=[context.period, *context.basis_periods])
    return [values.total(key, context.region.code, context.period) for key in KEYS]


def _row(context: PageContext, values: IndicatorValues, key: str, compared: list[str]) -> list[str]:
    value, earlier = values.total(key, context.region.code, context.period), context.comparison_values(values, key)
    changes = [describe_change(value, earlier[name]) if name in earlier else "" for name in compared]
    name = _("{text} ({detail})").format(text=indicator(key).name, detail=indicator(key).code)
    without = "" if value.value is None else _("no basis")  # of a blank its state says all
    return [
        name,
        show(value),
        *(change or without for change in changes),
        _show_base(value),
        str(value.state.label),
    ]


def show(value: IndicatorValue) -> str:
    """The value with its unit and its mark; of a blank the mark alone."""
    if value.value is None:
        return BLANK_SYMBOLS[value.state]
    return f"{format_exact_with_unit(value.value, value.indicator.unit)} {status_symbol(value.state)}".strip()


def _show_base(value: IndicatorValue) -> str:
    """How many a share or a mean rests on; nothing beside a count, whose base is no sample."""
    if value.value is None or not value.indicator.needs_base or value.denominator is None:
        return ""
    return format_thousands(value.denominator)
