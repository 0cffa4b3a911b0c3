"""Charity to persons: how many were aided, with how much in total and each."""

from __future__ import annotations

from decimal import Decimal

from markupsafe import Markup

from dashboard.components.charts.base_chart import draw_chart
from dashboard.components.charts.line_charts import build_monthly_bars
from dashboard.components.html.data_table import Column, NumberText, Row, TableCell, indicator_column, render_table
from dashboard.components.html.download_links import csv_link
from dashboard.components.html.rendering import emit_html
from dashboard.components.html.section_layout import draw_section_footer, draw_section_header
from dashboard.components.text.number_format import format_exact, format_with_status
from dashboard.indicator_values import IndicatorValues
from dashboard.page_context import PageContext
from dashboard.region_navigation import ComparedRegions, RegionRef
from dashboard.sections.regional_table import draw_level_choice, load_compared, render_regional_table
from dashboard.sections.table_order import column_key
from dashboard.views.charity.selection import ProgrammeSelection
from shared.indicators.catalogue import indicator
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.observation_status import ObservationStatus
from shared.indicators.status_symbols import BLANK_SYMBOLS
from shared.indicators.units import Unit
from shared.locale import _

PERSONS, AMOUNT = "medical_charity", "medical_charity_amount"


def draw_medical_charity(context: PageContext, selection: ProgrammeSelection) -> None:
    """Persons by month, then persons, amount and amount per person by region."""
    months = selection.list_months(context.as_of.months)
    series = selection.load_values(context, PERSONS, periods=months)
    compared = load_compared(context, PERSONS, AMOUNT)
    values = selection.load_values(context, PERSONS, AMOUNT, regions=compared.with_whole)
    name = _("{figure}, by month").format(figure=indicator(PERSONS).name)
    title = _format_headline(context, selection, values)
    draw_section_header(title, name, str(Unit.PERSONS.label), context.region_and_period)
    by_month = [selection.value_from(series, PERSONS, context.region.code, month) for month in months]
    numbers = [float(value.value or 0) for value in by_month]
    if any(numbers) and not series.hides(context.region.code):
        bars = build_monthly_bars(months, numbers, str(indicator(PERSONS).name), context.period, context.palette)
        draw_chart(bars, "persons", name)
    draw_level_choice(context, compared, PERSONS, AMOUNT)
    emit_html(_render_by_region(context, selection, values, compared))
    rows = [Row(value.period.key, [value]) for value in reversed(by_month)]
    files = context.allowed_downloads(
        csv_link(PERSONS, context.region, *months, dimension=selection.filter_expression, name=name),
        *context.csv_by_region(compared, PERSONS, AMOUNT, dimension=selection.filter_expression),
    )
    table = render_table(name, _("Month"), [indicator_column(PERSONS)], rows)
    draw_section_footer([PERSONS, AMOUNT], context.as_of, files, table)


def _render_by_region(
    context: PageContext, selection: ProgrammeSelection, values: IndicatorValues, compared: ComparedRegions
) -> Markup:
    def number(region: RegionRef) -> Decimal:
        return values.value_or_zero(PERSONS, region.code, context.period, selection.category)

    def cells(region: RegionRef) -> list[TableCell]:
        persons, amount = (selection.value_from(values, key, region.code, context.period) for key in (PERSONS, AMOUNT))
        return [persons, amount, _format_per_person(amount)]

    columns = [
        indicator_column(PERSONS, has_bar=True),
        indicator_column(AMOUNT),
        Column(_("Per person"), Unit.YUAN_PER_PERSON, column_key(AMOUNT, "person")),
    ]
    regions = sorted(compared.regions, key=lambda region: -number(region))
    return render_regional_table(context, compared, _("People assisted, by region"), columns, regions, cells)


def _format_per_person(amount: IndicatorValue) -> str:
    """Yuan per person: the amount is in fen, its denominator are the persons."""
    if amount.is_suppressed:
        return BLANK_SYMBOLS[amount.state]
    if not amount.denominator:
        return BLANK_SYMBOLS[ObservationStatus.NOT_APPLICABLE]
    each = Decimal(amount.numerator or 0) / 100 / amount.denominator
    return NumberText(format_exact(each, Unit.YUAN_PER_PERSON), each)


def _format_headline(context: PageContext, selection: ProgrammeSelection, values: IndicatorValues) -> str:
    persons, amount = (
        selection.value_from(values, key, context.region.code, context.period) for key in (PERSONS, AMOUNT)
    )
    if not persons.value:
        return _("No one was assisted in this period")
    template = _("{persons} assisted with {amount}, {each} per person")
    return template.format(
        persons=format_with_status(persons),
        amount=format_with_status(amount),
        each=f"{_format_per_person(amount)} {Unit.YUAN.label}",
    )
