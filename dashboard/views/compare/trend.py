"""The lines of a comparison by month, the table of the period, the months as a table, and the files of both."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.components.charts.base_chart import draw_chart
from dashboard.components.charts.course_chart import build_courses
from dashboard.components.html.data_table import Column, Row, render_table
from dashboard.components.html.download_links import Download, csv_link
from dashboard.components.html.rendering import emit_html
from dashboard.components.html.section_layout import draw_section_footer, draw_section_header
from dashboard.page_context import PageContext
from dashboard.region_navigation import RegionRef
from dashboard.views.compare.compared_lines import Line
from dashboard.views.compare.comparison_table import render_comparison
from shared.clock import Period
from shared.indicators.catalogue import indicator
from shared.indicators.rounding import format_column_unit
from shared.locale import _


def draw_trend(context: PageContext, key: str, regions: Sequence[RegionRef], lines: Sequence[Line]) -> None:
    """The chart of 36 months; the files hold the regions of the tray alone."""
    one, months = indicator(key), context.as_of.months
    title = _("{figure} over {n} months").format(figure=one.name, n=len(months))
    names = _(", ").join(line.name for line in lines)
    draw_section_header(title, names, format_column_unit(one.unit), context.region_and_period)
    immature = [month for n, month in enumerate(months) if all(line.by_month[n].is_immature for line in lines)]
    chart = build_courses(months, [line.course for line in lines], context.period, context.palette, one.unit, immature)
    draw_chart(chart, "courses", f"{title}{_(': ')}{names}")
    emit_html(render_comparison(context, key, lines))
    rows = [Row(month.key, [line.by_month[n] for line in lines]) for n, month in reversed(list(enumerate(months)))]
    by_month = render_table(title, _("Month"), [Column(line.name, one.unit) for line in lines], rows)
    files = [
        _file(context, key, regions, times, name)
        for times, name in (([context.period], _("in the period")), (months, _("by month")))
    ]
    draw_section_footer([key], context.as_of, context.allowed_downloads(*files), by_month)


def _file(context: PageContext, key: str, regions: Sequence[RegionRef], times: Sequence[Period], name: str) -> Download:
    """The file of the regions; of the page's own alone by the divisions that the page shows it by."""
    first, *further = regions
    if first == context.region and not further:
        return context.csv_of_region(key, *times, name=name)
    return csv_link(key, first, *times, further=further, name=name)
