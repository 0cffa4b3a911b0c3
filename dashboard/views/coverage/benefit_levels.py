"""What is paid: dibao per person, by region."""

from __future__ import annotations

from dashboard.page_context import PageContext
from dashboard.sections.indicator_table import draw_indicator_table
from shared.locale import _

KEYS = ("benefit_per_person",)


def draw_benefit_levels(context: PageContext) -> None:
    """A table by region."""
    draw_indicator_table(
        context, KEYS, _("Dibao paid per person: {benefit_per_person}"), _("Level of benefits, by region")
    )
