"""Accounts and what they may do: the acts. The rules for grants stand in `checks.grants`."""

from __future__ import annotations

from sqlalchemy import select

from shared.access import ScopedSession
from shared.access.passwords import hashed, require_acceptable
from shared.access.sign_in import end_sessions_of
from shared.clock import now
from shared.locale import CHINESE, _
from shared.models import Account, RoleGrant
from shared.problems import Problem

from . import records


def create_account(
    session: ScopedSession, login: str, display_name: str, region_code: str, password: str, language: str = CHINESE
) -> Account:
    """A new account, without any grant, of somebody who works in `region_code`."""
    require_acceptable(password, login)
    values = {"login": login, "display_name": display_name, "region_code": region_code, "language": language}
    return records.create(session, Account, values | {"password_hash": hashed(password)})


def set_password(session: ScopedSession, account: Account, password: str) -> None:
    """Give the account another password; whoever is signed in with the old one is signed out."""
    require_acceptable(password, account.login)
    records.update(session, account, {"password_hash": hashed(password)}, account.version)
    end_sessions_of(session, account.id)


def disable(session: ScopedSession, account: Account) -> None:
    """From now on the account cannot act, and its sessions end. Nobody locks himself out."""
    if account.id == session.actor.account_id:
        raise Problem(_("Nobody disables his own account: ask another administrator."))
    records.update(session, account, {"disabled_at": now()}, account.version)
    end_sessions_of(session, account.id)


def enable(session: ScopedSession, account: Account) -> None:
    """The account can act again."""
    records.update(session, account, {"disabled_at": None}, account.version)


def grant(session: ScopedSession, account: Account, role: str, region_code: str) -> RoleGrant:
    """Let the account hold `role` in `region_code` and below; one that was revoked is put back in force."""
    values = {"account_id": account.id, "role": role, "region_code": region_code}
    found = session.scalar(select(RoleGrant).filter_by(**values))
    if found is None:
        return records.create(session, RoleGrant, values)
    records.restore(session, found, _("Granted again"), found.version)
    return found


def revoke(session: ScopedSession, found: RoleGrant, reason: str) -> None:
    """Take a grant back; it takes effect at the person's next request."""
    records.retire(session, found, reason, found.version)
