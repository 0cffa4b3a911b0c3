"""Writing the steps of a monthly close, and what every step asks first: that its month is over and not locked."""

from __future__ import annotations

from typing import Any

from shared.access import Permission, ScopedSession, acting_for
from shared.clock import Period, now, today
from shared.indicators.locked_months import LockedMonths, load_locked_months
from shared.locale import _
from shared.models import MonthStep, MonthStepKind
from shared.services.service_errors import ValidationError


def add_step(session: ScopedSession, month: Period, region_code: str, kind: MonthStepKind, **details: Any) -> MonthStep:
    """Write a step down, by the session's person; committed by the caller. `details`: reason, findings."""
    step = MonthStep(
        month=month.key,
        region_code=region_code,
        kind=kind,
        done_on=today(),
        done_at=now(),
        done_by=session.actor.login,
        **details,
    )
    with acting_for(session) as system:
        system.add(step)
    return step


def require_confirming(session: ScopedSession, region_code: str) -> None:
    """PermissionDenied for who may not confirm figures of a region."""
    session.actor.require(Permission.FIGURES_CONFIRM, region_code)


def require_over(month: Period) -> None:
    """ValidationError while the month runs."""
    if not month.is_month or month.end >= today():
        raise ValidationError(
            {"": _("{month} is not over yet: it can be closed from the next day on.").format(month=month.key)}
        )


def require_unlocked(session: ScopedSession, month: Period) -> LockedMonths:
    """The locks in force; ValidationError for a month that one of them holds."""
    locked = load_locked_months(session.connection())
    if lock := locked.lock_of(month.end):
        text = _(
            "{month} is locked since {day}. What is corrected now is a restatement; only the province reopens a month."
        )
        raise ValidationError({"": text.format(month=month.key, day=lock.locked_on)})
    return locked
