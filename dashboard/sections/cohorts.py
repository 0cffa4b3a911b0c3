"""Warnings by month of issue: what became of them, and which months are too young to judge."""

from __future__ import annotations

from datetime import timedelta

from dashboard.parts.chart import show
from dashboard.parts.courses import cohorts as cohort_chart
from dashboard.parts.download import csv
from dashboard.parts.section import foot, head
from dashboard.parts.table import Column, Row, table
from dashboard.visit import Figures, Visit
from shared.clock import Period
from shared.indicators.catalogue import indicator
from shared.indicators.themes.warnings import WINDOW_DAYS
from shared.indicators.units import Unit
from shared.locale import _

KEYS = ("persons_warned", "persons_verified", "persons_eligible", "assisted_after_warning", "persons_not_due")


def cohorts(visit: Visit) -> None:
    """Stacked bars by month; a dotted line where the months begin whose 90 days are not over."""
    months = visit.as_of.months
    figures = visit.read(*KEYS, periods=months)
    parts = [_parts(figures, visit.here.code, month) for month in months]
    names = (_("Assisted"), _("Eligible, not assisted"), _("Not eligible"), _("Still open"))
    outcomes = {name: [part[n] for part in parts] for n, name in enumerate(names)}
    edge = visit.as_of.day - timedelta(days=WINDOW_DAYS)
    immature = [month for month in months if month.end > edge]
    caption, words = _("Persons warned about by month of issue"), _("younger than {days} days").format(days=WINDOW_DAYS)
    if not any(sum(part) for part in parts):
        head(_("Nobody was warned about in {n} months").format(n=len(months)), caption, visit.here.name)
    else:
        title = _("Months since {month} are younger than {days} days: their assistance is not complete")
        head(title.format(month=immature[0].key, days=WINDOW_DAYS), caption, str(Unit.PERSONS.label), visit.here.name)
        show(cohort_chart(months, outcomes, immature, words, visit.period, visit.colours), "cohorts", caption)
    rows = [Row(m.key, [figures.one(key, visit.here.code, m) for key in KEYS]) for m in reversed(months)]
    columns = [Column(str(indicator(key).name), Unit.PERSONS) for key in KEYS]
    by_month = table(caption, _("Month"), columns, rows)
    foot(KEYS, visit.as_of, visit.files(*(csv(key, visit.here, *months) for key in KEYS)), by_month)


def _parts(figures: Figures, place: str, month: Period) -> tuple[float, float, float, float]:
    """Disjoint parts of a month's persons: assisted, eligible without assistance, not eligible, still open."""
    warned, verified, eligible, helped, _not_due = (float(figures.number(key, place, month)) for key in KEYS)
    return helped, max(eligible - helped, 0), max(verified - max(eligible, helped), 0), max(warned - verified, 0)
