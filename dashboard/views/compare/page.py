"""Regions side by side: any figure of two to six regions, or of one, by month over three years and in the period."""

from __future__ import annotations

from dashboard.compare_tray import TRAY
from dashboard.components.html.chips import draw_chips
from dashboard.components.html.rendering import emit_template
from dashboard.components.html.section_layout import draw_page_headline
from dashboard.components.text.number_format import format_headline_value
from dashboard.page_context import PageContext
from dashboard.sections.division_choice import choose_divisions, draw_division_choice
from dashboard.sections.measure_menu import draw_measure_menu
from dashboard.views.compare.compared_lines import ABOVE, NOBODY, PEERS, load_lines
from dashboard.views.compare.left_out import explain_left_out
from dashboard.views.compare.region_choice import draw_region_choice
from dashboard.views.compare.trend import draw_trend
from shared.indicators.catalogue import INDICATORS, indicator
from shared.indicators.indicator import Indicator
from shared.indicators.todays_divisions import has_series
from shared.locale import _

MEASURE, USUAL, AGAINST = "measure", "coverage_rate", "against"


def render(context: PageContext) -> None:
    """The values in the period as a sentence, the choices, the trend of 36 months, and the table."""
    measures = {key: one for key, one in INDICATORS.items() if not one.is_current}
    key = context.query_option(MEASURE, {key: str(one.name) for key, one in measures.items()}, USUAL)
    regions, former = context.tray or (context.region,), None
    if regions == (context.region,) and has_series(indicator(key)):
        context, former = choose_divisions(context)
    against = _choose_against(context, indicator(key))
    lines = load_lines(context, key, regions, against)
    own, template = lines[: len(regions)], _("{region} {value}")
    parts = (template.format(region=line.name, value=format_headline_value(line.now)) for line in own)
    headline = _("{figure}: {values}").format(figure=indicator(key).name, values=_("; ").join(parts))
    draw_page_headline(headline, context.region_and_period, [] if context.former else [own[0].now])
    for sentence in explain_left_out(context.session, context.params.get(TRAY, "")):
        emit_template("paragraph", text=sentence)
    draw_region_choice(context, regions)
    draw_measure_menu(context, measures.values(), key)
    if indicator(key).needs_base:
        draw_chips(_("Compared with"), AGAINST, _against_names(), against, context.url)
    if former is not None:
        draw_division_choice(context, former)
    draw_trend(context, key, regions, lines)


def _against_names() -> dict[str, str]:
    return {
        ABOVE: _("regions above"),
        PEERS: _("similar counties of the first county"),
        NOBODY: _("nothing else"),
    }


def _choose_against(context: PageContext, one: Indicator) -> str:
    """With what else shares and means are compared; a count of the province says nothing about a county."""
    chosen = context.query_option(AGAINST, _against_names(), ABOVE)
    return chosen if one.needs_base else NOBODY
