"""What is paid, beside the standards: dibao per person, and tekun as a multiple of dibao."""

from __future__ import annotations

from dashboard.page_context import PageContext
from dashboard.sections.indicator_table import draw_indicator_table
from shared.locale import _

KEYS = ("benefit_per_person", "tekun_to_dibao")


def draw_benefit_levels(context: PageContext) -> None:
    """A table by region."""
    draw_indicator_table(context, KEYS, _("Payments and standards compared"), _("Level of benefits, by region"))
