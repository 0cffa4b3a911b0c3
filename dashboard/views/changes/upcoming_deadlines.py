"""What falls due in the next thirty days: cycles of charity programmes, warnings."""

from __future__ import annotations

from dashboard.components.html.data_table import Row, indicator_column, render_table
from dashboard.components.html.rendering import emit_html
from dashboard.components.html.section_layout import draw_section_footer, draw_section_header
from dashboard.components.text.number_format import format_with_status
from dashboard.page_context import PageContext
from dashboard.sections.charity_cycles import AHEAD_DAYS, list_due_next, load_cycles
from shared.locale import _
from shared.rules.parameter_keys import DUE_SOON_DAYS

SOON = "warnings_due_soon"
CYCLE_KEYS = ("quota", "deliveries", "delivery_rate")


def draw_deadlines(context: PageContext) -> None:
    """How many warnings are due soon, and the cycles whose deadline is near with what is delivered of the quota."""
    running = context.as_of.years[-1]
    soon = context.load_values(SOON, periods=[running]).total(SOON, context.region.code, running)
    cycles = list_due_next(context, load_cycles(context))
    template = _("{cycles} cycles end within {days} days; warnings due within {soon_days} days: {warnings}")
    texts = {"cycles": len(cycles), "days": AHEAD_DAYS, "soon_days": soon.law[DUE_SOON_DAYS.name]}
    draw_section_header(
        template.format(warnings=format_with_status(soon), **texts),
        _("Deadlines ahead"),
        context.region.name,
        str(context.as_of.day),
    )
    if not cycles:
        return
    values = context.load_values(
        *CYCLE_KEYS, periods=[running], dimension="cycle", categories=[cycle.key for cycle in cycles]
    )
    rows = [
        Row(
            _("{programme} {run} (to {deadline})").format(
                programme=cycle.name, run=cycle.label, deadline=cycle.deadline_on
            ),
            [values.category_value(key, context.region.code, running, cycle.key) for key in CYCLE_KEYS],
            context.url.link("charity", programme=cycle.kind, cycle=cycle.key),
        )
        for cycle in cycles
    ]
    emit_html(render_table(_("Deadlines ahead"), _("Cycle"), [indicator_column(key) for key in CYCLE_KEYS], rows))
    draw_section_footer([*CYCLE_KEYS, SOON], context.as_of, [])
