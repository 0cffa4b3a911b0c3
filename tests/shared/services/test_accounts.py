"""Accounts and grants: the three administrators stay apart, and nobody lifts himself or reaches beyond his regions."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shared.access import SYSTEM, Actor, Grant, Role, ScopedSession, open_session
from shared.access.permission_denied import PermissionDenied
from shared.access.roles import ADMINISTRATORS, MUTUALLY_EXCLUSIVE
from shared.access.sign_in import AuthenticationFailedError, actor_from_token, sign_in
from shared.models import Account, AuditEvent, ProposalKind, RoleGrant
from shared.services import accounts, proposals, records
from shared.services.service_errors import ValidationError
from tests.factories import records as make
from tests.factories.regions import CHANGSHU, KUNSHAN, NANJING, PROVINCE, SUZHOU
from tests.support.administrators import (
    OTHER,
    PASSWORD,
    SECURITY_ADMIN,
    SYSTEM_ADMIN,
    Administrators,
    account,
    administrator,
    granting,
    opened,
)
from tests.support.databases import Filled


@pytest.fixture
def administrators(filled: Filled[None]) -> Administrators:
    return opened(filled)


def test_a_new_account_can_sign_in_and_holds_nothing(administrators: Administrators):
    assert actor_from_token(administrators.engine, sign_in(administrators.engine, "li", PASSWORD, "")).grants == ()


def test_accounts_and_grants_are_written_down_without_the_password(administrators: Administrators):
    administrators.act(SECURITY_ADMIN, granting(Role.CLERK))
    with Session(administrators.engine) as session:
        events = session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
        written = [(e.actor, e.action, e.record) for e in events]
        stored = session.scalars(select(Account.password_hash)).all()
    assert ("system", "insert", "account") in written
    assert ("second", "confirm", "proposal") in written
    assert ("the-security_admin", "insert", "role_grant") in written
    assert not any(secret in str(e.changes) for e in events for secret in (PASSWORD, *stored))


@pytest.mark.parametrize("login", ["", "a", "Li", "li ming", "9li", "李明", "l" * 41, "li\0ming", "li/../x"])
def test_logins_are_written_one_way(administrators: Administrators, login):
    administrators.refuses(SYSTEM_ADMIN, lambda s: accounts.create_account(s, login, "李", KUNSHAN))


def test_a_login_is_given_once_also_by_another_city(administrators: Administrators):
    again = administrators.refuses(
        SYSTEM_ADMIN, lambda s: accounts.create_account(s, "zhao", "赵", KUNSHAN), ValidationError
    )
    assert again


def test_a_weak_password_is_refused(administrators: Administrators):
    administrators.refuses(SYSTEM, lambda s: accounts.create_account(s, "wang", "王", KUNSHAN, "short"))
    administrators.refuses(SYSTEM, lambda s: accounts.set_password(s, account(s), "short"))


@pytest.mark.parametrize("by", [SECURITY_ADMIN, administrator(Role.AUDIT_ADMIN), administrator(Role.CLERK)])
def test_only_the_system_administrator_makes_accounts(administrators: Administrators, by: Actor):
    administrators.refuses(by, lambda s: accounts.create_account(s, "wang", "王", KUNSHAN), PermissionDenied)


@pytest.mark.parametrize("by", [SYSTEM_ADMIN, administrator(Role.CLERK), administrator(Role.APPROVER)])
def test_only_the_security_administrator_grants(administrators: Administrators, by: Actor):
    def grant(session: ScopedSession) -> None:
        with open_session(SYSTEM, administrators.engine) as system:
            found = account(system)
        proposals.propose(session, found, ProposalKind.GRANT, role=Role.CLERK, place_code=KUNSHAN)

    administrators.refuses(by, grant, PermissionDenied)


def test_nothing_is_done_outside_the_own_regions(administrators: Administrators):
    administrators.refuses(SYSTEM_ADMIN, lambda s: accounts.create_account(s, "wang", "王", NANJING), PermissionDenied)
    with open_session(SECURITY_ADMIN, administrators.engine) as session:
        assert session.scalars(select(Account.login)).all() == ["li"]
    kunshan = administrator(Role.SECURITY_ADMIN, CHANGSHU)

    def grant(session: ScopedSession) -> None:
        stranger = Account(id=2, login="li", version=1, region_code=KUNSHAN)
        proposals.propose(session, stranger, ProposalKind.GRANT, role=Role.CLERK, place_code=KUNSHAN)

    administrators.refuses(kunshan, grant, PermissionDenied)


def test_a_grant_stays_where_the_person_works(administrators: Administrators):
    administrators.refuses(SECURITY_ADMIN, granting(Role.CLERK, SUZHOU), ValidationError)
    administrators.refuses(SECURITY_ADMIN, granting(Role.CLERK, CHANGSHU), ValidationError)
    administrators.act(SECURITY_ADMIN, granting(Role.CLERK, "320583100"))
    assert administrators.roles("li") == {Role.CLERK}


def test_whoever_moves_gives_up_the_roles_of_before(administrators: Administrators):
    administrators.act(SECURITY_ADMIN, granting(Role.CLERK))

    def move(session: ScopedSession) -> None:
        records.update(session, account(session), {"region_code": CHANGSHU}, account(session).version)

    administrators.refuses(SYSTEM_ADMIN, move, ValidationError)
    administrators.act(SECURITY_ADMIN, lambda s: accounts.revoke(s, account(s).grants[0], "moves to Changshu"))
    administrators.act(SYSTEM_ADMIN, move)
    assert administrators.roles("li") == set()


def test_an_unknown_role_is_refused(administrators: Administrators):
    administrators.refuses(SECURITY_ADMIN, granting("emperor"), ValidationError)


def test_nobody_grants_to_himself(administrators: Administrators):
    with open_session(SYSTEM, administrators.engine) as session:
        own = account(session).id
    myself = administrator(Role.SECURITY_ADMIN, account_id=own)
    for role in Role:
        administrators.refuses(myself, granting(role), ValidationError)


def test_nobody_disables_himself(administrators: Administrators):
    with open_session(SYSTEM, administrators.engine) as session:
        own = account(session).id
    administrators.refuses(administrator(Role.SYSTEM_ADMIN, account_id=own), lambda s: accounts.disable(s, account(s)))


@pytest.mark.parametrize("first", Role)
def test_an_administrator_holds_one_role_only(administrators: Administrators, first: Role):
    administrators.act(SECURITY_ADMIN, granting(first))
    for other in set(Role) - {first}:
        if ADMINISTRATORS & {first, other} or {first, other} == MUTUALLY_EXCLUSIVE:
            administrators.refuses(SECURITY_ADMIN, granting(other), ValidationError)
        elif other is Role.OFFICIAL or first is Role.OFFICIAL:
            administrators.act(SECURITY_ADMIN, granting(other))
            with open_session(SYSTEM, administrators.engine) as session:
                held = next(g for g in account(session).grants if g.role == other)
            administrators.act(
                SECURITY_ADMIN, lambda s, key=held.id: accounts.revoke(s, s.get_one(RoleGrant, key), "test")
            )
    administrators.act(SECURITY_ADMIN, granting(first, "320583100"))  # the same one elsewhere is no other role


def test_the_roles_of_another_region_count_too(administrators: Administrators):
    """Somebody of the province holds a role in Nanjing: the administrator of Suzhou cannot see it, yet it counts."""
    administrators.act(SYSTEM, lambda s: accounts.create_account(s, "qian", "钱", PROVINCE, PASSWORD))
    administrators.act(SYSTEM, granting(Role.CLERK, NANJING, "qian"))
    province = Actor("p", "管", (Grant(Role.SECURITY_ADMIN, PROVINCE),))
    administrators.refuses(province, granting(Role.SYSTEM_ADMIN, SUZHOU, "qian"), ValidationError)


def test_a_revoked_role_can_be_followed_by_another(administrators: Administrators):
    administrators.act(SECURITY_ADMIN, granting(Role.CLERK))
    administrators.act(SECURITY_ADMIN, lambda s: accounts.revoke(s, account(s).grants[0], "moved to another office"))
    assert administrators.roles("li") == set()
    administrators.act(SECURITY_ADMIN, granting(Role.AUDIT_ADMIN))
    administrators.refuses(SECURITY_ADMIN, granting(Role.CLERK), ValidationError)
    assert administrators.roles("li") == {Role.AUDIT_ADMIN}


def test_putting_a_grant_back_by_the_form_obeys_the_same_rules(administrators: Administrators):
    administrators.act(SECURITY_ADMIN, granting(Role.CLERK))
    administrators.act(SECURITY_ADMIN, lambda s: accounts.revoke(s, account(s).grants[0], "left"))
    administrators.act(SECURITY_ADMIN, granting(Role.AUDIT_ADMIN))

    def restore(session: ScopedSession) -> None:
        old = session.scalars(select(RoleGrant).where(RoleGrant.role == Role.CLERK)).one()
        records.restore(session, old, "back again", old.version)

    administrators.refuses(SECURITY_ADMIN, restore, PermissionDenied)
    administrators.refuses(SYSTEM, restore, ValidationError)


def test_a_revocation_needs_a_reason_and_counts_at_once(administrators: Administrators):
    administrators.act(SECURITY_ADMIN, granting(Role.CLERK))
    token = sign_in(administrators.engine, "li", PASSWORD, "")
    administrators.refuses(SECURITY_ADMIN, lambda s: accounts.revoke(s, account(s).grants[0], " "))
    assert actor_from_token(administrators.engine, token).grants
    administrators.act(SECURITY_ADMIN, lambda s: accounts.revoke(s, account(s).grants[0], "left"))
    assert actor_from_token(administrators.engine, token).grants == ()


def test_granting_again_puts_the_old_grant_back(administrators: Administrators):
    for _round in range(2):
        administrators.act(SECURITY_ADMIN, granting(Role.CLERK))
        administrators.act(SECURITY_ADMIN, lambda s: accounts.revoke(s, account(s).grants[0], "left"))
    administrators.act(SECURITY_ADMIN, granting(Role.CLERK))
    with Session(administrators.engine) as session:
        assert session.scalar(select(func.count()).select_from(RoleGrant)) == 1
    assert administrators.roles("li") == {Role.CLERK}


def test_another_password_signs_everybody_out(administrators: Administrators):
    token = sign_in(administrators.engine, "li", PASSWORD, "")
    administrators.act(SYSTEM, lambda s: accounts.set_password(s, account(s), OTHER))
    assert actor_from_token(administrators.engine, token) is None
    with pytest.raises(AuthenticationFailedError):
        sign_in(administrators.engine, "li", PASSWORD, "")
    assert sign_in(administrators.engine, "li", OTHER, "")


def test_a_disabled_account_is_signed_out_until_it_is_enabled(administrators: Administrators):
    token = sign_in(administrators.engine, "li", PASSWORD, "")
    administrators.act(SYSTEM_ADMIN, lambda s: accounts.disable(s, account(s)))
    assert actor_from_token(administrators.engine, token) is None
    administrators.act(SYSTEM_ADMIN, lambda s: accounts.enable(s, account(s)))
    assert actor_from_token(administrators.engine, token) is None
    assert sign_in(administrators.engine, "li", PASSWORD, "")


def test_a_made_up_instant_of_disabling_is_kept_to_the_instant():
    disabled = make.account(KUNSHAN, disabled_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert disabled.may_act(datetime(2025, 12, 31, 23, 59, 59, tzinfo=UTC))
    assert not disabled.may_act(datetime(2026, 1, 1, tzinfo=UTC))
