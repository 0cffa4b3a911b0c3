"""What was not delivered by its deadline, by cycle and by region."""

from __future__ import annotations

from dashboard.components.html.data_table import Column, Row, render_table
from dashboard.components.html.download_links import csv_link
from dashboard.components.html.rendering import emit_html, emit_template
from dashboard.components.html.section_layout import draw_section_footer, draw_section_header
from dashboard.components.text.number_format import format_with_status
from dashboard.components.text.ranking_text import find_extremes, format_each, join_names
from dashboard.components.text.small_numbers import MIN_NOTABLE_COUNT
from dashboard.indicator_values import IndicatorValues
from dashboard.page_context import PageContext
from dashboard.region_navigation import RegionRef
from dashboard.sections.availability import explain_missing, is_available_at
from dashboard.sections.charity_checks import describe_incomplete_cycles
from dashboard.sections.charity_cycles import CycleSummary, kind_options
from dashboard.views.charity.all_programmes import LATE, build_columns
from shared.indicators.catalogue import indicator
from shared.indicators.indicator_value import IndicatorValue
from shared.locale import _

KEYS = (LATE, "quota", "deliveries", "delivery_rate")


def draw_late_cycles(context: PageContext, cycles: list[CycleSummary]) -> None:
    """The cycles that missed their deadline, the most units first; nothing when none did."""
    code, values = (
        context.region.code,
        context.load_values(*KEYS, dimension="cycle", categories=[cycle.key for cycle in cycles]),
    )
    late = [cycle for cycle in cycles if values.value_or_zero(LATE, code, context.period, cycle.key)]
    if not late:
        return
    late.sort(key=lambda cycle: -values.value_or_zero(LATE, code, context.period, cycle.key))

    def row(cycle: CycleSummary) -> Row:
        name = _("{programme} {run} (to {deadline})").format(
            programme=cycle.name, run=cycle.label, deadline=cycle.deadline_on
        )
        cells = [values.category_value(key, code, context.period, cycle.key) for key in KEYS]
        return Row(name, cells, context.url.link(programme=cycle.kind, cycle=cycle.key))

    draw_section_header(
        describe_incomplete_cycles(context, cycles),
        _("Cycles past their deadline with undelivered units"),
        context.region_and_period,
    )
    emit_html(
        render_table(_("Incomplete cycles"), _("Cycle"), build_columns(KEYS, bar=LATE), [row(cycle) for cycle in late]),
    )
    dimension = f"cycle={','.join(cycle.key for cycle in late)}"
    draw_section_footer(
        KEYS,
        context.as_of,
        context.allowed_downloads(
            *(csv_link(key, context.region, context.period, dimension=dimension) for key in KEYS)
        ),
    )


def draw_late_by_region(context: PageContext, cycles: list[CycleSummary]) -> None:
    """Late units in each region, in total and by programme."""
    level, kinds = context.navigation.compared_regions[0].level, kind_options(cycles)
    if not is_available_at(LATE, level):
        emit_template("paragraph", text=explain_missing([LATE], level))
        return
    regions = list(dict.fromkeys([context.navigation.parent, *context.navigation.compared_regions]))
    totals = context.load_values(LATE, regions=regions)
    parts = context.load_values(LATE, regions=regions, dimension="kind", categories=list(kinds))
    behind = [kind for kind in kinds if any(parts.value_or_zero(LATE, p.code, context.period, kind) for p in regions)]
    if not behind:
        return

    def late(region: RegionRef) -> IndicatorValue:
        return totals.total(LATE, region.code, context.period)

    def row(region: RegionRef) -> Row:
        cells = [late(region), *(parts.category_value(LATE, region.code, context.period, kind) for kind in behind)]
        is_parent = region == context.navigation.parent
        link = "" if is_parent or region == context.region else context.url.link(region=region.code)
        return Row(region.name, cells, link, is_total=is_parent, is_selected=region == context.region)

    parent, *children = regions
    children.sort(key=lambda region: -(late(region).value or 0))
    name, unit = str(indicator(LATE).name), indicator(LATE).unit
    draw_section_header(_format_headline(context, parent, children, totals), name, context.region_and_period)
    columns = [Column(_("All programmes"), unit, has_bar=True), *(Column(kinds[kind], unit) for kind in behind)]
    emit_html(
        render_table(
            _("Undelivered past the deadline, by region"), _("Region"), columns, [row(p) for p in (parent, *children)]
        ),
    )
    by_programme = _("{figure} (by programme)").format(figure=name)
    files = [
        csv_link(LATE, parent, context.period, level=level),
        csv_link(LATE, parent, context.period, level=level, dimension=f"kind={','.join(behind)}", name=by_programme),
    ]
    draw_section_footer([LATE], context.as_of, context.allowed_downloads(*files))


def _format_headline(
    context: PageContext, parent: RegionRef, children: list[RegionRef], values: IndicatorValues
) -> str:
    most_late = find_extremes(children, lambda region: values.value_or_zero(LATE, region.code, context.period))
    total, worst = (values.total(LATE, region.code, context.period) for region in (parent, most_late[0]))
    totals = {"whole": parent.name, "total": format_with_status(total)}
    if len(most_late) == len(children) or (worst.value or 0) < MIN_NOTABLE_COUNT:
        return _("{whole}: {total} undelivered past the deadline").format(**totals)
    template = _("{region}: {n} undelivered past the deadline, the most; {whole} {total}")
    return template.format(
        region=join_names([region.name for region in most_late]),
        n=format_each(format_with_status(worst), most_late),
        **totals,
    )
