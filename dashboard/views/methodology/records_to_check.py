"""Quality of the records: benefit spells that look wrong, and people without a document."""

from __future__ import annotations

from dashboard.page_context import PageContext
from dashboard.sections.indicator_table import draw_indicator_table
from shared.locale import _

KEYS = ("suspect_records", "persons_undocumented")


def draw_records_to_check(context: PageContext) -> None:
    """A table by region."""
    template = _("Benefit spells to check: {suspect_records}")
    draw_indicator_table(context, KEYS, template, _("Records to check, by region"))
