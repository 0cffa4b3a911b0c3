"""Coverage: who is covered, where, and how that moves."""

from __future__ import annotations

from dashboard.parts.numbers import said
from dashboard.parts.section import answer
from dashboard.sections.assistance import assistance
from dashboard.sections.composition import composition
from dashboard.sections.flows import flows
from dashboard.sections.offered import exists_at, why_missing
from dashboard.sections.people import low_income
from dashboard.sections.regions import regions
from dashboard.sections.standards import standards
from dashboard.sections.tiers import tiers
from dashboard.visit import Visit
from shared.locale import _

PERSONS, RATE = "low_income_population", "coverage_rate"


def page(visit: Visit) -> None:
    """Answer, tiers over time, rate by region, entries and exits, composition, other assistance, standards."""
    figures = visit.read(PERSONS, RATE, periods=[visit.period, *visit.bases])
    rate = figures.one(RATE, visit.here.code, visit.period)
    parts = [low_income(visit)]
    if rate.value is not None:
        parts.append(_("{rate} of the residents").format(rate=said(rate)))
    answer(_("; ").join(parts), " · ".join([visit.where_and_when, *visit.moved(figures, PERSONS)]))
    tiers(visit)
    level = visit.around.compared[0].level
    regions(visit, RATE if exists_at(RATE, level) else PERSONS, missing=why_missing([RATE], level))
    flows(visit)
    composition(visit)
    assistance(visit)
    standards(visit)
