"""Reopening the last locked month: one person of the province asks with a reason, another decides."""

from __future__ import annotations

from sqlalchemy import select

from shared.access import Permission, ScopedSession
from shared.clock import Period
from shared.indicators.locked_months import load_locked_months
from shared.locale import _
from shared.models import MonthStep, MonthStepKind
from shared.services.records import require_reason
from shared.services.service_errors import ValidationError

from .steps import add_step, require_confirming

PROVINCE_STEPS = (
    MonthStepKind.LOCKED,
    MonthStepKind.REOPENING_REQUESTED,
    MonthStepKind.REOPENING_REFUSED,
    MonthStepKind.REOPENED,
)


def request_reopening(session: ScopedSession, month: Period, province: str, reason: str) -> MonthStep:
    """Ask for the last locked month to be opened again. ValidationError for another month, or asked before."""
    may_ask = (Permission.FIGURES_EDIT, Permission.FIGURES_CONFIRM)
    if not any(session.actor.has_permission(permission, province) for permission in may_ask):
        session.actor.require(Permission.FIGURES_EDIT, province)
    reason = require_reason(reason)
    _require_last_locked(session, month)
    if waiting_request(session, month, province) is not None:
        raise ValidationError({"": _("This was asked for already and awaits a second person.")})
    return add_step(session, month, province, MonthStepKind.REOPENING_REQUESTED, reason=reason)


def reopen(session: ScopedSession, month: Period, province: str) -> MonthStep:
    """Open the month again, as somebody else asked. What it was locked with stays on record."""
    request = _require_request(session, month, province)
    return add_step(session, month, province, MonthStepKind.REOPENED, reason=request.reason)


def refuse_reopening(session: ScopedSession, month: Period, province: str, reason: str) -> MonthStep:
    """Leave the month locked, with a reason."""
    reason = require_reason(reason)
    _require_request(session, month, province)
    return add_step(session, month, province, MonthStepKind.REOPENING_REFUSED, reason=reason)


def waiting_request(session: ScopedSession, month: Period, province: str) -> MonthStep | None:
    """The request to reopen a month that nobody has decided."""
    own = MonthStep.month == month.key, MonthStep.region_code == province, MonthStep.kind.in_(PROVINCE_STEPS)
    latest = session.scalars(select(MonthStep).where(*own).order_by(MonthStep.id.desc()).limit(1)).first()
    return latest if latest is not None and latest.kind == MonthStepKind.REOPENING_REQUESTED else None


def _require_request(session: ScopedSession, month: Period, province: str) -> MonthStep:
    require_confirming(session, province)
    _require_last_locked(session, month)
    request = waiting_request(session, month, province)
    if request is None:
        raise ValidationError({"": _("No reopening of this month was requested.")})
    if request.done_by == session.actor.login:
        raise ValidationError({"": _("Who asked for it does not decide it: a second person does.")})
    return request


def _require_last_locked(session: ScopedSession, month: Period) -> None:
    through = load_locked_months(session.connection()).through
    if through is None or month != Period.month_of(through):
        raise ValidationError({"": _("Only the last locked month can be reopened.")})
