"""Warnings that became overdue in the month, and overdue ones that were settled, by region."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.components.html.data_table import Row, indicator_column, render_table
from dashboard.components.html.download_links import csv_link
from dashboard.components.html.rendering import emit_html
from dashboard.components.html.section_layout import draw_section_footer, draw_section_header
from dashboard.components.text.number_format import format_period, format_thousands, format_value
from dashboard.page_context import PageContext
from shared.clock import Period
from shared.indicators.indicator_value import IndicatorValue
from shared.locale import _

KEYS = STOCK, NEWLY, SETTLED = "overdue_warnings", "newly_overdue_warnings", "settled_overdue_warnings"


def draw_overdue_movements(context: PageContext, month: Period) -> None:
    """Newly overdue, settled, and overdue at the end of the month."""
    regions = [context.region, *context.navigation.children]
    values = context.load_values(*KEYS, regions=regions, periods=[month])
    draw_section_header(
        _describe([values.total(key, context.region.code, month) for key in (NEWLY, SETTLED, STOCK)]),
        _("Warnings past their due date"),
        context.region.name,
        format_period(month),
    )
    rows = [
        Row(
            region.name,
            [values.total(key, region.code, month) for key in (NEWLY, SETTLED, STOCK)],
            context.url.link("warnings", region=region.code, period=month.key),
            is_total=region == context.region,
        )
        for region in regions
    ]
    columns = [indicator_column(key) for key in (NEWLY, SETTLED, STOCK)]
    emit_html(render_table(_("Overdue warnings"), _("Region"), columns, rows))
    files = (csv_link(key, context.region, month) for key in KEYS)
    draw_section_footer(KEYS, context.as_of, context.allowed_downloads(*files))


def _describe(values: Sequence[IndicatorValue]) -> str:
    """Newly overdue, settled and left; where one of the numbers is blank, what it is."""
    blank = next((one for one in values if one.value is None), None)
    if blank is not None:
        return _("Overdue warnings: {status}").format(status=format_value(blank))
    template = _("{newly} warnings became overdue, {settled} overdue ones were settled; {left} are overdue")
    newly, settled, left = (format_thousands(one.value or 0) for one in values)
    return template.format(newly=newly, settled=settled, left=left)
