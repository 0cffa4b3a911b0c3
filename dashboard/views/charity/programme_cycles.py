"""Cycles of a programme: quota, deliveries, value, late units, eligibility, duplicates."""

from __future__ import annotations

from dashboard.components.html.data_table import Row, indicator_column, render_table
from dashboard.components.html.download_links import csv_link
from dashboard.components.html.rendering import emit_html
from dashboard.components.html.section_layout import draw_section_footer, draw_section_header
from dashboard.components.text.number_format import format_thousands
from dashboard.indicator_values import IndicatorValues
from dashboard.page_context import PageContext
from dashboard.sections.availability import is_available_at
from dashboard.sections.charity_cycles import CycleSummary
from dashboard.views.charity.selection import ProgrammeSelection
from shared.indicators.catalogue import indicator
from shared.locale import _

TO_HOUSEHOLDS = (
    "pledge_rate",
    "quota",
    "deliveries",
    "delivery_rate",
    "receipt_rate",
    "charity_households",
    "value_delivered",
    "value_per_household",
    "undelivered_overdue",
    "delivered_to_eligible",
    "duplicate_delivery_rate",
)
OF_HOUSEHOLDS = {"charity_households", "value_per_household", "duplicate_delivery_rate"}
TO_PERSONS = tuple(key for key in TO_HOUSEHOLDS if key not in OF_HOUSEHOLDS)


def draw_programme_cycles(context: PageContext, selection: ProgrammeSelection) -> None:
    """A row for each cycle."""
    declared = TO_PERSONS if selection.cycles[0].is_for_persons else TO_HOUSEHOLDS
    keys = [key for key in declared if key != "pledge_rate" or is_available_at(key, context.region.level)]
    cycles = selection.selected_cycles
    values = context.load_values(*keys, dimension="cycle", categories=[cycle.key for cycle in cycles])
    since = _("from the start of each cycle")
    hides = values.hides(context.region.code)
    title = str(indicator("deliveries").name) if hides else _format_headline(context, values, cycles)
    draw_section_header(title, cycles[0].name, since, context.region_and_period)
    rows = [
        Row(
            _("{label} (to {deadline})").format(label=cycle.label, deadline=cycle.deadline_on),
            [values.category_value(key, context.region.code, context.period, cycle.key) for key in keys],
        )
        for cycle in cycles
    ]
    columns = [indicator_column(key) for key in keys]
    emit_html(render_table(_("Cycles"), _("Cycle"), columns, rows))
    dimension = f"cycle={','.join(cycle.key for cycle in cycles)}"
    draw_section_footer(
        keys,
        context.as_of,
        context.allowed_downloads(
            *(csv_link(key, context.region, context.period, dimension=dimension) for key in keys)
        ),
    )


def _format_headline(context: PageContext, values: IndicatorValues, cycles: tuple[CycleSummary, ...]) -> str:
    """Deliveries to recipients who were not eligible, and duplicate deliveries."""

    def total(side: str, key: str) -> int:
        parts = (values.category_value(key, context.region.code, context.period, cycle.key) for cycle in cycles)
        return sum(getattr(part, side) or 0 for part in parts)

    eligible = "delivered_to_eligible"
    not_eligible = total("denominator", eligible) - total("numerator", eligible)
    duplicates = 0 if cycles[0].is_for_persons else total("numerator", "duplicate_delivery_rate")
    counts = {
        _("{n} to recipients not eligible on the day"): not_eligible,
        _("{n} households with repeated deliveries in one cycle"): duplicates,
    }
    errors = [template.format(n=format_thousands(n)) for template, n in counts.items() if n]
    delivered = format_thousands(total("numerator", "deliveries"))
    if not errors:
        return _("{delivered} delivered, all to recipients eligible on the day").format(delivered=delivered)
    return _("{delivered} delivered; {faults}").format(delivered=delivered, faults=_("; ").join(errors))
