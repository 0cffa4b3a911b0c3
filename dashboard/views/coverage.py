"""Coverage: who is covered, where, and how that moves."""

from __future__ import annotations

from dashboard.parts.numbers import said
from dashboard.parts.section import answer
from dashboard.sections.assistance import assistance
from dashboard.sections.composition import composition
from dashboard.sections.flows import flows
from dashboard.sections.regions import regions
from dashboard.sections.standards import standards
from dashboard.sections.tiers import tiers
from dashboard.visit import Visit
from shared.locale import _
from shared.models import Level

PERSONS, RATE = "low_income_population", "coverage_rate"


def page(visit: Visit) -> None:
    """Answer, tiers over time, rate by region, entries and exits, composition, other assistance, standards."""
    figures = visit.read(PERSONS, RATE, periods=[visit.period, *visit.earlier.values()])
    now, rate = (figures.one(key, visit.here.code, visit.period) for key in (PERSONS, RATE))
    sentence = _("{persons} in assistance, {rate} of the residents").format(persons=said(now), rate=said(rate))
    if rate.value is None:
        sentence = _("{persons} in assistance").format(persons=said(now))
    answer(sentence, " · ".join([visit.where_and_when, *visit.moved(figures, PERSONS)]))
    tiers(visit)
    has_residents = visit.around.compared[0].level is not Level.VILLAGE  # population is known down to the township
    regions(visit, RATE if has_residents else PERSONS)
    flows(visit)
    composition(visit)
    assistance(visit)
    standards(visit)
