"""Warnings that became overdue in the month, and overdue ones that were settled, by region."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.components.html.data_table import indicator_column
from dashboard.components.html.download_links import csv_link
from dashboard.components.html.figure_list_links import figure_list_url
from dashboard.components.html.rendering import emit_html
from dashboard.components.html.section_layout import draw_section_footer, draw_section_header
from dashboard.components.text.number_format import format_period, format_thousands, format_value
from dashboard.page_context import PageContext
from dashboard.region_navigation import RegionRef
from dashboard.sections.regional_table import draw_level_choice, load_compared, render_regional_table
from shared.clock import Period
from shared.indicators.indicator_value import IndicatorValue
from shared.locale import _

KEYS = STOCK, NEWLY, SETTLED = "overdue_warnings", "newly_overdue_warnings", "settled_overdue_warnings"


def draw_overdue_movements(context: PageContext, month: Period) -> None:
    """Newly overdue, settled, and overdue at the end of the month."""
    compared = load_compared(context, *KEYS)
    values = context.load_values(*KEYS, regions=[context.region, *compared.with_whole], periods=[month])

    def cells(region: RegionRef) -> list[IndicatorValue]:
        return [values.total(key, region.code, month) for key in (NEWLY, SETTLED, STOCK)]

    draw_section_header(
        _describe(cells(context.region)), _("Warnings past their due date"), context.region.name, format_period(month)
    )
    draw_level_choice(context, compared, *KEYS)
    columns = [indicator_column(key) for key in (NEWLY, SETTLED, STOCK)]
    emit_html(render_regional_table(context, compared, _("Overdue warnings"), columns, compared.regions, cells))
    files = (
        csv_link(key, compared.whole, month, level=compared.level)._replace(
            list_url=figure_list_url(key, context.region.code, month)
        )
        for key in KEYS
    )
    draw_section_footer(KEYS, context.as_of, context.allowed_downloads(*files))


def _describe(values: Sequence[IndicatorValue]) -> str:
    """Newly overdue, settled and left; where one of the numbers is blank, what it is."""
    blank = next((one for one in values if one.value is None), None)
    if blank is not None:
        return _("Overdue warnings: {status}").format(status=format_value(blank))
    template = _("{newly} warnings became overdue, {settled} overdue ones were settled; {left} are overdue")
    newly, settled, left = (format_thousands(one.value or 0) for one in values)
    return template.format(newly=newly, settled=settled, left=left)
