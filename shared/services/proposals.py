"""Two people for what gives or takes power: one proposes, another confirms, and only then it happens.

Every grant is confirmed, and every change to the account of an administrator. Confirming is for another administrator
of the region; where there is none, for a command on the server. A command needs nobody else: who types it holds the
machine, and the audit trail says so.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from shared import audit
from shared.access import Permission, Role, ScopedSession, acting_for
from shared.access.permission_denied import PermissionDenied
from shared.clock import now
from shared.errors import UserError
from shared.locale import _
from shared.models import Account, Proposal, ProposalKind, ProposalState, RoleGrant

from . import accounts, records, separation_of_duties, system_reasons
from .checks import check
from .service_errors import ValidationError

GRANTING = {ProposalKind.GRANT, ProposalKind.REVOKE}


def act(session: ScopedSession, account: Account, kind: ProposalKind, **details: Any) -> str | Proposal:
    """Do it at once where one person may; else propose it. What doing it says, or the proposal."""
    if separation_of_duties.needs_second_person(session, account, kind, details.get("role")):
        return propose(session, account, kind, **details)
    return str(ACTS[kind](session, account, Proposal(kind=kind, **details)) or "")


def propose(session: ScopedSession, account: Account, kind: ProposalKind, **details: Any) -> Proposal:
    """Ask for a change. What the rules forbid is refused at once, not only when somebody would confirm it."""
    permission = Permission.PERMISSIONS_EDIT if kind in GRANTING else Permission.ACCOUNTS_EDIT
    session.actor.require(permission, account.region_code)
    if account.id == session.actor.account_id:
        raise ValidationError(
            {"account_id": _("You cannot change your own account or roles. Ask another administrator.")}
        )
    if kind is ProposalKind.GRANT:
        session.actor.require(permission, details["place_code"])
        with session.no_autoflush:
            check(session, RoleGrant(account_id=account.id, role=details["role"], region_code=details["place_code"]))
    with acting_for(session) as system:
        same = Proposal(account_id=account.id, kind=str(kind), state=str(ProposalState.WAITING), **details)
        if waiting := _require_waiting(system, same):
            return waiting
        same.region_code, same.proposed_by, same.proposed_at = account.region_code, session.actor.login, now()
        same.reason = session.reason
        system.add(same)
        system.flush()
        system.expunge(same)
        return same


def confirm(session: ScopedSession, proposal: Proposal) -> str:
    """Do what was proposed; the code to read out where one was asked for, else nothing."""
    _require_second(session, proposal)
    reason = system_reasons.in_english(
        system_reasons.PROPOSED, login=proposal.proposed_by, reason=proposal.reason or "–"
    )
    session.reason = reason[: records.MAX_REASON_LENGTH]
    with acting_for(session) as system:
        waiting = _load_waiting(system, proposal, session, ProposalState.CONFIRMED)
        kind = next(kind for kind in ProposalKind if kind == waiting.kind)
        result = ACTS[kind](system, system.get_one(Account, waiting.account_id), waiting)
    _audit_decision(session, proposal, "confirm")
    return str(result or "")


def refuse(session: ScopedSession, proposal: Proposal, reason: str) -> None:
    """Leave things as they are; who proposed it may take it back as well."""
    session.reason = records.require_reason(reason)
    if proposal.proposed_by != session.actor.login:
        _require_second(session, proposal)
    with acting_for(session) as system:
        _load_waiting(system, proposal, session, ProposalState.REFUSED)
    _audit_decision(session, proposal, "refuse")


def _require_second(session: ScopedSession, proposal: Proposal) -> None:
    session.actor.require(Permission.ACCOUNTS_CONFIRM, proposal.region_code)
    if session.actor.account_id == proposal.account_id or session.actor.login == proposal.proposed_by:
        template = _("Someone else must confirm this: another administrator, or {command} on the server.")
        raise UserError(template.format(command=f"suzhu user confirm {proposal.id}"))


def _load_waiting(system: ScopedSession, proposal: Proposal, session: ScopedSession, state: ProposalState) -> Proposal:
    """The proposal, decided; UserError when somebody was faster."""
    stored = system.scalars(select(Proposal).where(Proposal.id == proposal.id).with_for_update()).one()
    if stored.state != ProposalState.WAITING:
        raise UserError(_("This change has already been decided."))
    stored.state, stored.decided_by, stored.decided_at = state, session.actor.login, now()
    return stored


def _require_waiting(system: ScopedSession, same: Proposal) -> Proposal | None:
    names = ("account_id", "kind", "role", "place_code", "display_name", "state")
    waiting = system.scalars(select(Proposal).filter_by(**{name: getattr(same, name) for name in names})).first()
    if waiting is not None:
        system.expunge(waiting)
    return waiting


def _audit_decision(session: ScopedSession, proposal: Proposal, action: str) -> None:
    audit.append_about(session, proposal, actor=session.actor.login, action=action, reason=session.reason)


def _grant(system: ScopedSession, account: Account, proposal: Proposal) -> None:
    if proposal.role not in set(Role):
        raise PermissionDenied
    accounts.grant(system, account, proposal.role or "", proposal.place_code or "")


def _revoke(system: ScopedSession, account: Account, proposal: Proposal) -> None:
    values = {"account_id": account.id, "role": proposal.role, "region_code": proposal.place_code}
    role_grant = system.scalars(select(RoleGrant).filter_by(**values)).first()
    if role_grant is None or role_grant.retired_on is not None:
        raise UserError(_("The account no longer holds this role."))
    accounts.revoke(system, role_grant, system.reason)


def _move(system: ScopedSession, account: Account, proposal: Proposal) -> None:
    values = {"display_name": proposal.display_name, "region_code": proposal.place_code}
    named_values = {name: value for name, value in values.items() if value is not None}
    accounts.move(system, account, named_values, account.version)


ACTS: dict[ProposalKind, Callable[[ScopedSession, Account, Proposal], Any]] = {
    ProposalKind.GRANT: _grant,
    ProposalKind.REVOKE: _revoke,
    ProposalKind.CODE: lambda system, account, _proposal: accounts.make_code(system, account),
    ProposalKind.DISABLE: lambda system, account, _proposal: accounts.disable(system, account),
    ProposalKind.ENABLE: lambda system, account, _proposal: accounts.enable(system, account),
    ProposalKind.MOVE: _move,
}
