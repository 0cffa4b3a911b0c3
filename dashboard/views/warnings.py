"""Warnings and assistance: of those warned, who was helped, and how fast."""

from __future__ import annotations

from dashboard.parts.numbers import difference
from dashboard.parts.section import answer
from dashboard.sections.cohorts import cohorts
from dashboard.sections.funnel import funnel
from dashboard.sections.risks import risks
from dashboard.sections.speed import days_to_assistance, overdue_by_age
from dashboard.sections.summary import warned_and_helped
from dashboard.sections.warned_regions import warned_regions
from dashboard.visit import Visit
from shared.locale import _

WARNED, HELPED = "persons_warned", "assisted_after_warning"


def page(visit: Visit) -> None:
    """Answer, funnel, cohorts, risks, regions, speed."""
    figures = visit.read(WARNED, HELPED, periods=[visit.period, *visit.bases])
    warned, helped = (figures.one(key, visit.here.code, visit.period) for key in (WARNED, HELPED))
    moved = [
        _("{compared}: warned {moved}").format(compared=name, moved=difference(warned, before))
        for name, before in visit.compared(figures, WARNED).items()
    ]
    answer(warned_and_helped(warned, helped), " · ".join([visit.where_and_when, *moved]))
    funnel(visit)
    cohorts(visit)
    risks(visit)
    warned_regions(visit)
    days_to_assistance(visit)
    overdue_by_age(visit)
