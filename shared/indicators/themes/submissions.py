"""The close of months: counties that submitted theirs, and those that did so in time (H1)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, and_, case, cast, func, or_, select

from shared.indicators.date_expressions import days_after, end_of_month
from shared.indicators.definition_version import ADDED
from shared.indicators.indicator import Indicator
from shared.indicators.law_values import law_value
from shared.indicators.measure import Measure, Source, Timing
from shared.indicators.units import Unit
from shared.locale import lazy as _l
from shared.models import Level, MonthStep, MonthStepKind, Region
from shared.models.month_step import COUNTY_STEPS
from shared.rules.parameter_keys import SUBMISSION_DAYS

from .legal_sources import CLOSE

_of_counties = MonthStep.kind.in_(COUNTY_STEPS)
months = select(MonthStep.month).where(_of_counties).distinct().subquery("closing_month")
"""Months that counties have begun to close: before the first of them no county owed any."""


def _steps(kind: MonthStepKind, column: Any) -> ColumnElement[Any]:
    return case((MonthStep.kind == kind, column))


submissions = (
    select(
        MonthStep.month,
        MonthStep.region_code,
        func.min(_steps(MonthStepKind.SUBMITTED, MonthStep.done_on)).label("first_on"),
        func.max(_steps(MonthStepKind.SUBMITTED, MonthStep.id)).label("submitted"),
        func.max(_steps(MonthStepKind.RETURNED, MonthStep.id)).label("returned"),
    )
    .where(_of_counties)
    .group_by(MonthStep.month, MonthStep.region_code)
    .subquery("submission")
)
END = end_of_month(months.c.month)
DUE_ON = days_after(END, law_value(SUBMISSION_DAYS))
_stands = and_(Region.valid_from <= END, or_(Region.valid_to.is_(None), Region.valid_to > END))
_its_own = and_(submissions.c.month == months.c.month, submissions.c.region_code == Region.code)

county_months = Source(
    "county_months",
    Region.__table__.join(months, _stands).outerjoin(submissions, _its_own),
    Region.code,
    {MonthStep: ("month", months.c.month), Region: ("code", Region.code)},
    (Region.level == Level.COUNTY,),
    is_published=True,
)


def _is_due(as_of: date) -> ColumnElement[bool]:
    return DUE_ON <= as_of


def _is_submitted(as_of: date) -> ColumnElement[bool]:
    """A month that was returned and not submitted again is not."""
    stands = submissions.c.submitted > func.coalesce(submissions.c.returned, 0)
    return and_(_is_due(as_of), submissions.c.first_on <= as_of, stands)


def _is_in_time(as_of: date) -> ColumnElement[bool]:
    return and_(_is_submitted(as_of), submissions.c.first_on <= DUE_ON)


def _counties(key: str, where: Callable[[date], ColumnElement[bool]]) -> Measure:
    return Measure(
        key,
        county_months,
        Timing.FLOW,
        END,
        subject=cast(Region.code, BigInteger),
        where=where,
        ends_at=Level.COUNTY,
    )


def _share(key: str, name: Any, numerator: str, definition: Any) -> Indicator:
    return Indicator(
        "H1",
        key,
        name,
        Unit.PERCENT,
        numerator,
        definition,
        CLOSE,
        denominator="counties_due",
        factor=100,
        better=1,
        matures_by=SUBMISSION_DAYS,
        is_ripe=True,
        is_monthly=True,
        version=ADDED,
    )


MEASURES = [
    _counties("counties_due", _is_due),
    _counties("counties_submitted", _is_submitted),
    _counties("counties_in_time", _is_in_time),
]

INDICATORS = [
    _share(
        "submission_rate",
        _l("Share of counties that submitted the month"),
        "counties_submitted",
        _l(
            "Of the counties that stood on the last day of the month, the share that submitted the month by the as-of "
            "date; a month that was returned and not submitted again is not. Counted when the time for it, "
            "{submission_days} days, is over. There is a number for single months only."
        ),
    ),
    _share(
        "submission_in_time_rate",
        _l("Share of counties that submitted the month in time"),
        "counties_in_time",
        _l(
            "Of the counties that stood on the last day of the month, the share that first submitted the month within "
            "{submission_days} days of its end; a month that was returned and not submitted again is not. Counted once "
            "these days are over. There is a number for single months only."
        ),
    ),
]
