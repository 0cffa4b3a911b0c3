"""Warnings by region: issued, verified, assisted, overdue."""

from __future__ import annotations

from dashboard.components.html.data_table import Row, indicator_column, render_table
from dashboard.components.html.rendering import emit_html
from dashboard.components.html.section_layout import draw_section_footer, draw_section_header
from dashboard.components.text.number_format import format_with_status
from dashboard.components.text.ranking_text import find_extremes, join_names
from dashboard.components.text.small_numbers import is_rankable
from dashboard.indicator_values import IndicatorValues
from dashboard.page_context import PageContext
from dashboard.region_navigation import RegionRef
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
    compared = context.other_regions
    values = context.load_values(*KEYS, regions=[context.region, *compared])

    def row(region: RegionRef, link: str = "", *, is_total: bool = False) -> Row:
        return Row(
            region.name, [values.total(key, region.code, context.period) for key in KEYS], link, is_total=is_total
        )

    draw_section_header(
        _format_headline(context, values, compared),
        _("Assistance within {days} days of a warning, by region").format(days=context.as_of.days(ASSISTANCE_DAYS)),
        context.region_and_period,
    )
    compared.sort(key=lambda region: -values.value_or_zero(KEYS[0], region.code, context.period))
    rows = [row(context.region, is_total=True), *(row(p, context.url.link(region=p.code)) for p in compared)]
    columns = [indicator_column(key, has_bar=key in BARS) for key in KEYS]
    emit_html(render_table(_("Warnings by region"), _("Region"), columns, rows))
    draw_section_footer(
        KEYS,
        context.as_of,
        context.allowed_downloads(*context.csv_by_region(*KEYS)),
    )


def _format_headline(context: PageContext, values: IndicatorValues, compared: list[RegionRef]) -> str:
    """Where the share is lowest and highest, among regions with a large enough denominator."""

    def rate(region: RegionRef) -> IndicatorValue:
        return values.total(RATE, region.code, context.period)

    ranked = [region for region in compared if is_rankable(rate(region))]
    worst, best = (find_extremes(ranked, lambda region: rate(region).value, choose) for choose in (min, max))
    if worst == best:  # all equal, one, or none
        return _("{region}: {value}").format(region=context.region.name, value=format_with_status(rate(context.region)))
    return _("From {worst} in {worst_region} to {best} in {best_region}").format(
        worst=format_with_status(rate(worst[0])),
        worst_region=join_names([region.name for region in worst]),
        best=format_with_status(rate(best[0])),
        best_region=join_names([region.name for region in best]),
    )
