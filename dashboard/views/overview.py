"""Overview: what needs attention."""

from __future__ import annotations

from dashboard.parts.findings import finding_list
from dashboard.sections.regions import regions
from dashboard.sections.standing_out import findings
from dashboard.sections.summary import summary
from dashboard.visit import Visit
from shared.indicators.catalogue import indicator

MEASURES = (
    "low_income_population",
    "coverage_rate",
    "persons_warned",
    "warning_to_assistance",
    "overdue_warnings",
    "delivery_rate",
    "temporary_assistance",
    "education_aid",
    "housing_renovation",
)


def page(visit: Visit) -> None:
    """Answer, cards, map beside table, findings."""
    choices = {key: str(indicator(key).name) for key in MEASURES}
    measure = visit.option("measure", choices, MEASURES[0])
    summary(visit)
    regions(visit, measure, choices)
    finding_list(findings(visit))
