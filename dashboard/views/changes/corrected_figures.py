"""Figures of locked months that were corrected since: as they were locked, as they are now, why."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.components.html.data_table import Column, Row, render_table
from dashboard.components.html.rendering import emit_html
from dashboard.components.html.section_layout import draw_section_header
from dashboard.components.text.number_format import format_exact_with_unit, format_period
from dashboard.page_context import PageContext
from shared.access import ScopedSession
from shared.clock import LOCAL
from shared.indicators.indicator_value import IndicatorValue
from shared.interchange.dimension_filter import name_category
from shared.locale import _
from shared.services.month_close.restatements import Restatement, load_restatements

MOST_SHOWN = 15


def draw_corrected_figures(context: PageContext) -> None:
    """A table of them, the latest first."""
    corrected = _merge_hidden(load_restatements(context.session, context.region.code))
    title = _("{n} figures of locked months were corrected").format(n=len(corrected))
    if not corrected:
        title = _("No figure of a locked month was corrected")
    draw_section_header(title, _("As locked, and as it is now"), context.region.name)
    if corrected:
        numbers = [Column(name) for name in (_("Period"), _("Locked value"), _("Now"), _("Corrected on"))]
        columns = [*numbers, Column(_("Reason"), is_text=True)]
        rows = [_row(context.session, one) for one in corrected[:MOST_SHOWN]]
        emit_html(render_table(_("Corrected figures"), _("Indicator"), columns, rows, is_list_on_phone=True))


def _merge_hidden(corrected: Iterable[Restatement]) -> list[Restatement]:
    """Once for all categories that are not shown: which of them moved would say who has such people."""
    found: dict[object, Restatement] = {}
    for one in corrected:
        now = one.revised
        found.setdefault((now.indicator.key, now.period, "" if now.is_suppressed else now.dimension), one)
    return list(found.values())


def _row(session: ScopedSession, one: Restatement) -> Row:
    day = one.revised_at.astimezone(LOCAL).date()
    numbers = [_format(one.original), one.revised if one.revised.value is not None else _format(one.revised)]
    cells = [format_period(one.revised.period), *numbers, str(day), one.reason]
    category = "" if one.revised.is_suppressed else name_category(session, one.revised)
    name = " · ".join(filter(None, (str(one.revised.indicator.name), category)))
    return Row(name, cells)


def _format(value: IndicatorValue) -> str:
    return "—" if value.value is None else format_exact_with_unit(value.value, value.indicator.unit)
