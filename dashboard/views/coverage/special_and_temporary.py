"""Special and temporary assistance by region: education, housing, temporary grants."""

from __future__ import annotations

from dashboard.components.html.data_table import indicator_column
from dashboard.components.html.rendering import emit_html
from dashboard.components.html.section_layout import draw_section_footer, draw_section_header
from dashboard.components.text.number_format import format_with_status
from dashboard.page_context import PageContext
from dashboard.region_navigation import RegionRef
from dashboard.sections.regional_table import draw_level_choice, load_compared, render_regional_table
from shared.indicators.indicator_value import IndicatorValue
from shared.locale import _

EDUCATION, HOUSING, GRANTS = "education_aid", "housing_renovation", "temporary_assistance"
KEYS = (EDUCATION, HOUSING, GRANTS, "temporary_persons", "temporary_per_grant")


def draw_special_and_temporary(context: PageContext) -> None:
    """A table, the region with most education aid first."""
    compared = load_compared(context, *KEYS)
    values = context.load_values(*KEYS, regions=compared.with_whole)
    regions = sorted(compared.regions, key=lambda region: -values.value_or_zero(EDUCATION, region.code, context.period))

    def cells(region: RegionRef) -> list[IndicatorValue]:
        return [values.total(key, region.code, context.period) for key in KEYS]

    now = {
        key: format_with_status(values.total(key, context.region.code, context.period))
        for key in (EDUCATION, HOUSING, GRANTS)
    }
    template = _("Education: {education_aid}; housing: {housing_renovation}; temporary: {temporary_assistance}")
    draw_section_header(
        template.format(**now), _("Special and temporary assistance in the period"), context.region_and_period
    )
    draw_level_choice(context, compared, *KEYS)
    columns = [indicator_column(key, has_bar=key == EDUCATION) for key in KEYS]
    caption = _("Special and temporary assistance by region")
    emit_html(render_regional_table(context, compared, caption, columns, regions, cells))
    draw_section_footer(KEYS, context.as_of, context.allowed_downloads(*context.csv_by_region(compared, *KEYS)))
