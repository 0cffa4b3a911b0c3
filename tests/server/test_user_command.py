"""`suzhu user`, `suzhu audit`: accounts from the command line."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session

from shared.access import Actor, Grant, Role, open_session, own_password
from shared.access.sign_in import actor_from_token, sign_in
from shared.migrations import triggers
from shared.models import Account, AuditEvent, ProposalKind
from shared.services import commit, proposals
from tests.factories.regions import KUNSHAN, NANJING
from tests.support.command_line import PASSWORD, CommandResult, RunSuzhu, add_user


def test_an_account_is_made_granted_and_listed(real: RunSuzhu, engine: Engine):
    assert add_user(real, "li.ming", KUNSHAN, "--role", "clerk").code == 0
    assert real("user", "grant", "li.ming", "--role", "official", "--region", "320583100").code == 0
    assert real("user", "list").out == "li.ming\t李明\t320583\tclerk 320583, official 320583100\n"
    assert actor_from_token(engine, sign_in(engine, "li.ming", PASSWORD, "")).grants


def test_a_role_is_revoked_an_account_disabled_enabled_and_given_another_password(real: RunSuzhu, engine: Engine):
    add_user(real, "li.ming", KUNSHAN, "--role", "clerk")
    token = sign_in(engine, "li.ming", PASSWORD, "")
    revoked = real("user", "revoke", "li.ming", "--role", "clerk", "--region", KUNSHAN, "--reason", "left")
    assert (revoked.code, actor_from_token(engine, token).grants) == (0, ())
    assert real("user", "disable", "li.ming").code == 0
    assert actor_from_token(engine, token) is None
    assert real("user", "list").out.endswith("\tdisabled\n")
    assert real("user", "enable", "li.ming").code == 0
    assert real("user", "password", "li.ming", typed="another fine password\n").code == 0
    assert sign_in(engine, "li.ming", "another fine password", "")


def test_commands_stand_in_the_audit_trail_under_their_names(real: RunSuzhu, engine: Engine):
    add_user(real)
    real("user", "grant", "li.ming", "--role", "clerk", "--region", KUNSHAN)
    with Session(engine) as session:
        actors = session.scalars(select(AuditEvent.actor).order_by(AuditEvent.id)).all()
    assert actors == ["suzhu user add", "suzhu user add", "suzhu user grant"]
    assert real("audit", "verify").out == "The audit trail is complete: 3 events.\n"


def test_without_a_password_a_code_is_said_with_which_the_owner_sets_it(real: RunSuzhu, engine: Engine):
    for words in (("add", "li.ming", "--name", "李明", "--region", KUNSHAN), ("password", "li.ming")):
        result = real("user", *words)
        code = re.search(r"(\w{4}-\w{4}-\w{4})", result.out)[1]
        own_password.redeem_code(engine, "li.ming", code, PASSWORD, "")
        actor = actor_from_token(engine, sign_in(engine, "li.ming", PASSWORD, ""))
        assert not actor.must_change_password


def test_a_password_from_standard_input_is_changed_at_the_first_sign_in(real: RunSuzhu, engine: Engine):
    add_user(real)
    assert actor_from_token(engine, sign_in(engine, "li.ming", PASSWORD, "")).must_change_password


def test_what_waits_is_listed_and_confirmed_where_there_is_no_other_administrator(real: RunSuzhu, engine: Engine):
    add_user(real)
    administrator = Actor("zhang", "张", (Grant(Role.SECURITY_ADMIN, KUNSHAN),), account_id=99)
    with open_session(administrator, engine, writing=True) as session:
        found = session.scalars(select(Account)).one()
        proposals.propose(session, found, ProposalKind.GRANT, role=Role.CLERK, place_code=KUNSHAN)
        commit(session)
    assert "li.ming\tclerk\t320583\tzhang" in real("user", "confirm").out
    assert real("user", "confirm", "7").code == 2
    assert real("user", "confirm", "1").code == 0
    assert real("user", "list").out.endswith("clerk 320583\n")
    assert real("user", "confirm").out == ""


def test_a_forged_trail_is_found(real: RunSuzhu, engine: Engine):
    add_user(real)
    with engine.execution_options(writing=True).begin() as connection:
        triggers.drop(connection)
        connection.execute(text("UPDATE audit_event SET actor = 'nobody'"))
        triggers.create(connection)
    assert real("audit", "verify") == CommandResult(1, "", "The audit trail was altered at event 1.\n")


REFUSED = {
    "weak password": (("user", "add", "li", "--name", "x", "--region", KUNSHAN), "short\n", "at least 10 characters"),
    "unprintable": (("user", "add", "li", "--name", "x", "--region", KUNSHAN), "\0" * 12, "a keyboard can type"),
    "our own name": (("user", "add", "system", "--name", "x", "--region", KUNSHAN), PASSWORD, "another one"),
    "bad login": (("user", "add", "Li Ming", "--name", "x", "--region", KUNSHAN), PASSWORD, "2 to 40 characters"),
    "taken login": (("user", "add", "li.ming", "--name", "x", "--region", KUNSHAN), PASSWORD, "taken"),
    "too far": (("user", "grant", "li.ming", "--role", "clerk", "--region", NANJING), "", "or one below it"),
    "two hats": (("user", "grant", "li.ming", "--role", "audit_admin", "--region", KUNSHAN), "", "another role"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_breaks_a_rule_is_refused_with_its_sentence(real: RunSuzhu, engine: Engine, case):
    add_user(real, "li.ming", KUNSHAN, "--role", "clerk")
    words, typed, sentence = REFUSED[case]
    before = counted(engine)
    result = real(*words, typed=typed)
    assert (result.code, result.out) == (1, "")
    assert sentence in result.err
    assert counted(engine) == before


def counted(engine: Engine) -> list[int]:
    with Session(engine) as session:
        return [session.scalar(select(func.count()).select_from(cls)) for cls in (Account, AuditEvent)]
