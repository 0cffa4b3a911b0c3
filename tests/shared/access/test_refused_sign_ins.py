"""Refusals that tell nothing, the throttle, and what is written down."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from shared.access import throttle
from shared.access.sign_in import (
    AuthenticationFailedError,
    end_session,
    sign_in,
)
from shared.access.throttle import (
    FREE_ATTEMPTS_PER_ADDRESS,
    FREE_ATTEMPTS_PER_LOGIN,
    FREE_ATTEMPTS_PER_PAIR,
    TooManyAttemptsError,
)
from shared.models import AuditEvent, SignInAttempt, SignInSession
from tests.factories.regions import KUNSHAN
from tests.shared.access.sign_in_attempts import HERE, PASSWORD, SECOND, THERE, Clock, events, fail


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
    with pytest.raises(AuthenticationFailedError) as refusal:
        sign_in(people, login, password, HERE)
    assert str(refusal.value) == str(AuthenticationFailedError())
    assert checked == [False]  # one hash of today's parameters, whoever was named
    with Session(people) as session:
        assert session.scalar(select(func.count()).select_from(SignInSession)) == 0


def test_a_login_waits_after_five_failures_and_longer_each_time(people: Engine, time: Clock):
    fail(people, FREE_ATTEMPTS_PER_PAIR)
    for wait in (30 * SECOND, 60 * SECOND, 120 * SECOND, 240 * SECOND):
        time.wait(wait - SECOND)
        with pytest.raises(TooManyAttemptsError):
            sign_in(people, "li", PASSWORD, HERE)
        time.wait(SECOND)
        fail(people, 1)


def test_one_failure_fewer_is_free(people: Engine):
    fail(people, FREE_ATTEMPTS_PER_PAIR - 1)
    assert sign_in(people, "li", PASSWORD, HERE)


def test_tries_that_came_too_early_do_not_count(people: Engine, time: Clock):
    fail(people, FREE_ATTEMPTS_PER_PAIR)
    for _attempt in range(10):
        with pytest.raises(TooManyAttemptsError):
            sign_in(people, "li", PASSWORD, HERE)
    time.wait(30 * SECOND)
    assert sign_in(people, "li", PASSWORD, HERE)


def test_failures_are_forgotten_after_the_window_and_after_a_sign_in(people: Engine, time: Clock):
    fail(people, FREE_ATTEMPTS_PER_PAIR - 1)
    sign_in(people, "li", PASSWORD, HERE)
    fail(people, FREE_ATTEMPTS_PER_PAIR - 1)
    time.wait(throttle.WINDOW)
    fail(people, FREE_ATTEMPTS_PER_PAIR - 1)
    assert sign_in(people, "li", PASSWORD, HERE)


def test_unknown_logins_wait_like_known_ones(people: Engine):
    fail(people, FREE_ATTEMPTS_PER_PAIR, login="nobody")
    with pytest.raises(TooManyAttemptsError) as unknown:
        sign_in(people, "nobody", PASSWORD, HERE)
    fail(people, FREE_ATTEMPTS_PER_PAIR)
    with pytest.raises(TooManyAttemptsError) as known:
        sign_in(people, "li", PASSWORD, HERE)
    assert str(unknown.value) == str(known.value)


def test_an_address_waits_after_twenty_failures_whatever_the_logins(people: Engine):
    for number in range(FREE_ATTEMPTS_PER_ADDRESS):
        fail(people, 1, login=f"guess{number}")
    with pytest.raises(TooManyAttemptsError):
        sign_in(people, "li", PASSWORD, HERE)
    assert sign_in(people, "li", PASSWORD, THERE)


def guess_from_everywhere(people: Engine) -> None:
    """As many wrong guesses as make the login wait whatever the address, none of them from an office of ours."""
    for number in range(FREE_ATTEMPTS_PER_LOGIN):
        fail(people, 1, address=f"10.9.0.{number}")


def test_guesses_from_elsewhere_make_strangers_wait(people: Engine):
    guess_from_everywhere(people)
    with pytest.raises(TooManyAttemptsError):
        sign_in(people, "li", PASSWORD, HERE)


def test_guesses_from_elsewhere_do_not_lock_the_owner_out(people: Engine, time: Clock):
    sign_in(people, "li", PASSWORD, HERE)
    time.wait(throttle.WINDOW * 4)
    guess_from_everywhere(people)
    assert sign_in(people, "li", PASSWORD, HERE)
    with pytest.raises(TooManyAttemptsError):
        sign_in(people, "li", PASSWORD, THERE)


def test_a_sign_in_forgives_its_own_address_only(people: Engine):
    fail(people, FREE_ATTEMPTS_PER_PAIR, address=THERE)
    sign_in(people, "li", PASSWORD, HERE)
    with pytest.raises(TooManyAttemptsError):
        sign_in(people, "li", PASSWORD, THERE)


@pytest.mark.parametrize("login", ["li", "nobody"])
def test_tries_that_were_turned_away_are_written_down_in_bulk(people: Engine, login):
    fail(people, FREE_ATTEMPTS_PER_PAIR, login=login)
    for _attempt in range(25):
        with pytest.raises(TooManyAttemptsError):
            sign_in(people, login, PASSWORD, HERE)
    with Session(people) as session:
        slowed = session.scalars(select(AuditEvent).where(AuditEvent.action == "sign_in_slowed")).all()
    assert [event.changes["tries"] for event in slowed] == [[None, 1], [None, 10]]
    assert {event.actor for event in slowed} == {login if login == "li" else "?"}
    assert slowed[0].changes["address"] == [None, HERE]


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
