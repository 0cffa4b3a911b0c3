"""Deliveries over time against plan and deadline."""

from __future__ import annotations

from dataclasses import replace

from dashboard.components.charts.base_chart import draw_chart
from dashboard.components.charts.line_charts import build_cumulative_vs_plan
from dashboard.components.html.data_table import Column, Row, render_table
from dashboard.components.html.download_links import csv_link
from dashboard.components.html.section_layout import draw_section_footer, draw_section_header
from dashboard.page_context import PageContext
from dashboard.sections.charity_cycles import CycleSummary
from dashboard.sections.hidden_section import draw_if_hidden
from dashboard.views.charity.selection import ProgrammeSelection
from shared.indicators.catalogue import indicator
from shared.indicators.units import Unit
from shared.locale import _

KEY, QUOTA = "deliveries", "quota"


def draw_deliveries_over_time(context: PageContext, selection: ProgrammeSelection) -> None:
    """Cumulative deliveries of each cycle; a dashed line to its quota on the deadline."""
    code = context.region.code
    cycles = [cycle for cycle in selection.selected_cycles if cycle.deadline_on >= context.as_of.months[0].start][-4:]
    if not cycles:
        return
    months = replace(selection, cycles=tuple(cycles)).list_months(context.as_of.months)
    keys = [cycle.key for cycle in cycles]
    values = context.load_values(KEY, periods=months, dimension="cycle", categories=keys)
    if draw_if_hidden(context, [KEY, QUOTA], values):
        return
    planned = context.load_values(QUOTA, periods=months[-1:], dimension="cycle", categories=keys)
    series = {
        cycle.label: [float(values.value_or_zero(KEY, code, month, cycle.key)) for month in months] for cycle in cycles
    }
    quotas = {cycle.label: float(planned.value_or_zero(QUOTA, code, months[-1], cycle.key)) for cycle in cycles}
    plans = {cycle.label: (cycle.starts_on, cycle.deadline_on, quotas[cycle.label]) for cycle in cycles}
    subtitle = (str(indicator(KEY).name), str(Unit.UNITS.label), _("cumulative, by cycle"), context.region.name)
    draw_section_header(_format_headline(cycles[-1], series, quotas), *subtitle)
    if any(map(any, series.values())) or any(quotas.values()):
        plan_name, alt = _("plan {label}"), _("Deliveries against plan")
        chart = build_cumulative_vs_plan(months, series, plans, plan_name, context.period, context.palette)
        draw_chart(chart, "deliveries", alt)
    rows = [Row(m.key, [values.category_value(KEY, code, m, cycle.key) for cycle in cycles]) for m in reversed(months)]
    columns = [Column(cycle.label, Unit.UNITS) for cycle in cycles]
    by_month = render_table(_("Cumulative deliveries by month"), _("Month"), columns, rows)
    file = csv_link(KEY, context.region, *months, dimension=f"cycle={','.join(keys)}")
    draw_section_footer([KEY, QUOTA], context.as_of, context.allowed_downloads(file), by_month)


def _format_headline(cycle: CycleSummary, series: dict[str, list[float]], quotas: dict[str, float]) -> str:
    delivered, quota = series[cycle.label][-1], quotas[cycle.label]
    texts = {"label": cycle.label, "delivered": f"{delivered:,.0f}", "deadline": cycle.deadline_on}
    if not quota:
        return _("{label}: {delivered} delivered, deadline {deadline}").format(**texts)
    template = _("{label}: {delivered} of {quota} delivered, deadline {deadline}")
    return template.format(quota=f"{quota:,.0f}", **texts)
