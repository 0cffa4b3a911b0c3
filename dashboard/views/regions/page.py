"""Regions compared: where each region stands by any figure."""

from __future__ import annotations

from dashboard.components.html.section_layout import draw_page_headline
from dashboard.components.text.number_format import format_headline_value
from dashboard.page_context import PageContext
from dashboard.sections.indicator_by_region import draw_indicator_by_region
from dashboard.sections.measure_menu import draw_measure_menu, load_ranks
from dashboard.sections.regional_table import is_available_below
from shared.indicators.catalogue import INDICATORS
from shared.locale import _

MEASURE, USUAL = "measure", "low_income_population"


def render(context: PageContext) -> None:
    """The value of the region, the menu of all figures, and the league table of the regions below by the chosen one."""
    key = context.query_option(MEASURE, {key: str(one.name) for key, one in INDICATORS.items()}, USUAL)
    available = {key: one for key, one in INDICATORS.items() if is_available_below(context, key)}
    value = context.load_values(key).total(key, context.region.code, context.period)
    template = _("{figure} in {region}: {value}")
    texts = {"region": context.region.name, "figure": INDICATORS[key].name, "value": format_headline_value(value)}
    draw_page_headline(template.format(**texts), context.region_and_period, [value])
    draw_measure_menu(context, available.values(), key, load_ranks(context))
    draw_indicator_by_region(context, key)
