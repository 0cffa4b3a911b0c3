"""Duties that stay apart and never stay empty (三员分立, GB/T 22239-2019, 8.1.10)."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import or_, select

from shared.access import Role, ScopedSession, elevated
from shared.access.passwords import NO_PASSWORD
from shared.access.roles import ADMINISTRATORS
from shared.clock import now
from shared.errors import UserError
from shared.locale import _
from shared.models import Account, ProposalKind, RoleGrant
from shared.models.labelled_enum import label_of
from shared.models.region import path_of


def is_administrator(session: ScopedSession, account: Account) -> bool:
    """Whether the account holds the role of an administrator anywhere."""
    with elevated(session) as system:
        return bool(administrator_duties(system, account.id))


def needs_second_person(session: ScopedSession, account: Account, kind: ProposalKind, role: str | None = None) -> bool:
    """Whether a second person has to confirm; never for a command on the server, whose typist holds the machine."""
    if session.actor.is_system:
        return False
    if kind is ProposalKind.REVOKE:
        return role in ADMINISTRATORS
    return kind is ProposalKind.GRANT or is_administrator(session, account)


def administrator_duties(system: ScopedSession, account_id: int) -> list[RoleGrant]:
    """The roles of administrators that the account holds."""
    own_duties = (
        RoleGrant.account_id == account_id,
        RoleGrant.retired_on.is_(None),
        RoleGrant.role.in_(ADMINISTRATORS),
    )
    return list(system.scalars(select(RoleGrant).where(*own_duties)))


def require_remaining_holders(session: ScopedSession, grants: Iterable[RoleGrant]) -> None:
    """Raise UserError when a region would lose its last administrator of a kind with these grants.

    Administrators of one kind wait for each other here, so that two cannot give up the last two at once.
    """
    with elevated(session) as system:
        for grant in grants:
            if grant.role in ADMINISTRATORS and grant.retired_on is None and not _has_other_holder(system, grant):
                raise UserError(
                    _("This is the last {role} of the region: grant the role there to someone else first.").format(
                        role=label_of(Role, grant.role)
                    )
                )


def _has_other_holder(system: ScopedSession, grant: RoleGrant) -> bool:
    """Whether somebody else who can sign in holds the role there, or over a region around it."""
    query = (
        select(RoleGrant.id)
        .join(Account, Account.id == RoleGrant.account_id)
        .where(
            RoleGrant.role == grant.role,
            RoleGrant.account_id != grant.account_id,
            RoleGrant.region_code.in_(path_of(grant.region_code)),
            RoleGrant.retired_on.is_(None),
            Account.retired_on.is_(None),
            Account.password_hash != NO_PASSWORD,
            or_(Account.disabled_at.is_(None), Account.disabled_at > now()),
        )
        .with_for_update(of=RoleGrant)
    )
    return system.scalars(query).first() is not None
