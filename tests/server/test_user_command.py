"""`suzhu user`, `suzhu audit`: accounts from the command line."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session

from shared.access.sign_in import actor_of, sign_in
from shared.migrations import guards
from shared.models import Account, AuditEvent
from tests.factories.regions import KUNSHAN, NANJING
from tests.server.conftest import PASSWORD, Said, Suzhu, add


def test_an_account_is_made_granted_and_listed(real: Suzhu, engine: Engine):
    assert add(real, "li.ming", KUNSHAN, "--role", "clerk").code == 0
    assert real("user", "grant", "li.ming", "--role", "official", "--region", "320583100").code == 0
    assert real("user", "list").out == "li.ming\t李明\t320583\tclerk 320583, official 320583100\n"
    assert actor_of(engine, sign_in(engine, "li.ming", PASSWORD, "")).grants


def test_a_role_is_revoked_an_account_disabled_enabled_and_given_another_password(real: Suzhu, engine: Engine):
    add(real, "li.ming", KUNSHAN, "--role", "clerk")
    token = sign_in(engine, "li.ming", PASSWORD, "")
    revoked = real("user", "revoke", "li.ming", "--role", "clerk", "--region", KUNSHAN, "--reason", "left")
    assert (revoked.code, actor_of(engine, token).grants) == (0, ())
    assert real("user", "disable", "li.ming").code == 0
    assert actor_of(engine, token) is None
    assert real("user", "list").out.endswith("\tdisabled\n")
    assert real("user", "enable", "li.ming").code == 0
    assert real("user", "password", "li.ming", typed="another fine password\n").code == 0
    assert sign_in(engine, "li.ming", "another fine password", "")


def test_commands_stand_in_the_audit_trail_under_their_names(real: Suzhu, engine: Engine):
    add(real)
    real("user", "grant", "li.ming", "--role", "clerk", "--region", KUNSHAN)
    with Session(engine) as session:
        actors = session.scalars(select(AuditEvent.actor).order_by(AuditEvent.id)).all()
    assert actors == ["suzhu user add", "suzhu user grant"]
    assert real("audit", "verify").out == "The audit trail is whole: 2 events.\n"


def test_a_forged_trail_is_found(real: Suzhu, engine: Engine):
    add(real)
    with engine.execution_options(writing=True).begin() as connection:
        guards.drop(connection)
        connection.execute(text("UPDATE audit_event SET actor = 'nobody'"))
    assert real("audit", "verify") == Said(1, "", "The audit trail was altered at event 1.\n")


REFUSED = {
    "weak password": (("user", "add", "li", "--name", "x", "--region", KUNSHAN), "short\n", "at least 10 characters"),
    "unprintable": (("user", "add", "li", "--name", "x", "--region", KUNSHAN), "\0" * 12, "a keyboard can type"),
    "our own name": (("user", "add", "system", "--name", "x", "--region", KUNSHAN), PASSWORD, "another login"),
    "no password": (("user", "add", "li", "--name", "x", "--region", KUNSHAN), "", "standard input"),
    "bad login": (("user", "add", "Li Ming", "--name", "x", "--region", KUNSHAN), PASSWORD, "2 to 40 characters"),
    "taken login": (("user", "add", "li.ming", "--name", "x", "--region", KUNSHAN), PASSWORD, "taken"),
    "too far": (("user", "grant", "li.ming", "--role", "clerk", "--region", NANJING), "", "cannot reach beyond"),
    "two hats": (("user", "grant", "li.ming", "--role", "audit_admin", "--region", KUNSHAN), "", "no other role"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_breaks_a_rule_is_refused_with_its_sentence(real: Suzhu, engine: Engine, case):
    add(real, "li.ming", KUNSHAN, "--role", "clerk")
    words, typed, sentence = REFUSED[case]
    before = counted(engine)
    said = real(*words, typed=typed)
    assert (said.code, said.out) == (1, "")
    assert sentence in said.err
    assert counted(engine) == before


def counted(engine: Engine) -> list[int]:
    with Session(engine) as session:
        return [session.scalar(select(func.count()).select_from(cls)) for cls in (Account, AuditEvent)]
