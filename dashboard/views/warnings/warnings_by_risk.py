"""Warnings by risk: small multiples of the funnel, all on one scale."""

from __future__ import annotations

from decimal import Decimal

from dashboard.components.html.bar_table import Bar, Slice, render_bars
from dashboard.components.html.download_links import csv_link
from dashboard.components.html.rendering import emit_html
from dashboard.components.html.section_layout import draw_section_footer, draw_section_header
from dashboard.components.text.number_format import format_share, format_thousands
from dashboard.components.text.ranking_text import find_extremes, join_names
from dashboard.indicator_values import IndicatorValues
from dashboard.page_context import PageContext
from dashboard.sections.hidden_section import draw_if_hidden
from shared.indicators import dimensions
from shared.indicators.indicator_value import MIN_DENOMINATOR
from shared.locale import _

STEPS = ("persons_warned", "persons_verified", "persons_eligible", "assisted_after_warning")


def draw_warnings_by_risk(context: PageContext) -> None:
    """One small funnel for each risk, the most frequent first."""
    values = context.load_values(*STEPS, dimension="risk")
    if draw_if_hidden(context, STEPS, values):
        return

    def number(key: str, risk: str) -> float:
        return float(values.value_or_zero(key, context.region.code, context.period, risk))

    present = [risk for risk in dimensions.values("risk") if number(STEPS[0], risk)]
    if not present:
        return
    present.sort(key=lambda risk: -number(STEPS[0], risk))
    names = dimensions.values("risk")
    most_frequent = find_extremes(present, lambda risk: number(STEPS[0], risk))
    assisted, warned = (sum(number(key, risk) for risk in most_frequent) for key in (STEPS[3], STEPS[0]))
    template = _("{risk}: most people flagged, {share} of them assisted")
    if warned < MIN_DENOMINATOR:
        template = _("{risk}: most people flagged, {assisted} of {warned} assisted")
    draw_section_header(
        template.format(
            risk=join_names([names[risk] for risk in most_frequent]),
            share=format_share(Decimal(assisted), Decimal(warned)),
            assisted=format_thousands(Decimal(assisted)),
            warned=format_thousands(Decimal(warned)),
        ),
        _("People by risk, on the same scale"),
        context.region_and_period,
    )
    emit_html(render_bars({names[risk]: _build_bars(context, values, risk) for risk in present}))
    draw_section_footer(
        STEPS,
        context.as_of,
        context.allowed_downloads(*(csv_link(key, context.region, context.period, dimension="risk") for key in STEPS)),
    )


def _build_bars(context: PageContext, values: IndicatorValues, risk: str) -> list[Bar]:
    steps = dict(zip(STEPS, (_("Flagged"), _("Verified"), _("Eligible"), _("Assisted")), strict=True))
    numbers = {key: values.value_or_zero(key, context.region.code, context.period, risk) for key in STEPS}
    return [
        Bar(name, [Slice(numbers[key])], format_thousands(numbers[key]), context.figure_url(key, f"risk={risk}"))
        for key, name in steps.items()
    ]
