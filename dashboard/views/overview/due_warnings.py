"""What a township has to do today: overdue warnings, and those due within days."""

from __future__ import annotations

from dashboard.components.html.bar_table import HATCHED, Bar, Slice, render_bars
from dashboard.components.html.figure_list_links import figure_url, figure_url_of
from dashboard.components.html.rendering import emit_html
from dashboard.components.html.section_layout import draw_section_footer, draw_section_header
from dashboard.components.text.number_format import format_thousands, format_value
from dashboard.page_context import PageContext
from shared.indicators import dimensions
from shared.indicators.catalogue import indicator
from shared.indicators.indicator_value import IndicatorValue
from shared.locale import _
from shared.rules.parameter_keys import DUE_SOON_DAYS

KEYS = OVERDUE, SOON = "overdue_warnings", "warnings_due_soon"


def format_due_warnings(context: PageContext) -> str:
    """A sentence on what has to be done first."""
    overdue, soon = _load_due(context)
    if overdue.is_suppressed or soon.is_suppressed:
        return _("Overdue warnings: {status}").format(status=format_value(overdue))
    template = _("{overdue} warnings overdue, {soon} due within {days} days")
    if not overdue.value:
        template = _("Nothing is overdue; {soon} warnings due within {days} days")
    if not overdue.value and not soon.value:
        template = _("No warning is overdue or due within {days} days")
    return template.format(
        overdue=format_thousands(overdue.value or 0),
        soon=format_thousands(soon.value or 0),
        days=soon.law[DUE_SOON_DAYS.name],
    )


def draw_due_warnings(context: PageContext) -> None:
    """Overdue warnings by days overdue, the longest first, then those due soon; nothing when there are none."""
    running = context.as_of.years[-1]
    late = context.load_values(OVERDUE, dimension="overdue", periods=[running])
    overdue, soon = _load_due(context)
    if not (overdue.value or soon.value) or late.hides(context.region.code):
        return
    names = dimensions.values("overdue")
    numbers = {band: late.value_or_zero(OVERDUE, context.region.code, running, band) for band in reversed(names)}
    lines = [
        Bar(
            _("Overdue by {days}").format(days=names[band]),
            [Slice(n)],
            format_thousands(n),
            figure_url(OVERDUE, context.region.code, running, f"overdue={band}"),
        )
        for band, n in numbers.items()
        if n
    ]
    if soon.value:
        pieces = [Slice(soon.value, style=HATCHED)]
        lines.append(Bar(str(indicator(SOON).name), pieces, format_thousands(soon.value), figure_url_of(soon)))
    draw_section_header(_("Most urgent"), _("open warnings by due date"), context.region.name, str(context.as_of.day))
    emit_html(render_bars({"": lines}))
    draw_section_footer(KEYS, context.as_of, [])


def _load_due(context: PageContext) -> tuple[IndicatorValue, IndicatorValue]:
    """Overdue and soon due as of today, whatever period is selected."""
    running = context.as_of.years[-1]
    values = context.load_values(*KEYS, periods=[running])
    overdue, soon = (values.total(key, context.region.code, running) for key in KEYS)
    return overdue, soon
