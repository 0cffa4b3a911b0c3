"""Which figures of the catalogue are not counted yet, and what is missing for each."""

from __future__ import annotations

from dashboard.components.html.data_table import Column, Row, render_table
from dashboard.components.html.rendering import emit_html
from dashboard.components.html.section_layout import draw_section_header
from shared.indicators.not_counted import NOT_COUNTED
from shared.locale import _


def draw_not_counted() -> None:
    """A row for each, in the order of the codes."""
    title = _("Not counted yet")
    draw_section_header(title, _("{n} indicators that today's records cannot answer").format(n=len(NOT_COUNTED)))
    rows = [Row(f"{one.code} {one.name}", [str(one.missing)]) for one in NOT_COUNTED]
    emit_html(render_table(title, _("Indicator"), [Column(_("What is missing"), is_text=True)], rows))
