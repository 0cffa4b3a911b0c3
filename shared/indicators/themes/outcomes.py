"""What warnings lead to: steps of those whose time is up, help for the eligible, no need (C3, C5a, C6, C8)."""

from __future__ import annotations

from datetime import date

from babel.support import LazyProxy
from sqlalchemy import ColumnElement, and_

from shared.indicators.definition_version import ADDED
from shared.indicators.indicator import Indicator
from shared.indicators.measure import Measure, Timing
from shared.indicators.units import Unit
from shared.locale import lazy as _l
from shared.models import EarlyWarning, OutcomeResult
from shared.rules.parameter_keys import ASSISTANCE_DAYS

from .legal_sources import MONITORING
from .warnings import (
    RESULT,
    RISK_AND_LEVEL,
    assisted,
    cohort,
    eligible,
    mature,
    mature_assisted,
    verified,
    warnings,
)


def _mature_eligible(as_of: date) -> ColumnElement[bool]:
    return and_(mature(as_of), eligible(as_of))


def _mature_verified(as_of: date) -> ColumnElement[bool]:
    return and_(mature(as_of), verified(as_of))


def _mature_assisted_ever(as_of: date) -> ColumnElement[bool]:
    return and_(mature(as_of), assisted(as_of))


def _eligible_assisted(as_of: date) -> ColumnElement[bool]:
    return and_(mature_assisted(as_of), eligible(as_of))


def _not_in_need(as_of: date) -> ColumnElement[bool]:
    return and_(verified(as_of), RESULT == OutcomeResult.NOT_IN_NEED)


def _warnings(key: str, where: object) -> Measure:
    return Measure(
        key,
        warnings,
        Timing.FLOW,
        EarlyWarning.issued_on,
        where=where,  # type: ignore[arg-type]
        dimensions=RISK_AND_LEVEL,
    )


MEASURES = [
    cohort("persons_mature_verified", _mature_verified),
    cohort("persons_mature_assisted", _mature_assisted_ever),
    cohort("persons_mature_eligible", _mature_eligible),
    cohort("persons_eligible_assisted", _eligible_assisted),
    _warnings("warnings_verified", verified),
    _warnings("warnings_not_in_need", _not_in_need),
]


def _ripe_share(code: str, key: str, name: LazyProxy, sides: tuple[str, str], definition: LazyProxy) -> Indicator:
    """A share of people whose time for assistance is up; `sides`: numerator and denominator."""
    return Indicator(
        code,
        key,
        name,
        Unit.PERCENT,
        sides[0],
        definition,
        MONITORING,
        denominator=sides[1],
        factor=100,
        better=1,
        matures_by=ASSISTANCE_DAYS,
        is_ripe=True,
        version=ADDED,
    )


INDICATORS = [
    _ripe_share(
        "C3",
        "mature_verification_rate",
        _l("Share verified of those whose time is up"),
        ("persons_mature_verified", "persons_mature"),
        _l(
            "Of the people flagged in the period whose warning is at least {assistance_days} days old, the share whose "
            "warning has a final outcome by the as-of date."
        ),
    ),
    _ripe_share(
        "C5a",
        "mature_assisted_share",
        _l("Share assisted, in time or later, of those whose time is up"),
        ("persons_mature_assisted", "persons_mature"),
        _l(
            "Of the people flagged in the period whose warning is at least {assistance_days} days old, the share whose "
            "warning led to assistance by the as-of date, also when it took longer."
        ),
    ),
    _ripe_share(
        "C6",
        "eligible_assisted_rate",
        _l("Share of eligible people assisted in time"),
        ("persons_eligible_assisted", "persons_mature_eligible"),
        _l(
            "Of the people found eligible after a warning of the period that is at least {assistance_days} days old, "
            "the share whose assistance began within {assistance_days} days of it. More recent warnings are left "
            "out: their time is not up."
        ),
    ),
    Indicator(
        "C8",
        "false_alarm_rate",
        _l("Share of warnings without need"),
        Unit.PERCENT,
        "warnings_not_in_need",
        _l(
            "Of the warnings issued in the period that have a final outcome by the as-of date, the share whose "
            "outcome is: not in need."
        ),
        MONITORING,
        denominator="warnings_verified",
        factor=100,
        better=-1,
        matures_by=ASSISTANCE_DAYS,
        version=ADDED,
    ),
]
