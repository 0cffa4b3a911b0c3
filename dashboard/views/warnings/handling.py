"""How warnings are handled: in time, to the end, with need, and before people ask."""

from __future__ import annotations

from dashboard.page_context import PageContext
from dashboard.sections.indicator_table import draw_indicator_table
from shared.locale import _

KEYS = ("on_time_rate", "eligible_assisted_rate", "false_alarm_rate", "proactive_discovery_rate")


def draw_handling(context: PageContext) -> None:
    """A table by region."""
    template = _("Warnings handled in time: {on_time_rate}; eligible people assisted in time: {eligible_assisted_rate}")
    draw_indicator_table(context, KEYS, template, _("How warnings are handled, by region"))
