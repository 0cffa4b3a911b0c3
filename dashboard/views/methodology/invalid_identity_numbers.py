"""Identity numbers with a wrong check digit, by region."""

from __future__ import annotations

from dashboard.components.html.data_table import Column, Row, render_table
from dashboard.components.html.rendering import emit_html
from dashboard.components.html.section_layout import draw_section_footer, draw_section_header
from dashboard.components.text.number_format import format_thousands
from dashboard.indicator_values import IndicatorValues, count_failed
from dashboard.page_context import PageContext
from dashboard.region_navigation import RegionRef
from shared.indicators.catalogue import indicator
from shared.indicators.units import Unit
from shared.locale import _

KEY = "valid_identity_rate"


def draw_invalid_identity_numbers(context: PageContext) -> None:
    """A table by region, most wrong numbers first; nothing for a period in which they are not known."""
    regions = context.other_regions
    values = context.load_values(KEY, regions=[context.region, *regions])
    total = values.total(KEY, context.region.code, context.period)
    if total.value is None:
        return
    title = _("{n} identity numbers with a wrong check digit").format(n=format_thousands(count_failed(total)))
    draw_section_header(title, str(indicator(KEY).name), context.region_and_period)
    regions.sort(key=lambda region: -count_failed(values.total(KEY, region.code, context.period)))
    rows = [
        _build_row(context, values, context.region, is_total=True),
        *(_build_row(context, values, region) for region in regions),
    ]
    columns = [Column(_("Wrong check digit"), Unit.PERSONS), Column(str(indicator(KEY).name), Unit.PERCENT)]
    emit_html(render_table(_("Identity numbers by region"), _("Region"), columns, rows))
    draw_section_footer([KEY], context.as_of, context.allowed_downloads(*context.csv_by_region(KEY)))


def _build_row(context: PageContext, values: IndicatorValues, region: RegionRef, *, is_total: bool = False) -> Row:
    indicator_value = values.total(KEY, region.code, context.period)
    link = "" if is_total else context.url.link(region=region.code)
    return Row(region.name, [format_thousands(count_failed(indicator_value)), indicator_value], link, is_total=is_total)
