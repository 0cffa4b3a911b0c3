"""A county submits its month, the city checks it or returns it."""

from __future__ import annotations

from collections.abc import Mapping

from shared.access import Permission, ScopedSession
from shared.clock import Period
from shared.locale import _
from shared.models import MonthStep, MonthStepKind
from shared.models.labelled_enum import Level
from shared.models.region import ancestor
from shared.services.records import MAX_REASON_LENGTH, require_reason
from shared.services.service_errors import ValidationError

from .county_months import CountyMonth, MonthState, load_county_months
from .steps import add_step, require_confirming, require_over, require_unlocked
from .validation_rules import ValidationFinding, find_violations


def submit(session: ScopedSession, month: Period, county: str, explanations: Mapping[str, str]) -> MonthStep:
    """Submit a month of a county; `explanations` by rule, one for each finding.

    ValidationError, by rule, for a finding without one, and for a month that runs, is locked or already submitted.
    """
    session.actor.require(Permission.FIGURES_EDIT, county)
    require_over(month)
    require_unlocked(session, month)
    if load_county_month(session, month, county).state not in (MonthState.OPEN, MonthState.RETURNED):
        raise ValidationError({"": _("This month was already submitted.")})
    findings = find_violations(session, county, month)
    _require_explanations(findings, explanations)
    explained = [
        {"rule": one.rule.key, "count": one.count, "explanation": explanations[one.rule.key].strip()}
        for one in findings
    ]
    return add_step(session, month, county, MonthStepKind.SUBMITTED, findings=explained)


def check(session: ScopedSession, month: Period, county: str) -> MonthStep:
    """Find the month of a county in order, for its city. ValidationError unless it is submitted, by somebody else."""
    submitted = _require_submitted(session, month, county, (MonthState.SUBMITTED,))
    if submitted.latest is not None and submitted.latest.done_by == session.actor.login:
        raise ValidationError({"": _("Who submitted a month does not check it: a second person does.")})
    return add_step(session, month, county, MonthStepKind.CHECKED)


def return_to_county(session: ScopedSession, month: Period, county: str, reason: str) -> MonthStep:
    """Send the month back to the county, with a reason, submitted or checked."""
    reason = require_reason(reason)
    _require_submitted(session, month, county, (MonthState.SUBMITTED, MonthState.CHECKED))
    return add_step(session, month, county, MonthStepKind.RETURNED, reason=reason)


def load_county_month(session: ScopedSession, month: Period, county: str) -> CountyMonth:
    """The month of one county. ValidationError where no such county stood then, or nobody may see it."""
    found = [one for one in load_county_months(session, month, county) if one.region.code == county]
    if not found:
        raise ValidationError({"": _("There is no such county in your regions.")})
    return found[0]


def _require_submitted(
    session: ScopedSession, month: Period, county: str, states: tuple[MonthState, ...]
) -> CountyMonth:
    require_confirming(session, ancestor(county, Level.CITY))
    require_unlocked(session, month)
    found = load_county_month(session, month, county)
    if found.state not in states:
        raise ValidationError({"": _("The month of {county} is not submitted.").format(county=found.region.name)})
    return found


def _require_explanations(findings: list[ValidationFinding], explanations: Mapping[str, str]) -> None:
    errors = {}
    for one in findings:
        text = explanations.get(one.rule.key, "").strip()
        if not text:
            errors[one.rule.key] = _("Correct the records, or explain this finding.")
        elif len(text) > MAX_REASON_LENGTH:
            errors[one.rule.key] = _("Enter a reason of at most {n} characters.").format(n=MAX_REASON_LENGTH)
    if errors:
        raise ValidationError(errors)
