"""Several indicators by region in one table: the selected region first, then those it is compared with."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.components.html.data_table import Row, indicator_column, render_table
from dashboard.components.html.rendering import emit_html
from dashboard.components.html.section_layout import draw_section_footer, draw_section_header
from dashboard.components.text.number_format import format_with_status
from dashboard.indicator_values import IndicatorValues
from dashboard.page_context import PageContext
from dashboard.region_navigation import RegionRef
from dashboard.sections.availability import is_available_at
from shared.locale import _


def draw_indicator_table(context: PageContext, keys: Sequence[str], template: str, caption: str) -> None:
    """A column for each indicator; `template` is the title and names the first two by their keys.

    Nothing is drawn where no region has any of them: what was never entered is nobody's fault.
    """
    known = [key for key in keys if is_available_at(key, context.region.level)]
    regions = context.other_regions
    values = context.load_values(*known, regions=[context.region, *regions])
    if not any(_has_value(context, values, key, [context.region, *regions]) for key in known):
        return
    texts = {key: format_with_status(values.total(key, context.region.code, context.period)) for key in known}
    draw_section_header(template.format(**texts), caption, context.region_and_period)
    rows = [
        _build_row(context, values, known, context.region, is_total=True),
        *(_build_row(context, values, known, region) for region in regions),
    ]
    emit_html(render_table(caption, _("Region"), [indicator_column(key) for key in known], rows))
    draw_section_footer(known, context.as_of, context.allowed_downloads(*context.csv_by_region(*known)))


def _has_value(context: PageContext, values: IndicatorValues, key: str, regions: Sequence[RegionRef]) -> bool:
    return any(values.total(key, region.code, context.period).value is not None for region in regions)


def _build_row(
    context: PageContext, values: IndicatorValues, keys: Sequence[str], region: RegionRef, *, is_total: bool = False
) -> Row:
    cells = [values.total(key, region.code, context.period) for key in keys]
    return Row(region.name, cells, "" if is_total else context.url.link(region=region.code), is_total=is_total)
