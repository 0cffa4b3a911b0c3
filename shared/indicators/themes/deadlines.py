"""Deadlines of warnings (C4, C10): what was decided in time, is overdue, or falls due within days."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, case

from shared.indicators.date_expressions import days_after
from shared.indicators.definition_version import ADDED
from shared.indicators.indicator import Indicator
from shared.indicators.law_values import law_value
from shared.indicators.measure import Bands, Measure, Timing, band_names
from shared.indicators.units import Unit
from shared.locale import lazy as _l
from shared.models import EarlyWarning, Level
from shared.rules.parameter_keys import DUE_SOON_DAYS

from .legal_sources import MONITORING
from .warnings import DECIDED_ON, RISK_AND_LEVEL, warnings

LATE_EDGES = (8, 16, 31)
OVERDUE_BY = Bands(EarlyWarning.due_on, "days", LATE_EDGES, band_names("overdue", 1, LATE_EDGES))
SOON = days_after(EarlyWarning.due_on, -law_value(DUE_SOON_DAYS))
SOON_SINCE = case((EarlyWarning.issued_on > SOON, EarlyWarning.issued_on), else_=SOON)
SOON_UNTIL = case((DECIDED_ON <= EarlyWarning.due_on, DECIDED_ON), else_=days_after(EarlyWarning.due_on, 1))


def _missed(as_of: date) -> ColumnElement[bool]:
    return DECIDED_ON.is_(None) | _settled_late(as_of)


def _settled_late(as_of: date) -> ColumnElement[bool]:  # noqa: ARG001 - a warning that counts was decided by then
    return DECIDED_ON > days_after(EarlyWarning.due_on, 1)


def _in_time(as_of: date) -> ColumnElement[bool]:  # noqa: ARG001 - a warning that counts was due by then
    return DECIDED_ON <= EarlyWarning.due_on


MEASURES = [
    Measure("warnings_due", warnings, Timing.FLOW, EarlyWarning.due_on, dimensions=RISK_AND_LEVEL),
    Measure(
        "warnings_decided_in_time",
        warnings,
        Timing.FLOW,
        EarlyWarning.due_on,
        where=_in_time,
        dimensions=RISK_AND_LEVEL,
    ),
    Measure(
        "warnings_missed",
        warnings,
        Timing.FLOW,
        days_after(EarlyWarning.due_on, 1),
        where=_missed,
        dimensions=RISK_AND_LEVEL,
    ),
    Measure(
        "warnings_settled_late",
        warnings,
        Timing.FLOW,
        DECIDED_ON,
        where=_settled_late,
        dimensions=RISK_AND_LEVEL,
    ),
    Measure(
        "warnings_overdue",
        warnings,
        Timing.STOCK,
        days_after(EarlyWarning.due_on, 1),
        DECIDED_ON,
        dimensions={"overdue": OVERDUE_BY, "level": EarlyWarning.level},
        deepest=Level.TOWNSHIP,
    ),
    Measure(
        "warnings_due_soon",
        warnings,
        Timing.STOCK,
        SOON_SINCE,
        SOON_UNTIL,
        dimensions={"level": EarlyWarning.level},
        deepest=Level.TOWNSHIP,
        current_only=True,
    ),
]

INDICATORS = [
    Indicator(
        "C4",
        "on_time_rate",
        _l("Share of warnings handled in time"),
        Unit.PERCENT,
        "warnings_decided_in_time",
        _l(
            "Of the warnings due in the period, by the as-of date at the latest, the share that had a final outcome "
            "on the due date or before."
        ),
        MONITORING,
        denominator="warnings_due",
        factor=100,
        better=1,
        version=ADDED,
    ),
    Indicator(
        "C10",
        "overdue_warnings",
        _l("Overdue warnings"),
        Unit.ITEMS,
        "warnings_overdue",
        _l("Warnings open and past their due date on the last day of the period, by days past due."),
        MONITORING,
        better=-1,
    ),
    Indicator(
        "C10",
        "newly_overdue_warnings",
        _l("Warnings newly overdue"),
        Unit.ITEMS,
        "warnings_missed",
        _l("Warnings still open at the end of the day after their due date, in the period of that day."),
        MONITORING,
        better=-1,
        version=ADDED,
    ),
    Indicator(
        "C10",
        "settled_overdue_warnings",
        _l("Overdue warnings settled"),
        Unit.ITEMS,
        "warnings_settled_late",
        _l("Warnings that were overdue and have a final outcome of a day of the period."),
        MONITORING,
        version=ADDED,
    ),
    Indicator(
        "C10",
        "warnings_due_soon",
        _l("Warnings due soon"),
        Unit.ITEMS,
        "warnings_due_soon",
        _l("Warnings open on the as-of date whose due date is that day or one of the {due_soon_days} days after it."),
        MONITORING,
        is_current=True,
    ),
]
