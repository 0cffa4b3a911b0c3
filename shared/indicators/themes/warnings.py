"""Warnings: who was warned about, checked, found eligible, and helped (C1–C3, C5a, C5, C10)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import aliased

from shared.indicators.date_expressions import days_after
from shared.indicators.indicator import Indicator
from shared.indicators.law_values import law_value
from shared.indicators.measure import Measure, Source, Timing, by_own_id
from shared.indicators.units import Unit
from shared.locale import lazy as _l
from shared.models import EarlyWarning, Level, OutcomeResult, ResponseKind, WarningOutcome, WarningResponse
from shared.rules.parameter_keys import ASSISTANCE_DAYS

from .legal_sources import MONITORING

WINDOW = law_value(ASSISTANCE_DAYS)  # how long a warning may take to lead to assistance

decision = (
    select(WarningOutcome.warning_id, WarningOutcome.result, WarningOutcome.decided_on)
    .where(WarningOutcome.retired_on.is_(None))
    .subquery("decision")
)
DECIDED_ON, RESULT = decision.c.decided_on, decision.c.result
# Looked up warning by warning, so that a township's count does not read the whole province; joined by its number, so
# that it is looked up once for all that is counted.
first_response, _response = aliased(WarningResponse, name="first_response"), aliased(WarningResponse)
_first_response_id = (
    select(_response.id)
    .where(
        _response.warning_id == EarlyWarning.id,
        _response.retired_on.is_(None),
        _response.kind != ResponseKind.REFERRAL,
        _response.started_on >= EarlyWarning.issued_on,
    )
    .order_by(_response.started_on, _response.id)
    .limit(1)
    .correlate(EarlyWarning)
    .scalar_subquery()
)
ASSISTED_ON = first_response.started_on

warnings = Source(
    "warnings",
    EarlyWarning.__table__.outerjoin(decision, decision.c.warning_id == EarlyWarning.id).outerjoin(
        first_response, first_response.id == _first_response_id
    ),
    EarlyWarning.region_code,
    {
        **by_own_id(EarlyWarning),
        WarningOutcome: ("warning_id", EarlyWarning.id),
        WarningResponse: ("warning_id", EarlyWarning.id),
    },
    (EarlyWarning.retired_on.is_(None),),
)

RISK = {"risk": EarlyWarning.risk}
RISK_AND_LEVEL = {**RISK, "level": EarlyWarning.level}


def verified(as_of: date) -> ColumnElement[bool]:
    """Whether it has a final outcome by the as-of day."""
    return DECIDED_ON <= as_of


def eligible(as_of: date) -> ColumnElement[bool]:
    """Whether that outcome says: eligible."""
    return and_(DECIDED_ON <= as_of, RESULT == OutcomeResult.ELIGIBLE)


def assisted(as_of: date) -> ColumnElement[bool]:
    """Whether assistance began because of it by the as-of day."""
    return ASSISTED_ON <= as_of


def not_due(as_of: date) -> ColumnElement[bool]:
    """Whether it is open then and not past its due date."""
    return and_(EarlyWarning.due_on >= as_of, DECIDED_ON.is_(None) | (DECIDED_ON > as_of))


def mature(as_of: date) -> ColumnElement[bool]:
    """Whether it is as old as the law gives time for assistance."""
    return days_after(EarlyWarning.issued_on, WINDOW) <= as_of


def mature_assisted(as_of: date) -> ColumnElement[bool]:
    """Whether it is, and assistance began within that time."""
    return and_(mature(as_of), ASSISTED_ON <= days_after(EarlyWarning.issued_on, WINDOW))


def cohort(key: str, where: object, deepest: Level = Level.COUNTY, **dimensions: object) -> Measure:
    """Distinct persons of the warnings issued in the period that meet a condition by the cutoff."""
    return Measure(
        key,
        warnings,
        Timing.FLOW,
        EarlyWarning.issued_on,
        subject=EarlyWarning.person_id,
        where=where,  # type: ignore[arg-type]
        dimensions={**RISK, **dimensions},
        deepest=deepest,
    )


MEASURES = [
    cohort("persons_warned", None, Level.TOWNSHIP, level=EarlyWarning.level),
    Measure("warnings_issued", warnings, Timing.FLOW, EarlyWarning.issued_on, dimensions=RISK_AND_LEVEL),
    cohort("persons_verified", verified, result=RESULT),
    cohort("persons_eligible", eligible),
    cohort("persons_helped", assisted, Level.TOWNSHIP),
    cohort("persons_not_due", not_due),
    cohort("persons_mature", mature),
    cohort("persons_mature_helped", mature_assisted),
]

INDICATORS = [
    Indicator(
        "C1",
        "persons_warned",
        _l("People flagged"),
        Unit.PERSONS,
        "persons_warned",
        _l("People about whom a warning was issued in the period, each counted once."),
        MONITORING,
    ),
    Indicator(
        "C2",
        "warnings_issued",
        _l("Warnings issued"),
        Unit.ITEMS,
        "warnings_issued",
        _l("Warnings issued in the period; one person may have several."),
        MONITORING,
        denominator="persons_warned",
    ),
    Indicator(
        "C3",
        "verification_rate",
        _l("Verification rate"),
        Unit.PERCENT,
        "persons_verified",
        _l("People flagged in the period whose warning has a final outcome by the as-of date."),
        MONITORING,
        denominator="persons_warned",
        factor=100,
        better=1,
        matures_by=ASSISTANCE_DAYS,
    ),
    Indicator(
        "C3",
        "persons_verified",
        _l("People verified"),
        Unit.PERSONS,
        "persons_verified",
        _l("People flagged in the period whose warning has a final outcome by the as-of date."),
        MONITORING,
        denominator="persons_warned",
        matures_by=ASSISTANCE_DAYS,
    ),
    Indicator(
        "C6",
        "persons_eligible",
        _l("People found eligible"),
        Unit.PERSONS,
        "persons_eligible",
        _l("People flagged in the period whose final outcome is: eligible for assistance."),
        MONITORING,
        denominator="persons_warned",
        matures_by=ASSISTANCE_DAYS,
    ),
    Indicator(
        "C5a",
        "assisted_after_warning",
        _l("People assisted after a warning"),
        Unit.PERSONS,
        "persons_helped",
        _l(
            "People flagged in the period whose warning led to assistance by the as-of date, each counted once, "
            "however recent the warning. A referral alone is not assistance."
        ),
        MONITORING,
        denominator="persons_warned",
        better=1,
        matures_by=ASSISTANCE_DAYS,
    ),
    Indicator(
        "C5a",
        "assisted_share",
        _l("Share assisted after a warning"),
        Unit.PERCENT,
        "persons_helped",
        _l(
            "Of the people flagged in the period, the share whose warning led to assistance by the as-of date, "
            "however recent the warning."
        ),
        MONITORING,
        denominator="persons_warned",
        factor=100,
        better=1,
        matures_by=ASSISTANCE_DAYS,
    ),
    Indicator(
        "C5",
        "warning_to_assistance",
        _l("Share assisted in time after a warning"),
        Unit.PERCENT,
        "persons_mature_helped",
        _l(
            "Of the people whose warning is at least {assistance_days} days old, the share whose assistance "
            "began within {assistance_days} days of it. More recent warnings are left out: their time is not up."
        ),
        MONITORING,
        denominator="persons_mature",
        factor=100,
        better=1,
        matures_by=ASSISTANCE_DAYS,
        is_ripe=True,
    ),
    Indicator(
        "C3",
        "persons_not_due",
        _l("People not yet due"),
        Unit.PERSONS,
        "persons_not_due",
        _l("People with a warning still open on the as-of date and not past its due date."),
        MONITORING,
        denominator="persons_warned",
        matures_by=ASSISTANCE_DAYS,
    ),
]
