"""Entries, exits and changes of tier, by month."""

from __future__ import annotations

from dashboard.components.charts.base_chart import draw_chart
from dashboard.components.charts.monthly_bars import build_diverging_bars
from dashboard.components.html.data_table import Row, indicator_column, render_table
from dashboard.components.html.section_layout import draw_section_footer, draw_section_header
from dashboard.components.text.number_format import format_with_status
from dashboard.page_context import PageContext
from dashboard.sections.hidden_section import draw_if_hidden
from shared.indicators.catalogue import indicator
from shared.indicators.units import Unit
from shared.locale import _

ENTRIES, EXITS, NET, MOVES = KEYS = ("entries", "exits", "net_change", "moves")


def draw_entries_and_exits(context: PageContext) -> None:
    """Diverging bars with a line."""
    months, code = context.as_of.months, context.region.code
    values = context.load_values(*KEYS, periods=dict.fromkeys([*months, context.period]))
    if draw_if_hidden(context, KEYS, values):
        return
    entries, exits, net, moves = (format_with_status(values.total(key, code, context.period)) for key in KEYS)
    template = _("{entries} entered, {exits} left: {net} net; {moves} changed tier")
    name = _("People who entered, left or changed tier, by month")
    draw_section_header(
        template.format(entries=entries, exits=exits, net=net, moves=moves),
        name,
        str(Unit.PERSONS.label),
        context.region_and_period,
    )
    series = {
        str(indicator(key).name): [float(values.value_or_zero(key, code, month)) for month in months] for key in KEYS
    }
    draw_chart(build_diverging_bars(months, series, context.period, context.palette), "flows", name)
    rows = [Row(m.key, [values.total(key, code, m) for key in KEYS]) for m in reversed(months)]
    columns = [indicator_column(key) for key in KEYS]
    by_month = render_table(name, _("Month"), columns, rows)
    draw_section_footer(
        KEYS,
        context.as_of,
        context.allowed_downloads(*(context.csv_of_region(key, *months) for key in KEYS)),
        by_month,
    )
