"""Signing in and out: sessions and their limits, refusals that tell nothing, and the throttle."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine, event, func, select
from sqlalchemy.orm import Session

from shared import clock
from shared.access import SYSTEM, Grant, Role, open_session, passwords, throttle
from shared.access.sign_in import (
    IDLE,
    LONGEST,
    SignInRefused,
    actor_of,
    end_session,
    end_sessions_of,
    set_language,
    sign_in,
)
from shared.access.throttle import FREE_OF_ADDRESS, FREE_OF_LOGIN, TooManyAttempts
from shared.locale import CHINESE, ENGLISH
from shared.models import Account, AuditEvent, RoleGrant, SignInAttempt, SignInSession
from shared.problems import Problem
from tests.factories import records as make
from tests.factories.regions import KUNSHAN, SUZHOU, tree

PASSWORD, HERE, THERE = "correct horse battery", "10.0.0.1", "10.0.0.2"
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@dataclass
class Clock:
    at: datetime = datetime(2026, 11, 23, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def wait(self, time: timedelta) -> None:
        self.at += time


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    running = Clock()
    monkeypatch.setattr(clock, "now", running)
    return running


@pytest.fixture
def people(engine: Engine, time: Clock) -> Engine:
    """li is a clerk of Kunshan; wang is disabled."""
    with Session(engine.execution_options(writing=True)) as session:
        for region in tree():
            session.add(region)
            session.flush()
        li = make.account(
            KUNSHAN, "li", password_hash=passwords.hashed(PASSWORD), display_name="李明", language=ENGLISH
        )
        session.add_all(
            [
                li,
                make.grant(li, Role.CLERK),
                make.account(KUNSHAN, "wang", password_hash=passwords.hashed(PASSWORD), disabled_at=time()),
            ]
        )
        session.commit()
    return engine


def change(engine: Engine, act: Callable[[Account], object], login: str = "li") -> None:
    with Session(engine.execution_options(writing=True)) as session:
        act(session.scalars(select(Account).where(Account.login == login)).one())
        session.commit()


def events(engine: Engine) -> list[tuple[str, str]]:
    with Session(engine) as session:
        return list(map(tuple, session.execute(select(AuditEvent.action, AuditEvent.actor).order_by(AuditEvent.id))))


def fail(engine: Engine, times: int, login: str = "li", address: str = HERE) -> None:
    for _attempt in range(times):
        with pytest.raises(SignInRefused):
            sign_in(engine, login, "wrong wrong wrong", address)


def test_a_signed_in_person_acts_with_name_grants_and_language(people: Engine):
    actor = actor_of(people, sign_in(people, "li", PASSWORD, HERE))
    assert (actor.login, actor.name, actor.language) == ("li", "李明", ENGLISH)
    assert actor.grants == (Grant(Role.CLERK, KUNSHAN),)
    assert actor.account_id
    assert actor.session_id


def test_logins_are_read_without_regard_to_case_and_blanks(people: Engine):
    assert actor_of(people, sign_in(people, " LI ", PASSWORD, HERE))


@pytest.mark.parametrize("token", [None, "", "guess", "0" * 5000, "\0", "\udc80", "令牌"])
def test_nobody_stands_behind_another_token(people: Engine, token):
    sign_in(people, "li", PASSWORD, HERE)
    assert actor_of(people, token) is None


def test_a_token_is_long_new_each_time_and_only_its_hash_is_stored(people: Engine):
    tokens = {sign_in(people, "li", PASSWORD, HERE) for _ in range(3)}
    assert len(tokens) == 3
    assert all(len(token) >= 43 for token in tokens)  # 256 bits in base 64
    assert all(actor_of(people, token) for token in tokens)
    with Session(people) as session:
        stored = set(session.scalars(select(SignInSession.token_hash)))
    assert stored == {hashlib.sha256(token.encode()).digest() for token in tokens}


def test_a_session_idles_out_after_half_an_hour(people: Engine, time: Clock):
    token = sign_in(people, "li", PASSWORD, HERE)
    time.wait(IDLE - SECOND)
    assert actor_of(people, token)
    time.wait(IDLE - SECOND)
    assert actor_of(people, token)
    time.wait(IDLE)
    assert actor_of(people, token) is None


def test_a_busy_session_ends_after_twelve_hours(people: Engine, time: Clock):
    token, started = sign_in(people, "li", PASSWORD, HERE), time.at
    while time.at < started + LONGEST - IDLE:
        time.wait(IDLE - MINUTE)
        assert actor_of(people, token)
    time.at = started + LONGEST - SECOND
    assert actor_of(people, token)
    time.wait(SECOND)
    assert actor_of(people, token) is None


def test_watching_does_not_keep_a_session_awake(people: Engine, time: Clock):
    token = sign_in(people, "li", PASSWORD, HERE)
    time.wait(IDLE - SECOND)
    assert actor_of(people, token, active=False)
    time.wait(SECOND)
    assert actor_of(people, token, active=False) is None


def test_asking_costs_one_query_and_one_note_a_minute(people: Engine, time: Clock):
    token, said = sign_in(people, "li", PASSWORD, HERE), []
    event.listen(people, "before_cursor_execute", lambda *args: said.append(args[2].split()[0]))
    for _asking in range(3):
        actor_of(people, token)
    assert [word for word in said if word in {"SELECT", "UPDATE"}] == ["SELECT"] * 3
    said.clear()
    time.wait(MINUTE)
    for _asking in range(3):
        actor_of(people, token)
    assert [word for word in said if word in {"SELECT", "UPDATE"}] == ["SELECT", "UPDATE", "SELECT", "SELECT"]


def test_a_session_ends_with_sign_out_and_only_that_one(people: Engine):
    mine, other = (sign_in(people, "li", PASSWORD, HERE) for _ in range(2))
    end_session(people, mine)
    end_session(people, mine)
    end_session(people, "unknown")
    assert actor_of(people, mine) is None
    assert actor_of(people, other)
    assert events(people).count(("sign_out", "li")) == 1


def test_all_sessions_of_an_account_end_together(people: Engine):
    tokens = [sign_in(people, "li", PASSWORD, HERE) for _ in range(2)]
    account_id = actor_of(people, tokens[0]).account_id
    with open_session(SYSTEM, people, writing=True) as session:
        end_sessions_of(session, account_id)
        session.commit()
    assert [actor_of(people, token) for token in tokens] == [None, None]


@pytest.mark.parametrize("column", ["disabled_at", "retired_on"])
def test_an_account_out_of_use_is_out_at_the_next_request(people: Engine, time: Clock, column):
    token = sign_in(people, "li", PASSWORD, HERE)
    change(people, lambda li: setattr(li, column, time.at if column == "disabled_at" else time.at.date()))
    assert actor_of(people, token) is None
    fail(people, 1)
    change(people, lambda li: setattr(li, column, None))
    assert actor_of(people, token)


def test_an_account_is_disabled_from_its_instant_on(people: Engine, time: Clock):
    token = sign_in(people, "li", PASSWORD, HERE)
    change(people, lambda li: setattr(li, "disabled_at", time.at + MINUTE))
    assert actor_of(people, token)
    time.wait(MINUTE)
    assert actor_of(people, token) is None


def test_changed_grants_count_at_the_next_request(people: Engine, time: Clock):
    token = sign_in(people, "li", PASSWORD, HERE)
    change(people, lambda li: setattr(li.grants[0], "region_code", SUZHOU))
    assert actor_of(people, token).grants == (Grant(Role.CLERK, SUZHOU),)
    change(people, lambda li: setattr(li.grants[0], "retired_on", time.at.date()))
    assert actor_of(people, token).grants == ()
    change(people, lambda li: li.grants.append(RoleGrant(role="of another release", region_code=SUZHOU)))
    assert actor_of(people, token).grants == ()


def test_a_session_speaks_the_chosen_language(people: Engine):
    token = sign_in(people, "li", PASSWORD, HERE, CHINESE)
    assert actor_of(people, token).language == CHINESE
    set_language(people, token, ENGLISH)
    assert actor_of(people, token).language == ENGLISH
    assert actor_of(people, sign_in(people, "li", PASSWORD, HERE, "tlh")).language == ENGLISH


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("li", "wrong wrong wrong"),
        ("nobody", PASSWORD),
        ("wang", PASSWORD),
        ("", ""),
        ("li\0", PASSWORD),
        ("li\udc80", PASSWORD),
        ("l" * 5000, "p" * 5000),
        ("li' OR '1'='1", PASSWORD),
    ],
)
def test_refusals_look_alike_and_take_the_same_work(people: Engine, monkeypatch: pytest.MonkeyPatch, login, password):
    checked = []
    verify = PasswordHasher.verify

    def counting(self: PasswordHasher, stored: str, given: str) -> bool:
        checked.append(self.check_needs_rehash(stored))
        return verify(self, stored, given)

    monkeypatch.setattr(PasswordHasher, "verify", counting)
    with pytest.raises(SignInRefused) as refusal:
        sign_in(people, login, password, HERE)
    assert str(refusal.value) == str(SignInRefused())
    assert checked == [False]  # one hash of today's parameters, whoever was named
    with Session(people) as session:
        assert session.scalar(select(func.count()).select_from(SignInSession)) == 0


def test_a_login_waits_after_five_failures_and_longer_each_time(people: Engine, time: Clock):
    fail(people, FREE_OF_LOGIN)
    for wait in (30 * SECOND, 60 * SECOND, 120 * SECOND, 240 * SECOND):
        time.wait(wait - SECOND)
        with pytest.raises(TooManyAttempts):
            sign_in(people, "li", PASSWORD, THERE)
        time.wait(SECOND)
        fail(people, 1)


def test_one_failure_fewer_is_free(people: Engine):
    fail(people, FREE_OF_LOGIN - 1)
    assert sign_in(people, "li", PASSWORD, HERE)


def test_tries_that_came_too_early_do_not_count(people: Engine, time: Clock):
    fail(people, FREE_OF_LOGIN)
    for _attempt in range(10):
        with pytest.raises(TooManyAttempts):
            sign_in(people, "li", PASSWORD, HERE)
    time.wait(30 * SECOND)
    assert sign_in(people, "li", PASSWORD, HERE)


def test_failures_are_forgotten_after_the_window_and_after_a_sign_in(people: Engine, time: Clock):
    fail(people, FREE_OF_LOGIN - 1)
    sign_in(people, "li", PASSWORD, HERE)
    fail(people, FREE_OF_LOGIN - 1)
    time.wait(throttle.WINDOW)
    fail(people, FREE_OF_LOGIN - 1)
    assert sign_in(people, "li", PASSWORD, HERE)


def test_unknown_logins_wait_like_known_ones(people: Engine):
    fail(people, FREE_OF_LOGIN, login="nobody")
    with pytest.raises(TooManyAttempts) as unknown:
        sign_in(people, "nobody", PASSWORD, THERE)
    fail(people, FREE_OF_LOGIN)
    with pytest.raises(TooManyAttempts) as known:
        sign_in(people, "li", PASSWORD, THERE)
    assert str(unknown.value) == str(known.value)


def test_an_address_waits_after_twenty_failures_whatever_the_logins(people: Engine):
    for number in range(FREE_OF_ADDRESS):
        fail(people, 1, login=f"guess{number}")
    with pytest.raises(TooManyAttempts):
        sign_in(people, "li", PASSWORD, HERE)
    assert sign_in(people, "li", PASSWORD, THERE)


def test_the_audit_trail_names_sign_ins_and_refusals_and_nothing_secret(people: Engine):
    token = sign_in(people, "li", PASSWORD, HERE)
    fail(people, 1)
    mistyped = "my-secret-in-the-login-field"
    fail(people, 1, login=mistyped)
    end_session(people, token)
    assert events(people) == [
        ("sign_in", "li"),
        ("sign_in_refused", "li"),
        ("sign_in_refused", "?"),
        ("sign_out", "li"),
    ]
    with Session(people) as session:
        for table in (AuditEvent, SignInAttempt, SignInSession):
            for row in session.execute(select(table.__table__)):
                assert not any(secret in repr(tuple(row)) for secret in (PASSWORD, token, mistyped, "wrong wrong"))
        assert {e.region_code for e in session.scalars(select(AuditEvent)) if e.actor == "li"} == {KUNSHAN}
        assert session.scalars(select(AuditEvent)).first().changes == {"address": [None, HERE]}


def test_nobody_signs_in_unless_it_can_be_written_down(people: Engine, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("shared.audit.append", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        sign_in(people, "li", PASSWORD, HERE)
    with Session(people) as session:
        assert session.scalar(select(func.count()).select_from(SignInSession)) == 0


def test_a_hash_of_older_parameters_is_renewed(people: Engine):
    weak = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1).hash(PASSWORD)
    change(people, lambda li: setattr(li, "password_hash", weak))
    assert sign_in(people, "li", PASSWORD, HERE)
    with Session(people) as session:
        renewed = session.scalars(select(Account.password_hash).where(Account.login == "li")).one()
    assert not passwords.is_outdated(renewed)
    assert sign_in(people, "li", PASSWORD, HERE)


@pytest.mark.parametrize("password", ["123456789", "", "x" * 129, "zhang.xiaoming", "ZHANG.XIAOMING"])
def test_passwords_that_will_not_do(password):
    with pytest.raises(Problem):
        passwords.require_acceptable(password, "zhang.xiaoming")


@pytest.mark.parametrize("password", ["1234567890", "x" * 128, "一二三四五六七八九十"])
def test_passwords_that_will_do(password):
    passwords.require_acceptable(password, "zhang.xiaoming")
    stored = passwords.hashed(password)
    assert password not in stored
    assert stored.startswith("$argon2id$")
    assert passwords.matches(stored, password)
    assert not passwords.matches(stored, password + " ")
    assert not passwords.matches("not a hash", password)


def test_full_width_letters_of_a_password_are_the_plain_ones():
    assert passwords.matches(passwords.hashed("ｐａｓｓｗｏｒｄ１２"), "password12")
