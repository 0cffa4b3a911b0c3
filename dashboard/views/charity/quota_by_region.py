"""Quota and deliveries by region: bullet bars, and the checks beside them."""

from __future__ import annotations

from decimal import Decimal

from dashboard.components.html.bar_table import OUTLINE, PLAIN, THIN, Bar, Slice, render_bars
from dashboard.components.html.data_table import indicator_column
from dashboard.components.html.figure_list_links import figure_url_of
from dashboard.components.html.rendering import emit_html
from dashboard.components.html.section_layout import draw_section_footer, draw_section_header
from dashboard.components.text.number_format import format_headline_value, format_thousands, format_with_status
from dashboard.components.text.ranking_text import find_extremes, format_each, join_names
from dashboard.components.text.small_numbers import MIN_NOTABLE_COUNT
from dashboard.indicator_values import IndicatorValues
from dashboard.page_context import PageContext
from dashboard.region_navigation import RegionRef
from dashboard.sections.regional_table import (
    draw_level_choice,
    list_shown,
    load_compared,
    render_more_rows,
    render_regional_table,
)
from dashboard.views.charity.selection import ProgrammeSelection
from shared.indicators.catalogue import indicator
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.status_symbols import BLANK_SYMBOLS
from shared.locale import _

KEYS = ("quota", "deliveries", "delivery_rate", "receipt_rate", "undelivered_overdue", "delivered_to_eligible")
DUPLICATES = "duplicate_delivery_rate"


def draw_quota_by_region(context: PageContext, selection: ProgrammeSelection) -> None:
    """The share of each region's quota that was delivered; below the county there are deliveries only."""
    keys = KEYS if selection.cycles[0].is_for_persons else (*KEYS, DUPLICATES)
    compared = load_compared(context, *keys)
    values = selection.load_values(context, *keys, regions=compared.with_whole)

    def number(key: str, region: RegionRef) -> Decimal:
        return values.value_or_zero(key, region.code, context.period, selection.category)

    regions = sorted(compared.regions, key=lambda region: (-number("quota", region), -number("deliveries", region)))
    subtitle = _("Delivered / quota, and share of the quota delivered")
    draw_section_header(_format_headline(context, selection, values, regions), subtitle, context.region_and_period)
    draw_level_choice(context, compared, *keys)
    served = [region for region in regions if number("quota", region) or number("deliveries", region)]
    if lines := [_build_bullet(context, selection, values, region) for region in list_shown(context, served)]:
        has_quota = any(number("quota", region) for region in regions)
        legend = [(OUTLINE, _("Planned quota")), (PLAIN, _("Delivered"))] if has_quota else []
        emit_html(render_bars({"": lines}, legend=legend) + render_more_rows(context, compared, len(served), "bars"))

    def cells(region: RegionRef) -> list[IndicatorValue]:
        return [selection.value_from(values, key, region.code, context.period) for key in keys]

    columns, caption = [indicator_column(key) for key in keys], _("Share of quota delivered, by region")
    table = render_regional_table(context, compared, caption, columns, regions, cells)
    files = context.csv_by_region(compared, *keys, dimension=selection.filter_expression)
    draw_section_footer(keys, context.as_of, context.allowed_downloads(*files), table)


def _build_bullet(
    context: PageContext, selection: ProgrammeSelection, values: IndicatorValues, region: RegionRef
) -> Bar:
    quota, delivered = (
        values.value_or_zero(key, region.code, context.period, selection.category) for key in ("quota", "deliveries")
    )
    rate = selection.value_from(values, "delivery_rate", region.code, context.period)
    pieces = [Slice(quota, style=OUTLINE), Slice(delivered, style=THIN, stacked=False)]
    units = selection.value_from(values, "deliveries", region.code, context.period)
    done = BLANK_SYMBOLS[units.state] if units.is_suppressed else format_thousands(delivered)
    value = f"{done} / {format_thousands(quota)}" if quota else done
    note = format_with_status(rate) if rate.value is not None else ""
    return Bar(region.name, pieces, value, figure_url_of(units), value_note=note, is_small=rate.is_small)


def _format_headline(
    context: PageContext, selection: ProgrammeSelection, values: IndicatorValues, regions: list[RegionRef]
) -> str:
    """Who is behind while a cycle is open; after its deadline, who missed it."""
    rates = {region: selection.value_from(values, "delivery_rate", region.code, context.period) for region in regions}
    if all(indicator_value.value is None for indicator_value in rates.values()):
        return _describe_most_deliveries(context, selection, values, regions)
    ranked = {region: indicator_value for region, indicator_value in rates.items() if indicator_value.is_rankable}
    if all(
        indicator_value.numerator == indicator_value.denominator
        for indicator_value in rates.values()
        if indicator_value.value is not None
    ):
        return _("The quota is fully delivered in every region")
    if not any(cycle.starts_on <= context.period.end <= cycle.deadline_on for cycle in selection.selected_cycles):
        return _describe_missed(context, selection, values, regions)
    lowest = find_extremes(ranked, lambda region: ranked[region].value, min)
    if not lowest or len(lowest) == len(ranked):
        total = selection.value_from(values, "delivery_rate", context.region.code, context.period)
        return _("{region}: {rate} of the quota delivered").format(
            region=context.region.name, rate=format_headline_value(total)
        )
    texts = {
        "region": join_names([region.name for region in lowest]),
        "rate": format_each(format_with_status(ranked[lowest[0]]), lowest),
    }
    return _("{region}: furthest behind with {rate} of the quota delivered").format(**texts)


def _describe_missed(
    context: PageContext, selection: ProgrammeSelection, values: IndicatorValues, regions: list[RegionRef]
) -> str:
    """What was left undelivered after the deadline, and where most."""

    def undelivered(region: RegionRef) -> Decimal:
        return values.value_or_zero("undelivered_overdue", region.code, context.period, selection.category)

    total = format_with_status(selection.value_from(values, "undelivered_overdue", context.region.code, context.period))
    figures = [selection.value_from(values, "undelivered_overdue", one.code, context.period) for one in regions]
    most_late = [] if any(one.is_suppressed for one in figures) else find_extremes(regions, undelivered)
    if not most_late or undelivered(most_late[0]) < MIN_NOTABLE_COUNT or len(most_late) == len(regions):
        return _("{total} undelivered past the deadline").format(total=total)
    n = format_each(
        format_with_status(selection.value_from(values, "undelivered_overdue", most_late[0].code, context.period)),
        most_late,
    )
    template = _("{total} undelivered past the deadline, most in {region}: {n}")
    return template.format(total=total, region=join_names([region.name for region in most_late]), n=n)


def _describe_most_deliveries(
    context: PageContext, selection: ProgrammeSelection, values: IndicatorValues, regions: list[RegionRef]
) -> str:
    """Where most was delivered: below the county there are no quotas."""

    def delivered(region: RegionRef) -> Decimal:
        return values.value_or_zero("deliveries", region.code, context.period, selection.category)

    if any(selection.value_from(values, "deliveries", one.code, context.period).is_suppressed for one in regions):
        return str(indicator("deliveries").name)
    leading = find_extremes(regions, delivered)
    if not leading or not delivered(leading[0]):
        return _("Nothing was delivered here")
    n = format_each(
        format_with_status(selection.value_from(values, "deliveries", leading[0].code, context.period)), leading
    )
    return _("{region}: most deliveries, {n}").format(region=join_names([region.name for region in leading]), n=n)
