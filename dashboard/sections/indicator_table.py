"""Several indicators by region in one table, at the level that is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.components.html.data_table import indicator_column
from dashboard.components.html.rendering import emit_html
from dashboard.components.html.section_layout import draw_section_footer, draw_section_header
from dashboard.components.text.number_format import format_headline_value
from dashboard.page_context import PageContext
from dashboard.region_navigation import RegionRef
from dashboard.sections.regional_table import draw_level_choice, load_compared, render_regional_table
from shared.indicators.indicator_value import IndicatorValue
from shared.models import Level


def draw_indicator_table(context: PageContext, keys: Sequence[str], template: str, caption: str) -> None:
    """A column for each indicator; `template` is the title and names figures of the region by their keys.

    Nothing is drawn where no region has any of them: what was never entered is nobody's fault.
    """
    deepest = choose_deepest(context)
    compared = load_compared(context, *keys, deepest=deepest)
    values = context.load_values(*keys, regions=compared.with_whole)

    def cells(region: RegionRef) -> list[IndicatorValue]:
        return [values.total(key, region.code, context.period) for key in keys]

    if not any(cell.value is not None for region in compared.with_whole for cell in cells(region)):
        return
    texts = {cell.indicator.key: format_headline_value(cell) for cell in cells(context.region)}
    draw_section_header(template.format(**texts), caption, context.region_and_period)
    draw_level_choice(context, compared, *keys, deepest=deepest)
    columns = [indicator_column(key) for key in keys]
    emit_html(render_regional_table(context, compared, caption, columns, compared.regions, cells))
    draw_section_footer(keys, context.as_of, context.allowed_downloads(*context.csv_by_region(compared, *keys)))


def choose_deepest(context: PageContext) -> Level:
    """The finest level of a table: below the county, these figures are counted from records, so for one county only."""
    levels = list(Level)
    is_of_one_county = levels.index(context.region.level) >= levels.index(Level.COUNTY)
    return Level.VILLAGE if is_of_one_county else Level.COUNTY
