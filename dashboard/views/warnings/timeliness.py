"""Timeliness: days from warning to assistance, and days that overdue warnings are late."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from dashboard.components.html.bar_table import Bar, Slice, render_bars
from dashboard.components.html.download_links import csv_link
from dashboard.components.html.rendering import emit_html
from dashboard.components.html.section_layout import draw_section_footer, draw_section_header
from dashboard.components.text.number_format import format_headline_value, format_share, format_thousands
from dashboard.indicator_values import IndicatorValues
from dashboard.page_context import PageContext
from dashboard.sections.hidden_section import draw_if_hidden
from shared.indicators import dimensions
from shared.indicators.catalogue import indicator
from shared.indicators.indicator_value import MIN_DENOMINATOR
from shared.locale import _
from shared.rules.parameter_keys import ASSISTANCE_DAYS

DAYS, OVERDUE = "days_to_assistance", "overdue_warnings"
DIMENSIONS = {DAYS: "days", OVERDUE: "overdue"}
MEDIAN, NINE_IN_TEN = "median_days_to_assistance", "p90_days_to_assistance"


def draw_days_to_assistance(context: PageContext) -> None:
    """People assisted, by days since their warning."""
    names = dimensions.values("days", within=context.as_of.days(ASSISTANCE_DAYS))
    by_days, values = context.load_values(DAYS, dimension="days"), context.load_values(MEDIAN, NINE_IN_TEN)
    if draw_if_hidden(context, [DAYS, MEDIAN, NINE_IN_TEN], by_days, values):
        return
    numbers = _count_bands(context, by_days, DAYS, names)
    total = sum(numbers.values())
    if not total:
        return
    half, nine_in_ten = (
        format_headline_value(values.total(key, context.region.code, context.period)) for key in (MEDIAN, NINE_IN_TEN)
    )
    template = _("Of those assisted, half were assisted within {half} and nine in ten within {most}")
    draw_section_header(
        template.format(half=half, most=nine_in_ten),
        _("People assisted, by days from warning to assistance"),
        context.region_and_period,
    )
    emit_html(render_bars({"": _build_bars(context, DAYS, numbers, names)}))
    files = [csv_link(DAYS, context.region, context.period, dimension="days")]
    files += [csv_link(key, context.region, context.period) for key in (MEDIAN, NINE_IN_TEN)]
    draw_section_footer([DAYS, MEDIAN, NINE_IN_TEN], context.as_of, context.allowed_downloads(*files))


def draw_overdue_by_age(context: PageContext) -> None:
    """Open warnings past their due date, by days past it."""
    names = dimensions.values("overdue")
    values = context.load_values(OVERDUE, dimension="overdue")
    if draw_if_hidden(context, [OVERDUE], values):
        return
    numbers = _count_bands(context, values, OVERDUE, names)
    total = sum(numbers.values())
    if total:
        late = numbers["overdue_16_30"] + numbers["overdue_31_up"]
        template = _("{late} of {total} overdue warnings are more than 15 days past their due date")
        if late == total:
            template = _("{total} warnings are overdue, all of them by more than 15 days")
        title = template.format(late=format_thousands(late), total=format_thousands(total))
    else:
        title = _("No warning is overdue")
    draw_section_header(title, str(indicator(OVERDUE).name), context.region_and_period)
    if total:
        emit_html(render_bars({"": _build_bars(context, OVERDUE, numbers, names)}))
    draw_section_footer(
        [OVERDUE],
        context.as_of,
        context.allowed_downloads(csv_link(OVERDUE, context.region, context.period, dimension="overdue")),
    )


def _count_bands(context: PageContext, values: IndicatorValues, key: str, bands: Iterable[str]) -> dict[str, Decimal]:
    return {band: values.value_or_zero(key, context.region.code, context.period, band) for band in bands}


def _build_bars(context: PageContext, key: str, numbers: dict[str, Decimal], names: dict[str, str]) -> list[Bar]:
    """A bar for each band with its share of all; of too few, only the number."""
    dimension, total = DIMENSIONS[key], sum(numbers.values())
    return [
        Bar(
            names[band],
            [Slice(n)],
            format_thousands(n),
            context.figure_url(key, f"{dimension}={band}"),
            value_note=format_share(n, total) if total >= MIN_DENOMINATOR else "",
        )
        for band, n in numbers.items()
    ]
