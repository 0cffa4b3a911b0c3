"""The command line: what it does, what it says, and how it exits."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, inspect, select, text
from sqlalchemy.orm import Session

from seed.demo.accounts import LOGINS
from server import command
from shared.access.sign_in import actor_of, sign_in
from shared.database import engine_for
from shared.migrations import guards, schema
from shared.models import Account, AuditEvent, Household, Observation, Region, StatisticsBuild
from shared.settings import ROOT
from tests.factories.regions import KUNSHAN, NANJING, tree
from tests.server.conftest import Said, Suzhu, free_port

SECRET = "kR7u0cC1v9QmB5xw2ZfJ4tLs8YhNqEa3"
PASSWORD = "correct horse battery"


@pytest.fixture
def real(engine: Engine, suzhu: Suzhu, monkeypatch: pytest.MonkeyPatch) -> Suzhu:
    """Commands over a database for real records: the 15 regions, no account yet."""
    with Session(engine.execution_options(writing=True)) as session:
        for region in tree():
            session.add(region)
            session.flush()
        session.commit()
    monkeypatch.setenv("SUZHU_DATABASE_URL", engine.url.render_as_string(hide_password=False))
    monkeypatch.setenv("SUZHU_SECRET_KEY", SECRET)
    return suzhu


def add(suzhu: Suzhu, login: str = "li.ming", region: str = KUNSHAN, *more: str) -> Said:
    return suzhu("user", "add", login, "--name", "李明", "--region", region, *more, typed=PASSWORD + "\n")


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
    assert "(disabled)" in real("user", "list").out
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


MISUSED = {
    "unknown verb": (("expor",), "There is no command expor. Possible: export."),
    "unknown command": (("user", "ad"), "There is no command ad. Possible: add."),
    "unknown option": (("user", "list", "--lnag"), "There is no option --lnag. Possible: --lang"),
    "unknown language": (("--lang", "de"), "'--lang' cannot be that. Possible: en, zh."),
    "unknown role": (("user", "grant", "li.ming", "--role", "clark", "--region", KUNSHAN), "Possible: approver, aud"),
    "unknown account": (("user", "disable", "li.min"), "There is no li.min. Possible: li.ming."),
    "unknown region": (("user", "grant", "li.ming", "--role", "clerk", "--region", "320584"), "320583"),
    "no region": (("user", "grant", "li.ming", "--role", "clerk", "--region", "Suzhou"), "Possible: 320000, 3201"),
    "hostile region": (("user", "grant", "li.ming", "--role", "clerk", "--region", "\0"), "Possible: 320000"),
    "missing option": (("user", "grant", "li.ming", "--role", "clerk"), "'--region' is missing."),
    "missing argument": (("user", "disable"), "'LOGIN' is missing."),
    "not held": (
        ("user", "revoke", "li.ming", "--role", "clerk", "--region", NANJING, "--reason", "x"),
        "Possible: clerk 320583.",
    ),
    "scale": (("seed", "demo", "--scale", "50"), "'--scale' cannot be that. It lies between 0.001 and 3.0."),
    "scale in words": (("seed", "demo", "--scale", "large"), "It lies between 0.001 and 3.0."),
    "seed": (("seed", "demo", "--seed", "-1"), "It lies between 0 and 2147483647."),
    "port": (("run", "--port", "http"), "'--port' cannot be that. It is a number."),
    "too many words": (("audit", "verify", "everything"), "cannot be understood"),
}


@pytest.mark.parametrize("case", MISUSED)
def test_wrong_words_are_answered_with_the_right_ones(real: Suzhu, case):
    add(real, "li.ming", KUNSHAN, "--role", "clerk")
    words, sentence = MISUSED[case]
    said = real(*words)
    assert (said.code, said.out) == (2, "")
    assert sentence in said.err
    assert "Traceback" not in said.err


def test_no_words_show_the_help_of_all_verbs(suzhu: Suzhu):
    said = suzhu()
    assert said.code == 2
    assert all(re.search(rf"^  {verb}  ", said.err, re.MULTILINE) for verb in command.VERBS)
    assert suzhu("--help").out.strip() == said.err.strip()


@pytest.mark.parametrize("verb", command.VERBS)
def test_every_verb_has_help_in_both_languages(suzhu: Suzhu, verb):
    english, chinese = suzhu("--lang", "en", verb, "--help"), suzhu("--lang", "zh", verb, "--help")
    assert (english.code, chinese.code) == (0, 0)
    assert english.out.startswith("Usage: suzhu")
    assert chinese.out.startswith("用法： suzhu")
    assert not re.search(r"[一-鿿]", english.out)
    assert not re.search(r"\b(the|and|of)\b", chinese.out)


def test_the_language_is_the_machines_unless_it_is_said(suzhu: Suzhu, monkeypatch: pytest.MonkeyPatch):
    assert suzhu("expor").err.startswith("There is no command")
    assert suzhu("--lang", "zh", "expor").err.startswith("没有命令")
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert suzhu("user", "nothing").err.startswith("没有命令")


def test_what_should_not_happen_is_a_number_and_no_secret(real: Suzhu, monkeypatch: pytest.MonkeyPatch):
    def fail(*_: object) -> None:
        raise RuntimeError("320583195001010027")

    monkeypatch.setattr("shared.audit.first_break", fail)
    said = real("audit", "verify")
    assert said.code == 1
    number = re.search(r"number ([0-9a-f]{8})", said.err)[1]
    assert said.err.startswith(f"[{number}] builtins.RuntimeError\n")
    assert "320583195001010027" not in said.err
    assert "Traceback" not in said.err


NEEDS_RECORDS = [
    ("user", "list"),
    ("audit", "verify"),
    ("statistics", "build"),
    ("statistics", "verify"),
    ("statistics", "status"),
    ("upgrade",),
]


@pytest.mark.parametrize("words", NEEDS_RECORDS, ids=" ".join)
def test_without_a_database_nothing_is_made(suzhu: Suzhu, tmp_path: Path, words):
    said = suzhu(*words)
    assert (said.code, said.out) == (1, "")
    assert "There are no records yet" in said.err
    assert not list((tmp_path / "var").glob("*"))


@pytest.mark.parametrize("words", [*NEEDS_RECORDS[:-1], ("seed", "demo"), ("seed", "reference")], ids=" ".join)
def test_an_older_schema_is_refused_until_it_is_upgraded(real: Suzhu, engine: Engine, words):
    schema.downgrade(engine, "0002")
    said = real(*words)
    assert (said.code, said.out) == (1, "")
    assert "`suzhu upgrade` brings it up to date" in said.err
    assert schema.version_of(engine) == "0002"


def test_upgrade_brings_an_older_schema_up_to_date(real: Suzhu, engine: Engine):
    schema.downgrade(engine, "0002")
    assert real("upgrade").code == 0
    assert schema.is_current(engine)
    assert real("upgrade").code == 0


def test_upgrade_leaves_a_newer_schema_alone(real: Suzhu, engine: Engine):
    with engine.execution_options(writing=True).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    said = real("upgrade")
    assert said.code == 1
    assert "9999" in said.err


def test_the_figures_are_built_verified_and_found_wrong(real: Suzhu, engine: Engine):
    assert "never built" in real("statistics", "status").err
    assert real("statistics", "build").code == 0
    assert real("statistics", "verify") == Said(0, "The figures agree with the records.\n", "")
    assert "They are current." in real("statistics", "status").out
    with Session(engine.execution_options(writing=True)) as session:
        session.add(Observation(measure="recipients", region_code=KUNSHAN, period="2023-12", dimension="", value=7))
        session.scalars(select(StatisticsBuild)).one().definitions = "others"
        session.commit()
    said = real("statistics", "verify")
    assert said.code == 1
    assert "1 cells differ" in said.err
    assert "out of date" in real("statistics", "status").out


def test_the_reference_is_loaded_into_nothing_and_again_without_change(suzhu: Suzhu, tmp_path: Path):
    first, second = suzhu("seed", "reference"), suzhu("seed", "reference")
    assert "region: 23563 new, 0 changed" in first.out
    assert second.code == 0
    assert set(re.findall(r": (\d+ new, \d+ changed)", second.out)) == {"0 new, 0 changed"}
    engine = engine_for(f"sqlite:///{tmp_path / 'var' / 'suzhu.db'}")
    with Session(engine) as session:
        assert session.scalar(select(func.count()).select_from(Region)) == 23563


def test_a_demo_is_made_whole_and_only_once(suzhu: Suzhu, tmp_path: Path):
    said = suzhu("seed", "demo", "--scale", "0.001")
    assert said.code == 0, said.err
    password = re.search(r"Password of all of them: (\S+)", said.out)[1]
    engine = engine_for(f"sqlite:///{tmp_path / 'var' / 'suzhu.db'}")
    for login in LOGINS:
        actor = actor_of(engine, sign_in(engine, login, password, ""))
        assert len(actor.grants) == 1
        assert login in said.out
    with Session(engine) as session:
        township = session.scalars(select(Account.region_code).where(Account.login == "township-clerk")).one()
        assert session.scalar(
            select(func.count()).select_from(Household).where(Household.region_code.startswith(township))
        )
    assert "They are current." in suzhu("statistics", "status").out
    assert suzhu("statistics", "verify").code == 0
    assert suzhu("audit", "verify").code == 0
    again = suzhu("seed", "demo", "--scale", "0.001")
    assert (again.code, again.out) == (1, "")
    assert "already holds records" in again.err


def test_a_weak_demo_password_is_refused_before_anything_is_made(
    suzhu: Suzhu, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("SUZHU_DEMO_PASSWORD", "short")
    said = suzhu("seed", "demo", "--scale", "0.001")
    assert said.code == 1
    assert "at least 10 characters" in said.err
    assert not list((tmp_path / "var").glob("*"))


def test_a_taken_port_is_refused_before_anything_is_made(suzhu: Suzhu, tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        said = suzhu("run", "--port", str(taken.getsockname()[1]))
    assert said.code == 1
    assert "is taken" in said.err
    assert not list((tmp_path / "var").glob("*"))


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ({"SUZHU_SECRET_KEY": SECRET}, "There are no records yet"),
        ({"SUZHU_SECRET_KEY": "a" * 40}, "There are no records yet"),
        ({"SUZHU_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}, "cannot be reached"),
        ({"SUZHU_DATABASE_URL": "mysql://somewhere"}, "must look like"),
        ({"SUZHU_VAR": "/proc/nowhere"}, "cannot be made"),
        ({"SUZHU_HTTPS": "perhaps"}, "SUZHU_HTTPS"),
    ],
)
def test_run_refuses_what_it_cannot_serve(
    suzhu: Suzhu, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting, sentence
):
    for name, value in setting.items():
        monkeypatch.setenv(name, value)
    said = suzhu("run", "--port", str(free_port()))
    assert said.code == 1
    assert sentence in said.err
    assert not list((tmp_path / "var").glob("*"))


def test_real_records_need_a_good_key(real: Suzhu, engine: Engine, monkeypatch: pytest.MonkeyPatch):
    for secret in ("", "a" * 40):
        monkeypatch.setenv("SUZHU_SECRET_KEY", secret)
        said = real("user", "list")
        assert (said.code, said.out) == (1, "")
        assert "at least 32 random characters" in said.err
    assert "account" in inspect(engine).get_table_names()


def test_the_installed_command_exits_as_it_says():
    for words, code in ((["--help"], 0), (["nothing"], 2)):
        assert (
            subprocess.run([sys.executable, "-m", "server.command", *words], cwd=ROOT, check=False).returncode == code
        )
