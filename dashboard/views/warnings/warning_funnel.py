"""The funnel: people flagged, verified, found eligible and assisted."""

from __future__ import annotations

from decimal import Decimal

from dashboard.components.html.bar_table import HATCHED, Bar, Slice, render_bars
from dashboard.components.html.download_links import csv_link
from dashboard.components.html.figure_list_links import figure_url_of
from dashboard.components.html.rendering import emit_html
from dashboard.components.html.section_layout import draw_section_footer, draw_section_header
from dashboard.components.text.number_format import format_share, format_thousands, format_with_status
from dashboard.page_context import PageContext
from dashboard.sections.hidden_section import draw_if_hidden
from shared.indicators.indicator_value import MIN_DENOMINATOR, IndicatorValue
from shared.locale import _

STEPS = ("persons_warned", "persons_verified", "persons_eligible", "assisted_after_warning")
WAITING, MATURE = "persons_not_due", "warning_to_assistance"


def draw_warning_funnel(context: PageContext) -> None:
    """Four bars with the share between the steps; those not yet due are hatched beside the verified."""
    values = context.load_values(*STEPS, WAITING, MATURE)
    if draw_if_hidden(context, [*STEPS, WAITING, MATURE], values):
        return
    issued, verified, eligible, assisted = (values.total(key, context.region.code, context.period) for key in STEPS)
    waiting, mature = (values.total(key, context.region.code, context.period) for key in (WAITING, MATURE))
    draw_section_header(
        _format_headline(issued, mature),
        _("People flagged in the period, and what became of them"),
        context.region_and_period,
    )
    unverified = max((issued.value or Decimal(0)) - (verified.value or Decimal(0)), Decimal(0))
    not_due = Slice(
        min(waiting.value or Decimal(0), unverified),
        _("not yet due: {n}").format(n=format_with_status(waiting)),
        HATCHED,
    )
    steps = [
        _build_step(_("Flagged"), issued, None, issued),
        _build_step(_("Verified"), verified, issued, issued, not_due),
        _build_step(_("Eligible"), eligible, verified, issued),
        _build_step(_("Assisted"), assisted, eligible, issued),
    ]
    legend = [(HATCHED, _("not yet due: {n}").format(n=format_with_status(waiting)))]
    emit_html(render_bars({"": steps}, tall=True, legend=legend))
    files = (csv_link(key, context.region, context.period) for key in (*STEPS, WAITING, MATURE))
    draw_section_footer([*STEPS, WAITING, MATURE], context.as_of, context.allowed_downloads(*files))


def _build_step(
    name: str, now: IndicatorValue, previous: IndicatorValue | None, issued: IndicatorValue, *further_slices: Slice
) -> Bar:
    share_of_previous = "" if previous is None else _format_part(_("{share} of the previous step"), now, previous)
    under = "" if previous in (None, issued) else _format_part(_("{share} of those flagged"), now, issued)
    return Bar(
        name,
        [Slice(now.value or 0), *further_slices],
        format_thousands(now.value or Decimal(0)),
        figure_url_of(now),
        share_of_previous,
        under,
    )


def _format_part(template: str, part: IndicatorValue, whole: IndicatorValue) -> str:
    """The share in percent; of few both numbers, since the percentage says nothing."""
    if (whole.value or 0) < MIN_DENOMINATOR:
        few = _("{part} of {all}")
        return few.format(part=format_thousands(part.value or 0), all=format_thousands(whole.value or 0))
    return template.format(share=format_share(part.value or 0, whole.value or 0))


def _format_headline(issued: IndicatorValue, mature: IndicatorValue) -> str:
    if not issued.value:
        return _("No warning was issued in this period")
    if mature.value is None:
        return _("No warning of this period is {days} days old yet").format(days=mature.window)
    template = _("{n} flagged at least {days} days ago: {rate} assisted within {days} days")
    if mature.is_small:
        template = _("{n} flagged at least {days} days ago: {assisted} assisted within {days} days")
    texts = {"n": format_thousands(mature.denominator or 0), "assisted": format_thousands(mature.numerator or 0)}
    return template.format(rate=format_with_status(mature), days=mature.window, **texts)
