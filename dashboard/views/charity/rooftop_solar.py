"""Rooftop solar: households connected, capacity, generation and income, by region."""

from __future__ import annotations

from dashboard.components.charts.base_chart import draw_chart
from dashboard.components.charts.line_charts import build_area
from dashboard.components.html.data_table import Row, indicator_column, render_table
from dashboard.components.html.download_links import csv_link
from dashboard.components.html.rendering import emit_html
from dashboard.components.html.section_layout import draw_section_footer, draw_section_header
from dashboard.components.text.number_format import format_with_status
from dashboard.page_context import PageContext
from dashboard.region_navigation import RegionRef
from dashboard.sections.regional_table import draw_level_choice, load_compared, render_regional_table
from dashboard.views.charity.selection import ProgrammeSelection
from shared.indicators.catalogue import indicator
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.rounding import format_column_unit
from shared.locale import _

KEYS = ("solar_connected", "solar_capacity", "solar_energy", "solar_income_total", "solar_income")


def draw_rooftop_solar(context: PageContext, selection: ProgrammeSelection) -> None:
    """Households connected by month, and a table by region."""
    months, code = selection.list_months(context.as_of.months), context.region.code
    series = context.load_values(KEYS[0], periods=months)
    compared = load_compared(context, *KEYS)
    values = context.load_values(*KEYS, regions=compared.with_whole)
    texts = {key: format_with_status(values.total(key, code, context.period)) for key in KEYS}
    template = _("{connected} connected with {capacity}; they generated {energy} and earned {income}")
    title = template.format(
        connected=texts[KEYS[0]], capacity=texts[KEYS[1]], energy=texts[KEYS[2]], income=texts[KEYS[3]]
    )
    name = _("{figure}, by month").format(figure=indicator(KEYS[0]).name)
    draw_section_header(title, name, format_column_unit(indicator(KEYS[0]).unit), context.region_and_period)
    numbers = [float(series.value_or_zero(KEYS[0], code, month)) for month in months]
    if any(numbers) and not series.hides(code):
        area = build_area(months, numbers, str(indicator(KEYS[0]).name), context.period, context.palette)
        draw_chart(area, "solar", name)

    regions = sorted(compared.regions, key=lambda region: -values.value_or_zero(KEYS[0], region.code, context.period))

    def cells(region: RegionRef) -> list[IndicatorValue]:
        return [values.total(key, region.code, context.period) for key in KEYS]

    draw_level_choice(context, compared, *KEYS)
    columns = [indicator_column(key, has_bar=key == KEYS[0]) for key in KEYS]
    emit_html(render_regional_table(context, compared, _("Rooftop solar by region"), columns, regions, cells))
    rows = [Row(m.key, [series.total(KEYS[0], code, m)]) for m in reversed(months)]
    by_month = render_table(name, _("Month"), [indicator_column(KEYS[0])], rows)
    files = context.allowed_downloads(
        csv_link(KEYS[0], context.region, *months, name=name),
        *context.csv_by_region(compared, *KEYS),
    )
    draw_section_footer(KEYS, context.as_of, files, by_month)
