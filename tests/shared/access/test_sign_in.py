"""Sessions: how they begin, how long they last, how they end."""

from __future__ import annotations

import hashlib

import pytest
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from shared.access import SYSTEM, Grant, Role, open_session
from shared.access.sign_in import (
    ABSOLUTE_TIMEOUT,
    DISABLED,
    IDLE_TIMEOUT,
    IDLED_OUT,
    SIGNED_OUT,
    TOO_LONG,
    actor_from_token,
    end_session,
    end_sessions_of,
    session_end_reason,
    set_session_language,
    sign_in,
)
from shared.locale import CHINESE, ENGLISH
from shared.models import RoleGrant, SignInSession
from tests.factories.regions import KUNSHAN, SUZHOU
from tests.shared.access.sign_in_attempts import HERE, MINUTE, PASSWORD, SECOND, Clock, change, events, fail


def test_a_signed_in_person_acts_with_name_grants_and_language(people: Engine):
    actor = actor_from_token(people, sign_in(people, "li", PASSWORD, HERE))
    assert (actor.login, actor.name, actor.language) == ("li", "李明", ENGLISH)
    assert actor.grants == (Grant(Role.CLERK, KUNSHAN),)
    assert actor.account_id
    assert actor.session_id


def test_logins_are_read_without_regard_to_case_and_blanks(people: Engine):
    assert actor_from_token(people, sign_in(people, " LI ", PASSWORD, HERE))


@pytest.mark.parametrize("token", [None, "", "guess", "0" * 5000, "\0", "\udc80", "令牌"])
def test_nobody_stands_behind_another_token(people: Engine, token):
    sign_in(people, "li", PASSWORD, HERE)
    assert actor_from_token(people, token) is None


def test_a_token_is_long_new_each_time_and_only_its_hash_is_stored(people: Engine):
    tokens = {sign_in(people, "li", PASSWORD, HERE) for _ in range(3)}
    assert len(tokens) == 3
    assert all(len(token) >= 43 for token in tokens)  # 256 bits in base 64
    assert all(actor_from_token(people, token) for token in tokens)
    with Session(people) as session:
        stored = set(session.scalars(select(SignInSession.token_hash)))
    assert stored == {hashlib.sha256(token.encode()).digest() for token in tokens}


def test_a_session_idles_out_after_half_an_hour(people: Engine, time: Clock):
    token = sign_in(people, "li", PASSWORD, HERE)
    time.wait(IDLE_TIMEOUT - SECOND)
    assert actor_from_token(people, token)
    time.wait(IDLE_TIMEOUT - SECOND)
    assert actor_from_token(people, token)
    time.wait(IDLE_TIMEOUT)
    assert actor_from_token(people, token) is None


def test_a_busy_session_ends_after_twelve_hours(people: Engine, time: Clock):
    token, started = sign_in(people, "li", PASSWORD, HERE), time.at
    while time.at < started + ABSOLUTE_TIMEOUT - IDLE_TIMEOUT:
        time.wait(IDLE_TIMEOUT - MINUTE)
        assert actor_from_token(people, token)
    time.at = started + ABSOLUTE_TIMEOUT - SECOND
    assert actor_from_token(people, token)
    time.wait(SECOND)
    assert actor_from_token(people, token) is None


def test_watching_does_not_keep_a_session_awake(people: Engine, time: Clock):
    token = sign_in(people, "li", PASSWORD, HERE)
    time.wait(IDLE_TIMEOUT - SECOND)
    assert actor_from_token(people, token, active=False)
    time.wait(SECOND)
    assert actor_from_token(people, token, active=False) is None


def test_asking_costs_one_query_and_one_note_a_minute(people: Engine, time: Clock):
    token, statements = sign_in(people, "li", PASSWORD, HERE), []
    event.listen(people, "before_cursor_execute", lambda *args: statements.append(args[2].split()[0]))
    for _asking in range(3):
        actor_from_token(people, token)
    assert [word for word in statements if word in {"SELECT", "UPDATE"}] == ["SELECT"] * 3
    statements.clear()
    time.wait(MINUTE)
    for _asking in range(3):
        actor_from_token(people, token)
    assert [word for word in statements if word in {"SELECT", "UPDATE"}] == ["SELECT", "UPDATE", "SELECT", "SELECT"]


def test_a_session_ends_with_sign_out_and_only_that_one(people: Engine):
    own, other = (sign_in(people, "li", PASSWORD, HERE) for _ in range(2))
    end_session(people, own)
    end_session(people, own)
    end_session(people, "unknown")
    assert actor_from_token(people, own) is None
    assert actor_from_token(people, other)
    assert events(people).count(("sign_out", "li")) == 1


def test_all_sessions_of_an_account_end_together(people: Engine):
    tokens = [sign_in(people, "li", PASSWORD, HERE) for _ in range(2)]
    account_id = actor_from_token(people, tokens[0]).account_id
    with open_session(SYSTEM, people, writing=True) as session:
        end_sessions_of(session, account_id)
        session.commit()
    assert [actor_from_token(people, token) for token in tokens] == [None, None]


@pytest.mark.parametrize("column", ["disabled_at", "retired_on"])
def test_an_account_out_of_use_is_out_at_the_next_request(people: Engine, time: Clock, column):
    token = sign_in(people, "li", PASSWORD, HERE)
    change(people, lambda li: setattr(li, column, time.at if column == "disabled_at" else time.at.date()))
    assert actor_from_token(people, token) is None
    fail(people, 1)
    change(people, lambda li: setattr(li, column, None))
    assert actor_from_token(people, token)


def test_an_account_is_disabled_from_its_instant_on(people: Engine, time: Clock):
    token = sign_in(people, "li", PASSWORD, HERE)
    change(people, lambda li: setattr(li, "disabled_at", time.at + MINUTE))
    assert actor_from_token(people, token)
    time.wait(MINUTE)
    assert actor_from_token(people, token) is None


def test_changed_grants_count_at_the_next_request(people: Engine, time: Clock):
    token = sign_in(people, "li", PASSWORD, HERE)
    change(people, lambda li: setattr(li.grants[0], "region_code", SUZHOU))
    assert actor_from_token(people, token).grants == (Grant(Role.CLERK, SUZHOU),)
    change(people, lambda li: setattr(li.grants[0], "retired_on", time.at.date()))
    assert actor_from_token(people, token).grants == ()
    change(people, lambda li: li.grants.append(RoleGrant(role="of another release", region_code=SUZHOU)))
    assert actor_from_token(people, token).grants == ()


def test_a_session_speaks_the_chosen_language(people: Engine):
    token = sign_in(people, "li", PASSWORD, HERE, CHINESE)
    assert actor_from_token(people, token).language == CHINESE
    set_session_language(people, token, ENGLISH)
    assert actor_from_token(people, token).language == ENGLISH
    assert actor_from_token(people, sign_in(people, "li", PASSWORD, HERE, "tlh")).language == ENGLISH


def test_a_session_begun_in_the_future_is_refused(people: Engine, time: Clock):
    """The clock was set back: nobody knows how long the session has really lasted."""
    token = sign_in(people, "li", PASSWORD, HERE)
    time.wait(-SECOND * 30)  # clocks of two servers differ a little
    assert actor_from_token(people, token)
    time.wait(-ABSOLUTE_TIMEOUT)
    assert actor_from_token(people, token) is None
    assert session_end_reason(people, token)[0] == TOO_LONG


def test_why_a_session_ended_is_remembered_with_its_language(people: Engine, time: Clock):
    idle, out = (sign_in(people, "li", PASSWORD, HERE, CHINESE) for _ in range(2))
    end_session(people, out)
    assert session_end_reason(people, out) == (SIGNED_OUT, CHINESE)
    time.wait(IDLE_TIMEOUT)
    assert session_end_reason(people, idle) == (IDLED_OUT, CHINESE)
    change(people, lambda li: setattr(li, "disabled_at", time.at))
    assert session_end_reason(people, idle)[0] == DISABLED
    assert session_end_reason(people, "guess") == ("", "")
    assert session_end_reason(people, None) == ("", "")
