"""Warnings by month of issue: their outcomes, and which months are immature."""

from __future__ import annotations

from dashboard.components.charts.base_chart import draw_chart
from dashboard.components.charts.monthly_bars import build_cohort_bars
from dashboard.components.html.data_table import Row, indicator_column, render_table
from dashboard.components.html.download_links import csv_link
from dashboard.components.html.section_layout import draw_section_footer, draw_section_header
from dashboard.indicator_values import IndicatorValues
from dashboard.page_context import PageContext
from dashboard.sections.hidden_section import draw_if_hidden
from shared.clock import Period
from shared.indicators.observation_status import is_mature
from shared.indicators.units import Unit
from shared.locale import _
from shared.rules.parameter_keys import ASSISTANCE_DAYS

KEYS = ("persons_warned", "persons_verified", "persons_eligible", "assisted_after_warning", "persons_not_due")


def draw_warning_cohorts(context: PageContext) -> None:
    """Stacked bars by month; a dotted line where the immature months begin."""
    months = context.as_of.months
    values = context.load_values(*KEYS, periods=months)
    if draw_if_hidden(context, KEYS, values):
        return
    parts = [_split_outcomes(values, context.region.code, month) for month in months]
    names = (_("Assisted"), _("Eligible, not assisted"), _("Not eligible"), _("Open"))
    outcomes = {name: [part[n] for part in parts] for n, name in enumerate(names)}
    window = context.as_of.days(ASSISTANCE_DAYS)
    immature = [month for month in months if not is_mature(window, month, context.as_of.day)]
    caption, note = _("People flagged, by month of issue"), _("less than {days} days old").format(days=window)
    if not any(sum(part) for part in parts):
        draw_section_header(_("No one was flagged in {n} months").format(n=len(months)), caption, context.region.name)
    else:
        title = _("Months from {month} on are less than {days} days old: their results are not complete")
        draw_section_header(
            title.format(month=immature[0].key, days=window), caption, str(Unit.PERSONS.label), context.region.name
        )
        draw_chart(
            build_cohort_bars(months, outcomes, immature, note, context.period, context.palette), "cohorts", caption
        )
    rows = [Row(m.key, [values.total(key, context.region.code, m) for key in KEYS]) for m in reversed(months)]
    columns = [indicator_column(key) for key in KEYS]
    by_month = render_table(caption, _("Month"), columns, rows)
    draw_section_footer(
        KEYS,
        context.as_of,
        context.allowed_downloads(*(csv_link(key, context.region, *months) for key in KEYS)),
        by_month,
    )


def _split_outcomes(values: IndicatorValues, region: str, month: Period) -> tuple[float, float, float, float]:
    """Disjoint outcomes of a month's people: assisted, eligible without assistance, not eligible, still open."""
    warned, verified, eligible, assisted, _not_due = (float(values.value_or_zero(key, region, month)) for key in KEYS)
    return assisted, max(eligible - assisted, 0), max(verified - max(eligible, assisted), 0), max(warned - verified, 0)
