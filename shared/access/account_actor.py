"""The actor of an account by its login: with the roles it holds now, for what it proposed before."""

from __future__ import annotations

from sqlalchemy import or_, select

from shared import clock
from shared.errors import UserError
from shared.locale import _
from shared.models import Account, RoleGrant

from .actor import Actor, Grant
from .former_divisions import load_former_divisions
from .roles import Role
from .session import ScopedSession

ROLES = {str(role): role for role in Role}


def require_actor(system: ScopedSession, login: str) -> Actor:
    """Who acts under `login`. UserError when there is no such account, or it is disabled."""
    actor = load_actor(system, login)
    if actor is None:
        raise UserError(_("There is no active account {login}.").format(login=login))
    return actor


def load_actor(system: ScopedSession, login: str) -> Actor | None:
    """Who acts under `login`; None when the account is gone or disabled. `system` reads every account."""
    is_active = Account.retired_on.is_(None), or_(Account.disabled_at.is_(None), Account.disabled_at > clock.now())
    account = system.scalars(select(Account).where(Account.login == login, *is_active)).first()
    if account is None:
        return None
    own = (RoleGrant.account_id == account.id, RoleGrant.retired_on.is_(None), RoleGrant.role.in_(ROLES))
    grants = system.scalars(select(RoleGrant).where(*own).order_by(RoleGrant.id))
    held = tuple(Grant(ROLES[grant.role], grant.region_code) for grant in grants)
    former = load_former_divisions(system.connection(), [grant.region_code for grant in held])
    about = (account.login, account.display_name, held, account.id)
    return Actor(*about, language=account.language, former_divisions=former)
