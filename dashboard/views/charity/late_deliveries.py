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
from dashboard.sections.regional_table import draw_level_choice, load_compared, render_regional_table
from dashboard.sections.table_order import column_key
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
    kinds, compared = kind_options(cycles), load_compared(context, LATE)
    if not is_available_at(LATE, compared.level):
        emit_template("paragraph", text=explain_missing([LATE], compared.level))
        return
    regions = compared.with_whole
    totals = context.load_values(LATE, regions=regions)
    parts = context.load_values(LATE, regions=regions, dimension="kind", categories=list(kinds))
    behind = [kind for kind in kinds if any(parts.value_or_zero(LATE, p.code, context.period, kind) for p in regions)]
    if not behind:
        return

    def cells(region: RegionRef) -> list[IndicatorValue]:
        by_kind = (parts.category_value(LATE, region.code, context.period, kind) for kind in behind)
        return [totals.total(LATE, region.code, context.period), *by_kind]

    children = sorted(compared.regions, key=lambda region: -totals.value_or_zero(LATE, region.code, context.period))
    name, unit = str(indicator(LATE).name), indicator(LATE).unit
    draw_section_header(_format_headline(context, compared.whole, children, totals), name, context.region_and_period)
    draw_level_choice(context, compared, LATE)
    columns = [
        Column(_("All programmes"), unit, LATE, has_bar=True),
        *(Column(kinds[kind], unit, column_key(LATE, kind)) for kind in behind),
    ]
    caption = _("Undelivered past the deadline, by region")
    emit_html(render_regional_table(context, compared, caption, columns, children, cells))
    by_programme = _("{figure} (by programme)").format(figure=name)
    dimension = f"kind={','.join(behind)}"
    files = [
        *context.csv_by_region(compared, LATE),
        csv_link(LATE, compared.whole, context.period, level=compared.level, dimension=dimension, name=by_programme),
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
