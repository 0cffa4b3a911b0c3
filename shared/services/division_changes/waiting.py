"""Changes of divisions that somebody proposed and nobody has decided about yet."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from shared.access import ScopedSession, elevated
from shared.locale import _
from shared.models import ChangeKind, ChangeState, DivisionChange, ProposedChange
from shared.services.confirmation.change_values import load_changes
from shared.services.confirmation.deciding import withdraw
from shared.services.service_errors import ValidationError

from .carrying_out import Declared
from .plan import DivisionPlan


@dataclass(frozen=True)
class ProposedDivisions:
    """What a proposal is about: a change that is declared, or one that is to be undone, by its key."""

    proposed: ProposedChange
    declared: Declared
    undone: int | None

    @property
    def plan(self) -> DivisionPlan:
        """The divisions."""
        return self.declared.plan


class AlreadyProposedError(ValidationError):
    """About the same divisions something waits already."""

    def __init__(self, waiting: ProposedDivisions) -> None:
        self.waiting = waiting
        super().__init__({"": _("A change of these divisions waits for a second person. Decide or withdraw it first.")})


def read_proposal(session: ScopedSession, proposed: ProposedChange) -> ProposedDivisions | None:
    """What a proposal of this kind is about; None when the change it undoes cannot be read."""
    change = load_changes(proposed.changes)[0]
    if change.is_new:
        return ProposedDivisions(proposed, Declared.from_values(change.after), None)
    with elevated(session) as system:
        found = system.get(DivisionChange, change.key)
        return None if found is None else ProposedDivisions(proposed, Declared.of(found), found.id)


def load_own_waiting(session: ScopedSession) -> list[ProposedDivisions]:
    """Those of the session's actor, the oldest first, to be read only: case files they are not."""
    return _load(session, ProposedChange.proposed_by == session.actor.login)


def load_waiting_about(session: ScopedSession, county: str, codes: Collection[str]) -> list[ProposedDivisions]:
    """Those of whomever that change one of these divisions of a county."""
    return [one for one in _load(session, ProposedChange.region_code == county) if one.plan.changed & {*codes}]


def require_none_waiting(session: ScopedSession, plan: DivisionPlan) -> None:
    """AlreadyProposedError while a change of the same divisions, or its undoing, waits."""
    for one in load_waiting_about(session, plan.county, plan.changed):
        raise AlreadyProposedError(one)


def _load(session: ScopedSession, condition: ColumnElement[bool]) -> list[ProposedDivisions]:
    waits = ProposedChange.kind == ChangeKind.DIVISION, ProposedChange.state == ChangeState.WAITING
    query = select(ProposedChange).where(condition, *waits).order_by(ProposedChange.id)
    with elevated(session) as system:
        found = [read_proposal(system, one) for one in system.scalars(query)]
        system.expunge_all()
        return [one for one in found if one is not None]


def withdraw_all(session: ScopedSession, proposed: list[ProposedChange], reason: str) -> None:
    """Take own proposals back."""
    for one in proposed:
        withdraw(session, one, reason)
