"""Identity numbers with a wrong check digit, by region."""

from __future__ import annotations

from decimal import Decimal

from dashboard.components.html.data_table import Column, NumberText, TableCell, indicator_column
from dashboard.components.html.rendering import emit_html
from dashboard.components.html.section_layout import draw_section_footer, draw_section_header
from dashboard.components.text.number_format import format_thousands
from dashboard.indicator_values import count_failed
from dashboard.page_context import PageContext
from dashboard.region_navigation import RegionRef
from dashboard.sections.regional_table import draw_level_choice, load_compared, render_regional_table
from dashboard.sections.table_order import column_key
from shared.indicators.catalogue import indicator
from shared.indicators.status_symbols import BLANK_SYMBOLS
from shared.indicators.units import Unit
from shared.locale import _

KEY = "valid_identity_rate"


def draw_invalid_identity_numbers(context: PageContext) -> None:
    """A table by region, most wrong numbers first; nothing for a period in which they are not known."""
    compared = load_compared(context, KEY)
    values = context.load_values(KEY, regions=compared.with_whole)
    total = values.total(KEY, context.region.code, context.period)
    if total.value is None:
        return
    title = _("{n} identity numbers with a wrong check digit").format(n=format_thousands(count_failed(total)))
    draw_section_header(title, str(indicator(KEY).name), context.region_and_period)

    def cells(region: RegionRef) -> list[TableCell]:
        indicator_value = values.total(KEY, region.code, context.period)
        if indicator_value.value is None:
            return [BLANK_SYMBOLS[indicator_value.state], indicator_value]
        failed = count_failed(indicator_value)
        return [NumberText(format_thousands(failed), Decimal(failed)), indicator_value]

    regions = sorted(compared.regions, key=lambda region: -count_failed(values.total(KEY, region.code, context.period)))
    draw_level_choice(context, compared, KEY)
    columns = [Column(_("Wrong check digit"), Unit.PERSONS, column_key(KEY, "failed")), indicator_column(KEY)]
    emit_html(render_regional_table(context, compared, _("Identity numbers by region"), columns, regions, cells))
    draw_section_footer([KEY], context.as_of, context.allowed_downloads(*context.csv_by_region(compared, KEY)))
