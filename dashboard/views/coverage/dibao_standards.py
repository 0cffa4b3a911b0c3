"""Dibao standards as a share of consumption, inside or outside the required band, and tekun beside them."""

from __future__ import annotations

from decimal import Decimal

from markupsafe import Markup

from dashboard.components.html.data_table import Column, NumberText, Row, TableCell, indicator_column, render_table
from dashboard.components.html.download_links import csv_link
from dashboard.components.html.rendering import emit_html, emit_template
from dashboard.components.html.section_layout import draw_section_footer, draw_section_header
from dashboard.components.text.band_text import format_bands
from dashboard.components.text.number_format import format_thousands, format_with_status
from dashboard.indicator_values import IndicatorValues
from dashboard.page_context import PageContext
from dashboard.region_navigation import RegionRef
from dashboard.sections.table_order import column_key, make_sortable, sort_regions
from shared.indicators.catalogue import indicator
from shared.indicators.indicator_value import IndicatorValue
from shared.locale import _
from shared.models import Level

KEY, TEKUN = "standard_to_consumption", "tekun_to_dibao"


def draw_dibao_standards(context: PageContext) -> None:
    """A table of the provinces and cities whose standard and consumption are known."""
    regions = [
        p
        for p in dict.fromkeys([*context.navigation.breadcrumb, *context.navigation.children])
        if p.level in {Level.PROVINCE, Level.CITY}
    ]
    if not regions:
        return
    values = context.load_values(KEY, TEKUN, regions=regions)
    values_by_region = [(region, values.total(KEY, region.code, context.period)) for region in regions]
    lines = [
        (region, indicator_value) for region, indicator_value in values_by_region if indicator_value.value is not None
    ]
    if not lines:
        return  # no standard can be compared: what was never loaded is nobody's fault
    band = _("range {band}").format(band=format_bands(f for _region, f in lines))
    draw_section_header(_format_headline(lines), str(indicator(KEY).name), band, context.region_and_period)
    lines.sort(key=lambda line: line[1].value or Decimal(-1), reverse=True)
    emit_html(_render_lines(context, lines, values))
    if len(lines) < len(values_by_region):
        template = _("For {n} more regions the standard or the consumption has not been entered in this system.")
        emit_template("paragraph", text=template.format(n=len(values_by_region) - len(lines)))
    draw_section_footer(
        [KEY, TEKUN],
        context.as_of,
        context.allowed_downloads(
            *(csv_link(key, regions[0], context.period, level=Level.CITY) for key in (KEY, TEKUN))
        ),
    )


def _render_lines(
    context: PageContext, lines: list[tuple[RegionRef, IndicatorValue]], values: IndicatorValues
) -> Markup:
    figures = dict(lines)

    def cells(region: RegionRef) -> list[TableCell]:
        figure, tekun = figures[region], values.total(TEKUN, region.code, context.period)
        return [*_sides(figure), figure, _band_position(figure), _known(tekun)]

    columns = [
        Column(_("Dibao standard, yuan a year"), key=column_key(KEY, "standard")),
        Column(_("Per-capita consumption last year, yuan"), key=column_key(KEY, "consumption")),
        indicator_column(KEY),
        Column(_("Position in the range")),
        Column(str(indicator(TEKUN).name), key=TEKUN),
    ]
    regions = sort_regions(context, list(figures), columns, cells)
    rows = [Row(region.name, cells(region), is_selected=region == context.region) for region in regions]
    headings = [make_sortable(context, column) for column in columns]
    return render_table(str(indicator(KEY).name), _("Region"), headings, rows)


def _sides(figure: IndicatorValue) -> tuple[TableCell, TableCell]:
    """The standard of a year, and consumption."""
    return _format_yuan(figure.numerator), _format_yuan(figure.denominator)


def _known(figure: IndicatorValue) -> TableCell:
    """A figure of a standard that was entered; nothing where none was: that is nobody's fault."""
    return "" if figure.value is None else NumberText(format_with_status(figure), figure.value)


def _format_yuan(fen: int | None) -> NumberText:
    yuan = Decimal(fen or 0) / 100
    return NumberText(format_thousands(yuan), yuan)


def _band_position(indicator_value: IndicatorValue) -> str:
    if indicator_value.value is None or indicator_value.band is None:
        return ""
    low, high = indicator_value.band
    return (
        _("below the range")
        if indicator_value.value < low
        else _("above the range")
        if indicator_value.value > high
        else _("within the range")
    )


def _format_headline(lines: list[tuple[RegionRef, IndicatorValue]]) -> str:
    outside = [(region, indicator_value) for region, indicator_value in lines if indicator_value.is_outside_band]
    if not outside:
        return _("All {n} known standards are within the range").format(n=len(lines))
    names = _(", ").join(f"{region.name} {format_with_status(indicator_value)}" for region, indicator_value in outside)
    return _("{n} of {known} known standards are outside the range: {names}").format(
        n=len(outside), known=len(lines), names=names
    )
