"""Accounts and grants: the three administrators stay apart, and nobody lifts himself or reaches beyond his regions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from shared.access import SYSTEM, Actor, Grant, Role, ScopedSession, open_session
from shared.access.refusal import Refused
from shared.access.roles import ADMINISTRATORS
from shared.access.sign_in import SignInRefused, actor_of, sign_in
from shared.models import Account, AuditEvent, RoleGrant
from shared.problems import Problem
from shared.services import accounts, commit, records
from shared.services.invalid import Invalid
from tests.factories import records as make
from tests.factories.regions import CHANGSHU, KUNSHAN, NANJING, PROVINCE, SUZHOU, tree

PASSWORD, OTHER = "correct horse battery", "another fine password"


@dataclass
class Office:
    """A database, and the administrators of Suzhou."""

    engine: Engine

    def act(self, by: Actor, what: Callable[[ScopedSession], object]) -> None:
        with open_session(by, self.engine, writing=True, reason="test") as session:
            what(session)
            commit(session)

    def refuses(self, by: Actor, what: Callable[[ScopedSession], object], kind: type[Exception] = Problem) -> str:
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


SYSTEM_ADMIN, SECURITY_ADMIN = administrator(Role.SYSTEM_ADMIN), administrator(Role.SECURITY_ADMIN)


@pytest.fixture
def office(engine: Engine) -> Office:
    with Session(engine.execution_options(writing=True)) as session:
        for region in tree():
            session.add(region)
            session.flush()
        session.commit()
    opened = Office(engine)
    opened.act(SYSTEM, lambda s: accounts.create_account(s, "zhao", "赵", NANJING, PASSWORD))
    opened.act(SYSTEM_ADMIN, lambda s: accounts.create_account(s, "li", "李", KUNSHAN, PASSWORD))
    return opened


def account(session: ScopedSession, login: str = "li") -> Account:
    return session.scalars(select(Account).where(Account.login == login)).one()


def granting(role: str, region: str = KUNSHAN, login: str = "li") -> Callable[[ScopedSession], object]:
    return lambda session: accounts.grant(session, account(session, login), role, region)


def test_a_new_account_can_sign_in_and_holds_nothing(office: Office):
    assert actor_of(office.engine, sign_in(office.engine, "li", PASSWORD, "")).grants == ()


def test_accounts_and_grants_are_written_down_without_the_password(office: Office):
    office.act(SECURITY_ADMIN, granting(Role.CLERK))
    with Session(office.engine) as session:
        events = session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
        written = [(e.actor, e.action, e.record) for e in events]
        stored = session.scalars(select(Account.password_hash)).all()
    assert written[-2:] == [("the-system_admin", "insert", "account"), ("the-security_admin", "insert", "role_grant")]
    assert not any(secret in str(e.changes) for e in events for secret in (PASSWORD, *stored))


@pytest.mark.parametrize("login", ["", "a", "Li", "li ming", "9li", "李明", "l" * 41, "li\0ming", "li/../x"])
def test_logins_are_written_one_way(office: Office, login):
    office.refuses(SYSTEM_ADMIN, lambda s: accounts.create_account(s, login, "李", KUNSHAN, PASSWORD))


def test_a_login_is_given_once_also_by_another_city(office: Office):
    again = office.refuses(SYSTEM_ADMIN, lambda s: accounts.create_account(s, "zhao", "赵", KUNSHAN, PASSWORD), Invalid)
    assert again


def test_a_weak_password_is_refused(office: Office):
    office.refuses(SYSTEM_ADMIN, lambda s: accounts.create_account(s, "wang", "王", KUNSHAN, "short"))
    office.refuses(SYSTEM_ADMIN, lambda s: accounts.set_password(s, account(s), "short"))


@pytest.mark.parametrize("by", [SECURITY_ADMIN, administrator(Role.AUDIT_ADMIN), administrator(Role.CLERK)])
def test_only_the_system_administrator_makes_accounts(office: Office, by: Actor):
    office.refuses(by, lambda s: accounts.create_account(s, "wang", "王", KUNSHAN, PASSWORD), Refused)


@pytest.mark.parametrize("by", [SYSTEM_ADMIN, administrator(Role.CLERK), administrator(Role.APPROVER)])
def test_only_the_security_administrator_grants(office: Office, by: Actor):
    def grant(session: ScopedSession) -> None:
        with open_session(SYSTEM, office.engine) as system:
            found = account(system)
        accounts.grant(session, found, Role.CLERK, KUNSHAN)

    office.refuses(by, grant, Refused)


def test_nothing_is_done_outside_the_own_regions(office: Office):
    office.refuses(SYSTEM_ADMIN, lambda s: accounts.create_account(s, "wang", "王", NANJING, PASSWORD), Refused)
    with open_session(SECURITY_ADMIN, office.engine) as session:
        assert session.scalars(select(Account.login)).all() == ["li"]
    kunshan = administrator(Role.SECURITY_ADMIN, CHANGSHU)
    office.refuses(
        kunshan, lambda s: accounts.grant(s, Account(id=2, login="li", version=1), Role.CLERK, KUNSHAN), Refused
    )


def test_a_grant_stays_where_the_person_works(office: Office):
    office.refuses(SECURITY_ADMIN, granting(Role.CLERK, SUZHOU), Invalid)
    office.refuses(SECURITY_ADMIN, granting(Role.CLERK, CHANGSHU), Invalid)
    office.act(SECURITY_ADMIN, granting(Role.CLERK, "320583100"))
    assert office.roles("li") == {Role.CLERK}


def test_whoever_moves_gives_up_the_roles_of_before(office: Office):
    office.act(SECURITY_ADMIN, granting(Role.CLERK))

    def move(session: ScopedSession) -> None:
        records.update(session, account(session), {"region_code": CHANGSHU}, account(session).version)

    office.refuses(SYSTEM_ADMIN, move, Invalid)
    office.act(SECURITY_ADMIN, lambda s: accounts.revoke(s, account(s).grants[0], "moves to Changshu"))
    office.act(SYSTEM_ADMIN, move)
    assert office.roles("li") == set()


def test_an_unknown_role_is_refused(office: Office):
    office.refuses(SECURITY_ADMIN, granting("emperor"), Invalid)


def test_nobody_grants_to_himself(office: Office):
    with open_session(SYSTEM, office.engine) as session:
        own = account(session).id
    myself = administrator(Role.SECURITY_ADMIN, account_id=own)
    for role in Role:
        office.refuses(myself, granting(role), Invalid)


def test_nobody_disables_himself(office: Office):
    with open_session(SYSTEM, office.engine) as session:
        own = account(session).id
    office.refuses(administrator(Role.SYSTEM_ADMIN, account_id=own), lambda s: accounts.disable(s, account(s)))


@pytest.mark.parametrize("first", Role)
def test_an_administrator_holds_one_role_only(office: Office, first: Role):
    office.act(SECURITY_ADMIN, granting(first))
    for second in set(Role) - {first}:
        if ADMINISTRATORS & {first, second}:
            office.refuses(SECURITY_ADMIN, granting(second), Invalid)
        else:
            office.act(SECURITY_ADMIN, granting(second))
    office.act(SECURITY_ADMIN, granting(first, "320583100"))  # the same one elsewhere is no other role


def test_the_roles_of_another_region_count_too(office: Office):
    """Somebody of the province holds a role in Nanjing: the administrator of Suzhou cannot see it, yet it counts."""
    office.act(SYSTEM, lambda s: accounts.create_account(s, "qian", "钱", PROVINCE, PASSWORD))
    office.act(SYSTEM, granting(Role.CLERK, NANJING, "qian"))
    province = Actor("p", "管", (Grant(Role.SECURITY_ADMIN, PROVINCE),))
    office.refuses(province, granting(Role.SYSTEM_ADMIN, SUZHOU, "qian"), Invalid)


def test_a_revoked_role_can_be_followed_by_another(office: Office):
    office.act(SECURITY_ADMIN, granting(Role.CLERK))
    office.act(SECURITY_ADMIN, lambda s: accounts.revoke(s, account(s).grants[0], "moved to another office"))
    assert office.roles("li") == set()
    office.act(SECURITY_ADMIN, granting(Role.AUDIT_ADMIN))
    office.refuses(SECURITY_ADMIN, granting(Role.CLERK), Invalid)
    assert office.roles("li") == {Role.AUDIT_ADMIN}


def test_putting_a_grant_back_by_the_form_obeys_the_same_rules(office: Office):
    office.act(SECURITY_ADMIN, granting(Role.CLERK))
    office.act(SECURITY_ADMIN, lambda s: accounts.revoke(s, account(s).grants[0], "left"))
    office.act(SECURITY_ADMIN, granting(Role.AUDIT_ADMIN))

    def restore(session: ScopedSession) -> None:
        old = session.scalars(select(RoleGrant).where(RoleGrant.role == Role.CLERK)).one()
        records.restore(session, old, "back again", old.version)

    office.refuses(SECURITY_ADMIN, restore, Invalid)


def test_a_revocation_needs_a_reason_and_counts_at_once(office: Office):
    office.act(SECURITY_ADMIN, granting(Role.CLERK))
    token = sign_in(office.engine, "li", PASSWORD, "")
    office.refuses(SECURITY_ADMIN, lambda s: accounts.revoke(s, account(s).grants[0], " "))
    assert actor_of(office.engine, token).grants
    office.act(SECURITY_ADMIN, lambda s: accounts.revoke(s, account(s).grants[0], "left"))
    assert actor_of(office.engine, token).grants == ()


def test_granting_again_puts_the_old_grant_back(office: Office):
    for _round in range(2):
        office.act(SECURITY_ADMIN, granting(Role.CLERK))
        office.act(SECURITY_ADMIN, lambda s: accounts.revoke(s, account(s).grants[0], "left"))
    office.act(SECURITY_ADMIN, granting(Role.CLERK))
    with Session(office.engine) as session:
        assert session.scalar(select(func.count()).select_from(RoleGrant)) == 1
    assert office.roles("li") == {Role.CLERK}


def test_another_password_signs_everybody_out(office: Office):
    token = sign_in(office.engine, "li", PASSWORD, "")
    office.act(SYSTEM_ADMIN, lambda s: accounts.set_password(s, account(s), OTHER))
    assert actor_of(office.engine, token) is None
    with pytest.raises(SignInRefused):
        sign_in(office.engine, "li", PASSWORD, "")
    assert sign_in(office.engine, "li", OTHER, "")


def test_a_disabled_account_is_signed_out_until_it_is_enabled(office: Office):
    token = sign_in(office.engine, "li", PASSWORD, "")
    office.act(SYSTEM_ADMIN, lambda s: accounts.disable(s, account(s)))
    assert actor_of(office.engine, token) is None
    office.act(SYSTEM_ADMIN, lambda s: accounts.enable(s, account(s)))
    assert actor_of(office.engine, token) is None
    assert sign_in(office.engine, "li", PASSWORD, "")


def test_a_made_up_instant_of_disabling_is_kept_to_the_instant():
    disabled = make.account(KUNSHAN, disabled_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert disabled.may_act(datetime(2025, 12, 31, 23, 59, 59, tzinfo=UTC))
    assert not disabled.may_act(datetime(2026, 1, 1, tzinfo=UTC))
