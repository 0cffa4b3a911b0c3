"""Who may be granted what. That the granter holds the permission in that region, the session sees to.

The three administrators are separate (三员分立, GB/T 22239-2019, 8.1.10): an account that holds one of their
roles holds no other, wherever in the tree; who enters records does not confirm them. Nobody grants to himself. A grant
reaches no further than the place where the person works. It is written by the system's hands only: after a second
person has confirmed it (`services.proposals`), or by a command on the server.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from shared.access import Role, ScopedSession, elevated
from shared.access.permission_denied import PermissionDenied
from shared.access.roles import ADMINISTRATORS, MUTUALLY_EXCLUSIVE
from shared.locale import _
from shared.models import Account, RoleGrant
from shared.models.labelled_enum import label_of
from shared.models.region import prefix_of


def check(session: ScopedSession, grant: RoleGrant) -> Iterator[tuple[str, str]]:
    """The role exists, goes to somebody else, stays where the person works and apart from other duties."""
    if grant in session and not session.actor.is_system:
        raise PermissionDenied
    if grant.role not in set(Role):
        yield "role", _("Choose one of the roles.")
        return
    if grant.account_id == session.actor.account_id:
        yield "account_id", _("You cannot grant a role to yourself. Ask another administrator.")
    account = session.get(Account, grant.account_id)
    if account is None or grant.retired_on is not None:
        return
    if not grant.region_code.startswith(prefix_of(account.region_code)):
        yield (
            "region_code",
            _("The account holder works in {home}: choose that region or one below it.").format(
                home=account.region_code
            ),
        )
    if conflicting_roles := _other_roles(session, grant):
        roles = _(", ").join(str(label_of(Role, role)) for role in conflicting_roles)
        yield (
            "role",
            _("The person who enters records may not confirm them. The account holds: {roles}.").format(roles=roles)
            if {grant.role, *conflicting_roles} <= {*MUTUALLY_EXCLUSIVE, Role.OFFICIAL}
            else _(
                "System, security and audit administrators may not hold another role. The account holds: {roles}."
            ).format(roles=roles),
        )


def _other_roles(session: ScopedSession, grant: RoleGrant) -> list[str]:
    """Roles in force, wherever, that must not stand beside this one. Grants of one account wait for each other."""
    other_grants = (
        RoleGrant.account_id == grant.account_id,
        RoleGrant.role != grant.role,
        RoleGrant.retired_on.is_(None),
    )
    with elevated(session) as system:
        system.execute(select(Account.id).where(Account.id == grant.account_id).with_for_update())
        roles = sorted(set(system.scalars(select(RoleGrant.role).where(*other_grants))))
    if grant.role in ADMINISTRATORS or any(role in ADMINISTRATORS for role in roles):
        return roles
    return roles if grant.role in MUTUALLY_EXCLUSIVE and set(roles) & MUTUALLY_EXCLUSIVE else []
