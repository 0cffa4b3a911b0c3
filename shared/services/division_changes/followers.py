"""What follows beside families: accounts, grants of roles and discovery mechanisms."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select

from shared.access import ScopedSession
from shared.clock import today
from shared.models import Account, DiscoveryMechanism, RoleGrant
from shared.services import system_reasons

from .plan import DivisionPlan


def load_accounts(system: ScopedSession, plan: DivisionPlan) -> list[Account]:
    """Accounts whose place of work goes on elsewhere."""
    at_work = Account.region_code.in_(plan.follows), Account.retired_on.is_(None)
    return list(system.scalars(select(Account).where(*at_work).order_by(Account.id)))


def load_grants(system: ScopedSession, plan: DivisionPlan) -> list[RoleGrant]:
    """Roles held in a division that goes on elsewhere."""
    held = RoleGrant.region_code.in_(plan.follows), RoleGrant.retired_on.is_(None)
    return list(system.scalars(select(RoleGrant).where(*held).order_by(RoleGrant.id)))


def load_mechanisms(system: ScopedSession, plan: DivisionPlan, day: date) -> list[DiscoveryMechanism]:
    """Mechanisms of villages that go on elsewhere."""
    here = DiscoveryMechanism.region_code.in_(plan.follows), DiscoveryMechanism.retired_on.is_(None)
    query = select(DiscoveryMechanism).where(*here, DiscoveryMechanism.lasts_beyond(day))
    return list(system.scalars(query.order_by(DiscoveryMechanism.id)))


def follow(system: ScopedSession, plan: DivisionPlan, day: date) -> Iterator[tuple[str, int]]:
    """Let all of them follow; yields the table and key of whatever is new."""
    for account in load_accounts(system, plan):
        account.region_code = plan.follows[account.region_code]
    for grant in load_grants(system, plan):
        yield from _grant_again(system, grant, plan.follows[grant.region_code])
    for mechanism in load_mechanisms(system, plan, day):
        yield from _begin_again(system, mechanism, plan.follows[mechanism.region_code], day)
    system.flush()


def _grant_again(system: ScopedSession, grant: RoleGrant, region: str) -> Iterator[tuple[str, int]]:
    """The role in the division that follows; the former grant goes out of use."""
    grant.retired_on = today()
    grant.retired_reason = system_reasons.in_english(system_reasons.DIVISION_CHANGED)
    same = RoleGrant.account_id == grant.account_id, RoleGrant.role == grant.role, RoleGrant.region_code == region
    held = system.scalars(select(RoleGrant).where(*same)).first()
    if held is None:
        new = RoleGrant(account_id=grant.account_id, role=grant.role, region_code=region)
        system.add(new)
        system.flush()
        yield RoleGrant.__tablename__, new.id
    elif held.retired_on is not None:
        held.retired_on = held.retired_reason = None


def _begin_again(
    system: ScopedSession, mechanism: DiscoveryMechanism, village: str, day: date
) -> Iterator[tuple[str, int]]:
    """The mechanism goes on in the village that follows, unless that has one."""
    if mechanism.built_on >= day:
        mechanism.region_code = village
        return
    until, mechanism.ended_on = mechanism.ended_on, day
    has_one = select(DiscoveryMechanism.id).where(
        DiscoveryMechanism.region_code == village, DiscoveryMechanism.is_in_force(day)
    )
    if system.scalars(has_one).first() is None:
        new = DiscoveryMechanism(region_code=village, built_on=day, ended_on=until, responsible=mechanism.responsible)
        system.add(new)
        system.flush()
        yield DiscoveryMechanism.__tablename__, new.id
