"""Accounts and what they may do: the acts. What needs a second person goes through `proposals` first."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select, update

from shared import audit
from shared.access import Permission, ScopedSession, elevated
from shared.access.own_password import hash_code, new_code
from shared.access.passwords import NO_PASSWORD, hash_password, require_acceptable
from shared.access.permission_denied import PermissionDenied
from shared.access.sign_in import DISABLED, PASSWORD, end_sessions_of
from shared.clock import now
from shared.errors import UserError
from shared.locale import CHINESE, _
from shared.models import Account, PasswordCode, ProposalKind, RoleGrant
from shared.settings import settings

from . import records, separation_of_duties, system_reasons


def create_account(
    session: ScopedSession, login: str, display_name: str, region_code: str, password: str = "", language: str = CHINESE
) -> Account:
    """A new account, without any grant, of somebody who works in `region_code`.

    Only a command on the server gives it a password, such as that of a demo province; else its owner does, by a code.
    """
    values = {"login": login, "display_name": display_name, "region_code": region_code, "language": language}
    if password:
        _require_command(session)
        require_acceptable(password, login)
    return records.create(
        session, Account, values | {"password_hash": hash_password(password) if password else NO_PASSWORD}
    )


def set_password(session: ScopedSession, account: Account, password: str, *, must_change: bool = False) -> None:
    """Give the account another password, from the server's own command line only; its sessions end."""
    _require_command(session)
    require_acceptable(password, account.login)
    values: dict[str, Any] = {"password_hash": hash_password(password), "must_change_password": must_change}
    if must_change:
        values["password_changed_at"] = now()
    records.update(session, account, values, account.version)
    end_sessions_of(session, account.id, PASSWORD)


def make_code(session: ScopedSession, account: Account) -> str:
    """A one-time code with which the owner sets the password; codes made before are no good any more."""
    session.actor.require(Permission.ACCOUNTS_EDIT, account.region_code)
    _require_confirmed(session, account, ProposalKind.CODE)
    code, at = new_code(), now()
    with elevated(session) as system:
        earlier = (PasswordCode.account_id == account.id, PasswordCode.used_at.is_(None))
        system.execute(update(PasswordCode).where(*earlier).values(used_at=at))
        system.add(
            PasswordCode(
                region_code=account.region_code,
                account_id=account.id,
                code_hash=hash_code(code, account.id),
                made_by=session.actor.login,
                made_at=at,
                expires_at=at + timedelta(minutes=settings().code_minutes),
            )
        )
        system.flush()
    audit.append_about(session, account, actor=session.actor.login, action="code", reason=session.reason)
    return code


def disable(session: ScopedSession, account: Account) -> None:
    """From now on the account cannot act, and its sessions end. Nobody locks himself out, or the last of a kind."""
    if account.id == session.actor.account_id:
        raise UserError(_("You cannot disable your own account. Ask another administrator."))
    _require_confirmed(session, account, ProposalKind.DISABLE)
    with elevated(session) as system:
        duties = separation_of_duties.administrator_duties(system, account.id)
        separation_of_duties.require_remaining_holders(session, duties)
    records.update(session, account, {"disabled_at": now()}, account.version)
    end_sessions_of(session, account.id, DISABLED)


def enable(session: ScopedSession, account: Account) -> None:
    """The account can act again."""
    _require_confirmed(session, account, ProposalKind.ENABLE)
    records.update(session, account, {"disabled_at": None}, account.version)


def grant(session: ScopedSession, account: Account, role: str, region_code: str) -> RoleGrant:
    """Let the account hold `role` in `region_code` and below; one that was revoked is put back in force."""
    values = {"account_id": account.id, "role": role, "region_code": region_code}
    role_grant = session.scalar(select(RoleGrant).filter_by(**values))
    if role_grant is None:
        return records.create(session, RoleGrant, values)
    records.restore(session, role_grant, system_reasons.in_english(system_reasons.GRANTED_AGAIN), role_grant.version)
    return role_grant


def revoke(session: ScopedSession, role_grant: RoleGrant, reason: str) -> None:
    """Take a grant back; it takes effect at the person's next request. The last of a kind stays."""
    _require_confirmed(session, role_grant.account, ProposalKind.REVOKE, role_grant.role)
    separation_of_duties.require_remaining_holders(session, [role_grant])
    records.retire(session, role_grant, reason, role_grant.version)


def move(session: ScopedSession, account: Account, values: dict[str, Any], expected_version: int | None) -> Account:
    """Change the name of the person or the place of work."""
    _require_confirmed(session, account, ProposalKind.MOVE)
    return records.update(session, account, values, expected_version)


def _require_command(session: ScopedSession) -> None:
    """Nobody sets another's password but a command on the server."""
    if not session.actor.is_system:
        raise PermissionDenied


def _require_confirmed(session: ScopedSession, account: Account, kind: ProposalKind, role: str | None = None) -> None:
    """What needs a second person comes here only with the system's hands, from `proposals.confirm`."""
    if separation_of_duties.needs_second_person(session, account, kind, role):
        raise PermissionDenied
