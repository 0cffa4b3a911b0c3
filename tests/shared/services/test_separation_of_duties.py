"""Two people for what gives or takes power; passwords that only their owner knows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from shared import clock
from shared.access import SYSTEM, Role, ScopedSession, open_session, own_password, throttle
from shared.access.own_password import PasswordCodeError
from shared.access.permission_denied import PermissionDenied
from shared.access.roles import ADMINISTRATORS
from shared.access.sign_in import actor_from_token, find_recent_password_change, session_end_reason, sign_in
from shared.clock import now
from shared.errors import UserError
from shared.models import AuditEvent, Proposal, ProposalKind, RoleGrant
from shared.services import accounts, proposals, records
from shared.services.service_errors import ValidationError
from shared.settings import settings
from tests.factories.regions import CHANGSHU, KUNSHAN, NANJING, PROVINCE, SUZHOU
from tests.support.administrators import (
    OTHER,
    PASSWORD,
    SECOND,
    SECURITY_ADMIN,
    SYSTEM_ADMIN,
    Administrators,
    account,
    administrator,
    granting,
    having,
    opened,
    proposing,
)
from tests.support.databases import Filled


@pytest.fixture
def administrators(filled: Filled[None]) -> Administrators:
    return opened(filled)


def waiting(session: ScopedSession) -> Proposal:
    return session.scalars(select(Proposal).where(Proposal.state == "waiting")).one()


GRANT_ROW = {"role": Role.CLERK, "region_code": KUNSHAN}
GRANT = {"role": Role.CLERK, "place_code": KUNSHAN}


def test_a_grant_is_in_force_only_when_another_has_confirmed(administrators: Administrators):
    for _twice in range(2):
        administrators.act(SECURITY_ADMIN, proposing(ProposalKind.GRANT, **GRANT))
    assert administrators.roles("li") == set()
    refused = administrators.refuses(SECURITY_ADMIN, lambda s: proposals.confirm(s, waiting(s)))
    assert ("suzhu user confirm 1" in refused, "`" in refused) == (True, False)
    for by in (administrator(Role.AUDIT_ADMIN), administrator(Role.CLERK), administrator(Role.SYSTEM_ADMIN, NANJING)):
        with open_session(SYSTEM, administrators.engine) as session:
            found = waiting(session)
        administrators.refuses(by, lambda s, found=found: proposals.confirm(s, found), PermissionDenied)
    administrators.act(SYSTEM_ADMIN, lambda s: proposals.confirm(s, waiting(s)))
    assert administrators.roles("li") == {Role.CLERK}
    administrators.refuses(SYSTEM_ADMIN, lambda s: proposals.confirm(s, s.scalars(select(Proposal)).one()))


def test_whoever_it_is_about_confirms_nothing(administrators: Administrators):
    administrators.act(SECURITY_ADMIN, proposing(ProposalKind.GRANT, **GRANT))
    with open_session(SYSTEM, administrators.engine) as session:
        own = account(session).id
    administrators.refuses(administrator(Role.SYSTEM_ADMIN, account_id=own), lambda s: proposals.confirm(s, waiting(s)))
    administrators.refuses(administrator(Role.SECURITY_ADMIN, account_id=own), proposing(ProposalKind.GRANT, **GRANT))


def test_what_is_refused_or_taken_back_never_happens(administrators: Administrators):
    for by in (SYSTEM_ADMIN, SECURITY_ADMIN):
        administrators.act(SECURITY_ADMIN, proposing(ProposalKind.GRANT, **GRANT))
        administrators.act(by, lambda s: proposals.refuse(s, waiting(s), "not needed"))
    assert administrators.roles("li") == set()


def test_rules_hold_when_it_is_confirmed_too(administrators: Administrators):
    administrators.act(SECURITY_ADMIN, proposing(ProposalKind.GRANT, **GRANT))
    administrators.act(SYSTEM, granting(Role.AUDIT_ADMIN))
    administrators.refuses(SYSTEM_ADMIN, lambda s: proposals.confirm(s, waiting(s)), ValidationError)


PAST = {
    "service": lambda s: accounts.grant(s, account(s), Role.CLERK, KUNSHAN),
    "records": lambda s: records.create(s, RoleGrant, GRANT_ROW | {"account_id": account(s).id}),
}


@pytest.mark.parametrize("way", PAST)
def test_no_grant_passes_the_second_person_by(administrators: Administrators, way):
    administrators.refuses(SECURITY_ADMIN, PAST[way], PermissionDenied)


@pytest.mark.parametrize("role", sorted(ADMINISTRATORS))
@pytest.mark.parametrize("kind", [ProposalKind.DISABLE, ProposalKind.CODE])
def test_the_account_of_an_administrator_changes_with_two_people(
    administrators: Administrators, role: Role, kind: ProposalKind
):
    administrators.act(SYSTEM, lambda s: accounts.create_account(s, "zheng", "郑", PROVINCE, PASSWORD))
    for login, place in (("li", KUNSHAN), ("zheng", PROVINCE)):
        administrators.act(SYSTEM, granting(role, place, login))
    acts = {ProposalKind.DISABLE: accounts.disable, ProposalKind.CODE: accounts.make_code}
    administrators.refuses(SYSTEM_ADMIN, lambda s: acts[kind](s, account(s)), PermissionDenied)
    administrators.act(SYSTEM_ADMIN, lambda s: proposals.act(s, account(s), kind))
    administrators.refuses(SYSTEM_ADMIN, lambda s: proposals.confirm(s, waiting(s)))
    results = []
    administrators.act(SECURITY_ADMIN, lambda s: results.append(proposals.confirm(s, waiting(s))))
    assert bool(results[0]) == (kind is ProposalKind.CODE)


@pytest.mark.parametrize("role", sorted(ADMINISTRATORS))
def test_the_last_administrator_of_a_kind_stays(administrators: Administrators, role: Role):
    administrators.act(SYSTEM, granting(role))
    disabling = having(ProposalKind.DISABLE)
    for by in (SYSTEM, SYSTEM_ADMIN):
        administrators.refuses(by, disabling)
    revoking = proposing(ProposalKind.REVOKE, role=role, place_code=KUNSHAN)
    administrators.act(SECURITY_ADMIN, revoking)
    administrators.refuses(SECOND, lambda s: proposals.confirm(s, waiting(s)))
    administrators.act(SYSTEM, lambda s: accounts.create_account(s, "zheng", "郑", SUZHOU, PASSWORD))
    administrators.act(SYSTEM, granting(role, CHANGSHU, "zheng"))  # elsewhere: no help
    administrators.refuses(SECOND, lambda s: proposals.confirm(s, waiting(s)))
    administrators.act(SYSTEM, granting(role, SUZHOU, "zheng"))
    administrators.act(SECOND, lambda s: proposals.confirm(s, waiting(s)))
    assert administrators.roles("li") == set()
    administrators.refuses(SYSTEM, having(ProposalKind.DISABLE, "zheng"))


def test_who_has_no_password_yet_is_no_other_administrator(administrators: Administrators):
    administrators.act(SYSTEM, granting(Role.SYSTEM_ADMIN))
    administrators.act(SYSTEM, lambda s: accounts.create_account(s, "zheng", "郑", SUZHOU))
    administrators.act(SYSTEM, granting(Role.SYSTEM_ADMIN, SUZHOU, "zheng"))
    administrators.refuses(SYSTEM, having(ProposalKind.DISABLE))


def test_nobody_sets_anothers_password_but_a_command(administrators: Administrators):
    administrators.refuses(SYSTEM_ADMIN, lambda s: accounts.set_password(s, account(s), OTHER), PermissionDenied)
    administrators.refuses(
        SYSTEM_ADMIN, lambda s: accounts.create_account(s, "wang", "王", KUNSHAN, PASSWORD), PermissionDenied
    )


def code_for(administrators: Administrators) -> str:
    codes: list[str] = []
    administrators.act(SYSTEM_ADMIN, lambda s: codes.append(str(proposals.act(s, account(s), ProposalKind.CODE))))
    return codes[0]


def test_a_code_turns_into_a_password_once_and_ends_sessions(administrators: Administrators):
    token, code = sign_in(administrators.engine, "li", PASSWORD, ""), code_for(administrators)
    assert actor_from_token(administrators.engine, token)
    own_password.redeem_code(administrators.engine, " LI ", code.lower().replace("-", " "), OTHER, "10.0.0.9")
    assert actor_from_token(administrators.engine, token) is None
    assert sign_in(administrators.engine, "li", OTHER, "")
    with pytest.raises(PasswordCodeError):
        own_password.redeem_code(administrators.engine, "li", code, PASSWORD, "")
    with Session(administrators.engine) as session:
        events = session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
    assert [e.action for e in events if e.action in {"code", "password"}] == ["code", "password"]
    assert not any(secret in str(e.changes) for e in events for secret in (code, OTHER))


def test_an_old_a_replaced_and_a_strange_code_are_refused_alike(administrators: Administrators, monkeypatch):
    replaced, code = code_for(administrators), code_for(administrators)
    tries = {"li": (replaced, "wrong"), "nobody": (code,), "zhao": (code,)}
    for login, codes in tries.items():
        for one in codes:
            with pytest.raises(PasswordCodeError):
                own_password.redeem_code(administrators.engine, login, one, OTHER, "")
    later = now() + timedelta(minutes=settings().code_minutes)
    monkeypatch.setattr(clock, "now", lambda: later)
    with pytest.raises(PasswordCodeError):
        own_password.redeem_code(administrators.engine, "li", code, OTHER, "")


def test_guessing_codes_has_to_wait(administrators: Administrators):
    code = code_for(administrators)
    for _guess in range(throttle.FREE_ATTEMPTS_PER_PAIR):
        with pytest.raises(PasswordCodeError):
            own_password.redeem_code(administrators.engine, "li", "AAAA-AAAA-AAAA", OTHER, "10.0.0.9")
    with pytest.raises(throttle.TooManyAttemptsError):
        own_password.redeem_code(administrators.engine, "li", code, OTHER, "10.0.0.9")


def test_ones_own_password_needs_the_present_one_and_ends_other_sessions(administrators: Administrators):
    own, other = (sign_in(administrators.engine, "li", PASSWORD, "") for _ in range(2))
    me = actor_from_token(administrators.engine, own)
    for present, new in (("wrong wrong wrong", OTHER), (PASSWORD, "short"), (PASSWORD, PASSWORD)):
        with pytest.raises(UserError):
            own_password.change_password(administrators.engine, me, present, new, "")
    own_password.change_password(administrators.engine, me, PASSWORD, OTHER, "")
    assert actor_from_token(administrators.engine, own)
    assert actor_from_token(administrators.engine, other) is None
    assert session_end_reason(administrators.engine, other)[0] == "password"
    assert find_recent_password_change(administrators.engine, me.account_id)


def test_a_password_from_a_command_has_to_be_changed_first(administrators: Administrators):
    administrators.act(SYSTEM, lambda s: accounts.set_password(s, account(s), OTHER, must_change=True))
    token = sign_in(administrators.engine, "li", OTHER, "")
    me = actor_from_token(administrators.engine, token)
    assert me.must_change_password
    own_password.change_password(administrators.engine, me, OTHER, "a third password, own", "")
    assert not actor_from_token(administrators.engine, token).must_change_password
