"""Changes: what is different from the month before, and what falls due."""

from __future__ import annotations

from dashboard.components.html.section_layout import draw_page_headline
from dashboard.components.text.number_format import format_period
from dashboard.page_context import PageContext
from dashboard.sections.indicator_table import read_table_choices
from dashboard.sections.unusual_changes import explain_no_basis, latest_month, measure_changes
from dashboard.views.changes.change_table import draw_unusual_changes
from dashboard.views.changes.corrected_figures import draw_corrected_figures
from dashboard.views.changes.overdue_movements import draw_overdue_movements
from dashboard.views.changes.upcoming_deadlines import draw_deadlines
from shared.locale import _


def render(context: PageContext) -> None:
    """Unusual changes, overdue warnings that came and went, corrected figures, deadlines."""
    read_table_choices(context)
    month = latest_month(context)
    measured = measure_changes(context, month)
    movers = [one for one in measured if one.is_unusual]
    template = _("Unusual changes in {month}, compared with the month before: {n}")
    text = template.format(n=len(movers), month=format_period(month)) if measured else explain_no_basis(month)
    draw_page_headline(text, f"{context.region_name} · {format_period(month)}", [mover.now for mover in movers[:1]])
    if measured:
        draw_unusual_changes(context, month, movers)
    draw_overdue_movements(context, month)
    draw_corrected_figures(context)
    draw_deadlines(context)
