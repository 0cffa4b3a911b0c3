"""Changes of divisions that somebody proposed and nobody has decided about yet."""

from __future__ import annotations

from sqlalchemy import select

from shared.access import ScopedSession, elevated
from shared.models import ChangeKind, ChangeState, ProposedChange
from shared.services.confirmation.change_values import load_changes
from shared.services.confirmation.deciding import withdraw

from .carrying_out import Declared
from .plan import DivisionPlan


def load_waiting(session: ScopedSession) -> list[ProposedChange]:
    """Those of the session's actor, the oldest first, to be read only: case files they are not."""
    own = (ProposedChange.proposed_by == session.actor.login, ProposedChange.kind == ChangeKind.DIVISION)
    query = select(ProposedChange).where(*own, ProposedChange.state == ChangeState.WAITING)
    with elevated(session) as system:
        found = list(system.scalars(query.order_by(ProposedChange.id)))
        system.expunge_all()
        return found


def plan_of(proposed: ProposedChange) -> DivisionPlan:
    """What is proposed, also where it is that a change is undone."""
    values = proposed.changes[0]["values"]
    return DivisionPlan.from_json(values["plan"][1]) if "plan" in values else DivisionPlan(proposed.region_code)


def declared_in(proposed: ProposedChange) -> Declared | None:
    """The change that is proposed; None where it is that one is undone."""
    change = load_changes(proposed.changes)[0]
    return Declared.from_values(change.after) if change.is_new else None


def withdraw_all(session: ScopedSession, proposed: list[ProposedChange], reason: str) -> None:
    """Take own proposals back."""
    for one in proposed:
        withdraw(session, one, reason)
