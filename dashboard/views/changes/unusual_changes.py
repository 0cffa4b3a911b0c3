"""Figures of the region and its parts that changed more than they usually do from month to month."""

from __future__ import annotations

from dashboard.components.html.data_table import Column, Row, TableCell, render_table
from dashboard.components.html.rendering import emit_html, emit_template
from dashboard.components.html.section_layout import draw_section_footer, draw_section_header
from dashboard.components.text.number_format import describe_change, format_period
from dashboard.page_context import PageContext
from dashboard.region_navigation import RegionRef
from dashboard.sections.availability import is_available_at
from shared.clock import Period
from shared.indicators.movers import Mover, find_movers
from shared.locale import _

KEYS = (
    "low_income_population",
    "entries",
    "exits",
    "persons_warned",
    "overdue_warnings",
    "temporary_assistance",
    "temporary_persons",
    "education_aid",
    "housing_renovation",
    "deliveries",
    "undelivered_overdue",
    "benefit_per_person",
)
MONTHS = 13
"""The month, the one before, and what is usual before that."""
MOST_SHOWN = 15


def find_unusual_changes(context: PageContext, month: Period) -> list[Mover]:
    """In the region and the regions below, by how unusual they are."""
    months = [one for n in reversed(range(MONTHS)) if context.as_of.holds(one := month.shifted(n))]
    below = context.comparable_regions(context.navigation.children, months[0])
    regions = [context.region, *below]
    keys = [key for key in KEYS if any(is_available_at(key, region.level) for region in regions)]
    values = context.load_values(*keys, regions=regions, periods=months)
    return find_movers([values.total(key, region.code, one) for one in months] for key in keys for region in regions)


def draw_unusual_changes(context: PageContext, month: Period, movers: list[Mover]) -> None:
    """A table of them, the most unusual first."""
    regions = {region.code: region for region in (context.region, *context.navigation.children)}
    shown = movers[:MOST_SHOWN]
    draw_section_header(_describe(movers, regions), _("Compared with the twelve months before"), format_period(month))
    if not shown:
        return
    columns = [
        Column(_("Indicator")),
        Column(format_period(month)),
        Column(format_period(month.previous)),
        Column(_("Change")),
    ]
    rows = [_row(context, mover, regions[mover.now.region_code]) for mover in shown]
    emit_html(render_table(_("Unusual changes"), _("Region"), columns, rows))
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


def _describe(movers: list[Mover], regions: dict[str, RegionRef]) -> str:
    if not movers:
        return _("No figure changed more than usual")
    first = movers[0]
    return _("{region}, {figure}: {change}, the most unusual change").format(
        region=regions[first.now.region_code].name,
        figure=first.now.indicator.name,
        change=describe_change(first.now, first.before),
    )
