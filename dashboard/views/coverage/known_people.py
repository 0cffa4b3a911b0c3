"""Whom the system keeps in view: the low-income database, and people who left."""

from __future__ import annotations

from dashboard.page_context import PageContext
from dashboard.sections.indicator_table import draw_indicator_table
from shared.locale import _

KEYS = ("monitored_population", "exit_monitoring_rate", "reentry_rate", "village_mechanism_rate")


def draw_known_people(context: PageContext) -> None:
    """A table by region."""
    template = _("Low-income database: {monitored_population}; former recipients still visited: {exit_monitoring_rate}")
    draw_indicator_table(context, KEYS, template, _("People kept in view, by region"))
