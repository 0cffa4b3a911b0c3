"""Figures of the region and its parts that changed more than they usually do from month to month."""

from __future__ import annotations

from dashboard.components.html.data_table import Column, Row, TableCell, render_table
from dashboard.components.html.rendering import emit_html, emit_template
from dashboard.components.html.section_layout import draw_section_footer, draw_section_header
from dashboard.components.text.number_format import describe_change, format_period
from dashboard.page_context import PageContext
from dashboard.region_navigation import RegionRef
from dashboard.sections.unusual_changes import describe_unusual_change
from shared.clock import Period
from shared.indicators.movers import Mover
from shared.locale import _

MOST_SHOWN = 15


def draw_unusual_changes(context: PageContext, month: Period, movers: list[Mover]) -> None:
    """A table of them, the most unusual first."""
    regions = {region.code: region for region in (context.region, *context.navigation.children)}
    shown = movers[:MOST_SHOWN]
    title = describe_unusual_change(context, movers[0]) if movers else _("No figure changed more than usual")
    draw_section_header(title, _("Compared with the twelve months before"), format_period(month))
    if not shown:
        return
    columns = [
        Column(_("Indicator"), is_text=True),
        Column(format_period(month)),
        Column(format_period(month.previous)),
        Column(_("Change")),
    ]
    rows = [_row(context, mover, regions[mover.now.region_code]) for mover in shown]
    emit_html(render_table(_("Unusual changes"), _("Region"), columns, rows, is_list_on_phone=True))
    if len(movers) > len(shown):
        emit_template("paragraph", text=_("{n} more changes are unusual.").format(n=len(movers) - len(shown)))
    draw_section_footer(sorted({mover.now.indicator.key for mover in shown}), context.as_of, [])


def _row(context: PageContext, mover: Mover, region: RegionRef) -> Row:
    cells: list[TableCell] = [
        str(mover.now.indicator.name),
        mover.now,
        mover.before,
        describe_change(mover.now, mover.before, exactly=True),
    ]
    link = context.url.link("regions", region=region.code, period=mover.now.period.key, measure=mover.now.indicator.key)
    return Row(region.name, cells, link)
