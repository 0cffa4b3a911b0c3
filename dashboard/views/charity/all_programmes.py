"""All programmes compared: quota, deliveries, late units. The total equals that of the overview."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.components.html.data_table import Column, Row, indicator_column, render_table
from dashboard.components.html.download_links import csv_link
from dashboard.components.html.rendering import emit_html, emit_template
from dashboard.components.html.section_layout import draw_page_headline, draw_section_footer, draw_section_header
from dashboard.components.text.number_format import format_with_status
from dashboard.components.text.ranking_text import find_extremes, format_each, join_names
from dashboard.page_context import PageContext
from dashboard.sections.availability import is_available_at
from dashboard.sections.charity_checks import DUPLICATES, LATE, describe_delivery_errors, describe_incomplete_cycles
from dashboard.sections.charity_cycles import CycleSummary, kind_options
from shared.clock import Period
from shared.locale import _

KEYS = ("quota", "deliveries", LATE, "delivery_rate", "receipt_rate", "delivered_to_eligible")
NOT_COMPARABLE = {
    "delivery_rate",
    "receipt_rate",
}  # of all programmes together they move when a cycle begins, and say nothing


def draw_headline_of_all(context: PageContext, cycles: list[CycleSummary]) -> None:
    """What is late of the quota, and in how many cycles; where there are no quotas, what was delivered."""
    values = context.load_values(LATE, "quota", "deliveries")
    late, quota, delivered = (
        values.total(key, context.region.code, context.period) for key in (LATE, "quota", "deliveries")
    )
    if late.value is None:
        template = _("All programmes: {delivered} delivered").format(delivered=format_with_status(delivered))
    elif not late.value:
        template = _("All programmes: nothing undelivered past the deadline; {delivered} of {quota} planned delivered")
    else:
        template = _("All programmes: {late} undelivered past the deadline, of {quota} planned; {runs}")
    texts = {
        "late": format_with_status(late),
        "quota": format_with_status(quota),
        "delivered": format_with_status(delivered),
        "runs": "",
    }
    if late.value:
        texts["runs"] = describe_incomplete_cycles(context, cycles)
    draw_page_headline(template.format(**texts), context.region_and_period, [late, quota, delivered])


def draw_deliveries_by_programme(context: PageContext, cycles: list[CycleSummary]) -> None:
    """A row for each programme below the total; rates that mean nothing for all together are left out."""
    kinds, keys = kind_options(cycles), [key for key in KEYS if is_available_at(key, context.region.level)]
    parts, wholes = context.load_values(*keys, dimension="kind", categories=list(kinds)), context.load_values(*keys)
    late = {
        kind: parts.value_or_zero(LATE, *_region_and_period(context), kind) if LATE in keys else 0 for kind in kinds
    }
    most_late = find_extremes(kinds, lambda kind: late[kind])
    title = _("Deliveries by programme")
    if any(late.values()) and len(most_late) < len(kinds):
        n = format_each(
            format_with_status(parts.category_value(LATE, *_region_and_period(context), most_late[0])), most_late
        )
        template = _("{programme}: {n} undelivered past the deadline, the most")
        title = template.format(programme=join_names([kinds[kind] for kind in most_late]), n=n)
    draw_section_header(
        title, _("Planned, delivered and overdue units, from the start of each cycle"), context.region_and_period
    )
    total_cells = [None if key in NOT_COMPARABLE else wholes.total(key, *_region_and_period(context)) for key in keys]
    rows = [Row(_("All programmes"), total_cells, is_total=True)]
    for kind, name in kinds.items():
        cells = [parts.category_value(key, *_region_and_period(context), kind) for key in keys]
        rows.append(Row(name, cells, context.url.link(programme=kind)))
    emit_html(render_table(_("Deliveries by programme"), _("Programme"), build_columns(keys), rows))
    if errors := describe_delivery_errors(context):
        emit_template("paragraph", text=_("Records to check: {faults}.").format(faults=_("; ").join(errors)))
    files = (csv_link(key, context.region, context.period, dimension=f"kind={','.join(kinds)}") for key in keys)
    draw_section_footer(
        [*keys, DUPLICATES],
        context.as_of,
        context.allowed_downloads(*files, csv_link(DUPLICATES, context.region, context.period)),
    )


def build_columns(keys: Iterable[str], bar: str = "") -> list[Column]:
    """A column for each indicator; `bar` is the key of the one with bars."""
    return [indicator_column(key, has_bar=key == bar) for key in keys]


def _region_and_period(context: PageContext) -> tuple[str, Period]:
    return context.region.code, context.period
