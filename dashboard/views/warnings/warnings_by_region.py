"""Warnings by region: issued, verified, assisted, overdue."""

from __future__ import annotations

from dashboard.components.html.data_table import indicator_column
from dashboard.components.html.rendering import emit_html
from dashboard.components.html.section_layout import draw_section_footer, draw_section_header
from dashboard.components.text.number_format import format_headline_value, format_with_status
from dashboard.components.text.ranking_text import find_extremes, format_each, join_names
from dashboard.indicator_values import IndicatorValues
from dashboard.page_context import PageContext
from dashboard.region_navigation import RegionRef
from dashboard.sections.regional_table import draw_level_choice, load_compared, render_regional_table
from shared.indicators.indicator_value import IndicatorValue
from shared.locale import _
from shared.rules.parameter_keys import ASSISTANCE_DAYS

KEYS = (
    "persons_warned",
    "warnings_issued",
    "verification_rate",
    "assisted_after_warning",
    "warning_to_assistance",
    "overdue_warnings",
)
RATE = "warning_to_assistance"
BARS = {"persons_warned", RATE}


def draw_warnings_by_region(context: PageContext) -> None:
    """A table with bars, the region with most people flagged first."""
    compared = load_compared(context, *KEYS)
    values = context.load_values(*KEYS, regions=compared.with_whole)
    regions = sorted(compared.regions, key=lambda region: -values.value_or_zero(KEYS[0], region.code, context.period))

    def cells(region: RegionRef) -> list[IndicatorValue]:
        return [values.total(key, region.code, context.period) for key in KEYS]

    draw_section_header(
        _format_headline(context, values, regions),
        _("Assistance within {days} days of a warning, by region").format(days=context.as_of.days(ASSISTANCE_DAYS)),
        context.region_and_period,
    )
    draw_level_choice(context, compared, *KEYS)
    columns = [indicator_column(key, has_bar=key in BARS) for key in KEYS]
    emit_html(render_regional_table(context, compared, _("Warnings by region"), columns, regions, cells))
    draw_section_footer(KEYS, context.as_of, context.allowed_downloads(*context.csv_by_region(compared, *KEYS)))


def _format_headline(context: PageContext, values: IndicatorValues, compared: list[RegionRef]) -> str:
    """Where the share is lowest and highest, among regions with a large enough denominator."""

    def rate(region: RegionRef) -> IndicatorValue:
        return values.total(RATE, region.code, context.period)

    ranked = [region for region in compared if rate(region).is_rankable]
    worst, best = (find_extremes(ranked, lambda region: rate(region).value, choose) for choose in (min, max))
    if worst == best:  # all equal, one, or none
        value = format_headline_value(rate(context.region))
        return _("{region}: {value}").format(region=context.region.name, value=value)
    return _("From {worst} in {worst_region} to {best} in {best_region}").format(
        worst=format_each(format_with_status(rate(worst[0])), worst),
        worst_region=join_names([region.name for region in worst]),
        best=format_each(format_with_status(rate(best[0])), best),
        best_region=join_names([region.name for region in best]),
    )
