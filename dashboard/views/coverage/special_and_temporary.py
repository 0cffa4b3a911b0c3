"""Special and temporary assistance by region: education, housing, temporary grants."""

from __future__ import annotations

from dataclasses import replace

from dashboard.components.html.data_table import indicator_column
from dashboard.components.html.download_links import Download
from dashboard.components.html.rendering import emit_html
from dashboard.components.html.section_layout import draw_section_footer, draw_section_header
from dashboard.components.text.number_format import format_with_status
from dashboard.page_context import PageContext
from dashboard.region_navigation import RegionRef
from dashboard.sections.indicator_table import draw_indicator_table
from dashboard.sections.regional_table import draw_level_choice, load_compared, render_regional_table
from shared.indicators.catalogue import indicator
from shared.indicators.indicator_value import IndicatorValue
from shared.locale import _

EDUCATION, HOUSING, GRANTS = "education_aid", "housing_renovation", "temporary_assistance"
KEYS = (EDUCATION, HOUSING, GRANTS, "temporary_persons", "temporary_amount", "temporary_per_grant")


SHARES = ("assist_first_share", "emergency_share", "nonresident_share")


def draw_temporary_shares(context: PageContext) -> None:
    """How temporary assistance is given, by region."""
    template = _("Assistance first: {assist_first_share} of the grants; for emergencies: {emergency_share}")
    draw_indicator_table(context, SHARES, template, _("How temporary assistance is given, by region"))


def draw_special_and_temporary(context: PageContext) -> None:
    """A table, the region with most education aid first."""
    compared = load_compared(context, *KEYS)
    if context.former is not None:
        compared = replace(compared, whole=replace(compared.whole, name=context.region_name))
    values = context.load_values(*KEYS, regions=compared.with_whole)
    regions = sorted(compared.regions, key=lambda region: -values.value_or_zero(EDUCATION, region.code, context.period))

    def cells(region: RegionRef) -> list[IndicatorValue]:
        return [values.total(key, region.code, context.period) for key in KEYS]

    now = {
        key: format_with_status(values.total(key, context.region.code, context.period))
        for key in (EDUCATION, HOUSING, GRANTS)
    }
    template = _("Education: {education_aid}; housing: {housing_renovation}; temporary: {temporary_assistance}")
    others = "" if context.former is None else _("other regions by the divisions of then")
    name = _("Special and temporary assistance in the period")
    draw_section_header(template.format(**now), name, context.region_and_period, others)
    draw_level_choice(context, compared, *KEYS)
    columns = [indicator_column(key, has_bar=key == EDUCATION) for key in KEYS]
    caption = _("Special and temporary assistance by region")
    emit_html(render_regional_table(context, compared, caption, columns, regions, cells))
    files = context.allowed_downloads(*context.csv_by_region(compared, *KEYS), *_files_of_region(context))
    draw_section_footer(KEYS, context.as_of, files)


def _files_of_region(context: PageContext) -> list[Download]:
    """The files of the selected region, where it is shown with those it follows; of the others they stand apart."""
    template = _("{figure}, {region}")
    names = {key: template.format(figure=indicator(key).name, region=context.region_name) for key in KEYS}
    return [] if context.former is None else [context.csv_of_region(key, name=name) for key, name in names.items()]
