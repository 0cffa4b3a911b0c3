"""The headline of a programme: promised, delivered and signed for."""

from __future__ import annotations

from dashboard.components.html.section_layout import draw_page_headline
from dashboard.components.text.number_format import format_headline_value, format_with_status
from dashboard.page_context import PageContext
from dashboard.views.charity.selection import (
    ProgrammeSelection,
)
from shared.locale import _

REACHED, PERSONS_ASSISTED = "charity_households", "medical_charity"
KEYS = ("deliveries", "delivery_rate", "receipt_rate", "undelivered_overdue", "quota")


def draw_headline(context: PageContext, selection: ProgrammeSelection) -> None:
    """Quota, deliveries and receipts since the cycles began; people aided in the period stand in the note."""
    reached = PERSONS_ASSISTED if selection.cycles[0].is_for_persons else REACHED
    values = selection.load_values(context, reached, *KEYS)
    recipients, delivered, rate, signed, late, quota = (
        selection.value_from(values, key, context.region.code, context.period) for key in (reached, *KEYS)
    )
    parts = [_("{delivered} delivered").format(delivered=format_with_status(delivered))]
    if rate.value is not None and not rate.is_small:
        parts = [
            _("{rate} of {quota} delivered").format(rate=format_with_status(rate), quota=format_with_status(quota))
        ]
    if signed.value is not None:
        parts.append(_("{rate} of the deliveries signed for").format(rate=format_headline_value(signed)))
    if late.value:
        parts.append(_("{late} past the deadline").format(late=format_with_status(late)))
    notes = [context.region_and_period]
    if reached == PERSONS_ASSISTED:
        notes.append(_("{persons} assisted in the period").format(persons=format_with_status(recipients)))
    else:
        parts.insert(0, _("{households} reached").format(households=format_with_status(recipients)))
    begun_cycles = [cycle for cycle in selection.selected_cycles if cycle.starts_on <= context.period.end]
    template = _("{n} cycles so far: {what}") if len(begun_cycles) > 1 else _("Since the start of the cycle: {what}")
    message = template.format(n=len(begun_cycles), what=_("; ").join(parts))
    figures = [recipients, delivered, rate, signed, *([late] if late.value else [])]
    draw_page_headline(message, " · ".join(notes), figures)
