"""Overview: what needs attention."""

from __future__ import annotations

from dashboard.parts.findings import finding_list
from dashboard.sections.offered import exists_at, why_missing
from dashboard.sections.regions import regions
from dashboard.sections.standing_out import findings
from dashboard.sections.summary import summary
from dashboard.sections.today import today, waiting
from dashboard.visit import Visit
from shared.indicators.catalogue import indicator
from shared.models import Level

MEASURES = (
    "low_income_population",
    "coverage_rate",
    "persons_warned",
    "warning_to_assistance",
    "overdue_warnings",
    "undelivered_overdue",
    "temporary_assistance",
    "education_aid",
    "housing_renovation",
)
NEAR = {Level.TOWNSHIP, Level.VILLAGE}  # where people ask what is to be done today, before anything of the year


def page(visit: Visit) -> None:
    """Answer, cards, findings, map beside table. A measure that cannot exist at this level gives way to the first."""
    measure = visit.option("measure", {key: str(indicator(key).name) for key in MEASURES}, MEASURES[0])
    level = visit.around.compared[0].level
    offered = {key: str(indicator(key).name) for key in MEASURES if exists_at(key, level)}
    near = visit.here.level in NEAR
    summary(visit, first=today(visit) if near else "", before_cards=waiting if near else None)
    finding_list(findings(visit))
    regions(visit, measure if measure in offered else MEASURES[0], offered, why_missing(MEASURES, level))
