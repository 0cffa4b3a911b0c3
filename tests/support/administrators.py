"""Administrators at work on accounts: what the tests of accounts and of the second person share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from shared.access import SYSTEM, Actor, Grant, Role, ScopedSession, open_session
from shared.errors import UserError
from shared.models import Account, AuditEvent, Proposal, ProposalKind, RoleGrant
from shared.services import accounts, commit, proposals
from tests.factories.regions import KUNSHAN, NANJING, PROVINCE, SUZHOU, plant
from tests.support.databases import Filled

PASSWORD, OTHER = "correct horse battery", "another fine password"


@dataclass
class Administrators:
    """A database, and the administrators of Suzhou."""

    engine: Engine

    def act(self, by: Actor, what: Callable[[ScopedSession], object]) -> None:
        with open_session(by, self.engine, writing=True, reason="test") as session:
            what(session)
            commit(session)

    def refuses(self, by: Actor, what: Callable[[ScopedSession], object], kind: type[Exception] = UserError) -> str:
        before = self.rows()
        with pytest.raises(kind) as refusal:
            self.act(by, what)
        assert self.rows() == before
        return str(refusal.value)

    def rows(self) -> list[list[tuple]]:
        with Session(self.engine) as session:
            tables = (Account.__table__, RoleGrant.__table__, AuditEvent.__table__)
            return [sorted(map(tuple, session.execute(select(t))), key=str) for t in tables]

    def roles(self, login: str) -> set[str]:
        with Session(self.engine) as session:
            held = select(RoleGrant.role).join(Account).where(Account.login == login, RoleGrant.retired_on.is_(None))
            return set(session.scalars(held))


def administrator(role: Role, region: str = SUZHOU, account_id: int = 0) -> Actor:
    return Actor(f"the-{role}", "管", (Grant(role, region),), account_id=account_id)


SECOND = Actor("second", "二", (Grant(Role.SYSTEM_ADMIN, PROVINCE),), account_id=99)
SYSTEM_ADMIN, SECURITY_ADMIN = administrator(Role.SYSTEM_ADMIN), administrator(Role.SECURITY_ADMIN)


def account(session: ScopedSession, login: str = "li") -> Account:
    return session.scalars(select(Account).where(Account.login == login)).one()


def granting(role: str, region: str = KUNSHAN, login: str = "li") -> Callable[[ScopedSession], object]:
    """Grant at once by a command; what an administrator proposes another confirms in the same breath."""

    def grant(session: ScopedSession) -> None:
        result = proposals.act(session, account(session, login), ProposalKind.GRANT, role=role, place_code=region)
        second(session, result)

    return grant


def second(session: ScopedSession, result: object) -> None:
    """Somebody else confirms what was proposed."""
    if isinstance(result, Proposal):
        first, session.actor = session.actor, SECOND
        proposals.confirm(session, result)
        session.actor = first


def having(kind: ProposalKind, login: str = "li") -> Callable[[ScopedSession], object]:
    return lambda session: second(session, proposals.act(session, account(session, login), kind))


def proposing(kind: ProposalKind, login: str = "li", **details: object) -> Callable[[ScopedSession], object]:
    return lambda session: proposals.propose(session, account(session, login), kind, **details)


def opened(filled: Filled[None]) -> Administrators:
    """An office of Suzhou with li in Kunshan; zhao works in Nanjing."""
    return Administrators(filled(li_and_zhao)[0])


def li_and_zhao(engine: Engine) -> None:
    plant(engine)
    found = Administrators(engine)
    found.act(SYSTEM, lambda s: accounts.create_account(s, "zhao", "赵", NANJING, PASSWORD))
    found.act(SYSTEM, lambda s: accounts.create_account(s, "li", "李", KUNSHAN, PASSWORD))
