"""How a decision about a proposal is kept: in the proposal itself, and in the trail."""

from __future__ import annotations

from sqlalchemy import select

from shared import audit
from shared.access import ScopedSession, elevated
from shared.clock import now
from shared.models import ChangeState, ProposedChange
from shared.services import system_reasons

ACTIONS = {
    ChangeState.CONFIRMED: "confirm",
    ChangeState.REFUSED: "refuse",
    ChangeState.WITHDRAWN: "withdraw",
    ChangeState.OUTDATED: "refuse",
}
"""What the trail calls the decision."""
WAITING = ProposedChange.state == ChangeState.WAITING


def keep_decision(session: ScopedSession, waiting: ProposedChange, state: ChangeState, reason: str = "") -> None:
    """Write it down under the name of the session's actor. `waiting` is locked, in a session of the system."""
    if state is ChangeState.OUTDATED:
        reason = reason or system_reasons.in_english(system_reasons.OUTDATED)
    waiting.state, waiting.decided_by, waiting.decided_at = str(state), session.actor.login, now()
    waiting.decision_reason = reason or None
    audit.append_about(session, waiting, actor=session.actor.login, action=ACTIONS[state], reason=reason)


def return_all_about(session: ScopedSession, household_id: int) -> None:
    """Close whatever waits about a family that is given back to another office: it has never been here."""
    own = ProposedChange.household_id == household_id
    with elevated(session) as system:
        for waiting in system.scalars(select(ProposedChange).where(WAITING, own).with_for_update()):
            reason = system_reasons.in_english(system_reasons.FAMILY_MOVED)
            keep_decision(session, waiting, ChangeState.OUTDATED, reason)
