"""`suzhu seed`, `upgrade`, `statistics`: preparing a database, and refusing one that does not fit."""

from __future__ import annotations

import re
import socket
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, func, inspect, select, text
from sqlalchemy.orm import Session

from shared.database import engine_for
from shared.errors import DatabaseUnavailableError
from shared.migrations import schema
from shared.models import ChangeKind, ConfirmationRule, CubeBuild, Observation, Region
from tests.factories.regions import KUNSHAN
from tests.support.command_line import SECRET, CommandResult, RunSuzhu
from tests.support.server_process import free_port

NEEDS_RECORDS = [
    ("user", "list"),
    ("audit", "verify"),
    ("statistics", "build"),
    ("statistics", "verify"),
    ("statistics", "status"),
    ("upgrade",),
]


@pytest.mark.parametrize("words", NEEDS_RECORDS, ids=" ".join)
def test_without_a_database_nothing_is_made(suzhu: RunSuzhu, tmp_path: Path, words):
    result = suzhu(*words)
    assert (result.code, result.out) == (1, "")
    assert "There are no records yet" in result.err
    assert not list((tmp_path / "var").glob("*"))


def test_an_older_schema_is_refused_until_it_is_upgraded(real: RunSuzhu, engine: Engine):
    schema.downgrade(engine, "0002")
    for words in (*NEEDS_RECORDS[:-1], ("seed", "demo"), ("seed", "reference")):
        result = real(*words)
        assert (result.code, result.out) == (1, ""), words
        assert "`suzhu upgrade` brings it up to date" in result.err, words
        assert schema.version_of(engine) == "0002", words


def test_upgrade_brings_an_older_schema_up_to_date(real: RunSuzhu, engine: Engine):
    schema.downgrade(engine, "0002")
    assert real("upgrade").code == 0
    assert schema.is_current(engine)
    assert real("upgrade").code == 0


def test_upgrade_leaves_a_newer_schema_alone(real: RunSuzhu, engine: Engine):
    with engine.execution_options(writing=True).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    result = real("upgrade")
    assert result.code == 1
    assert "9999" in result.err


def test_the_figures_are_built_verified_and_found_wrong(real: RunSuzhu, engine: Engine):
    assert "not been computed yet" in real("statistics", "status").err
    assert real("statistics", "build").code == 0
    assert real("statistics", "verify") == CommandResult(0, "The statistics agree with the records.\n", "")
    assert "The statistics are up to date." in real("statistics", "status").out
    with Session(engine.execution_options(writing=True)) as session:
        session.add(Observation(measure="recipients", region_code=KUNSHAN, period="2023-12", dimension="", value=7))
        session.scalars(select(CubeBuild)).one().definitions = "others"
        session.commit()
    result = real("statistics", "verify")
    assert result.code == 1
    assert "1 value differs" in result.err
    assert "out of date" in real("statistics", "status").out


def test_the_reference_is_loaded_into_nothing_and_again_without_change(suzhu: RunSuzhu, tmp_path: Path):
    first, second = suzhu("seed", "reference"), suzhu("seed", "reference")
    assert "region: 23563 new, 0 changed" in first.out
    assert second.code == 0
    assert set(re.findall(r": (\d+ new, \d+ changed)", second.out)) == {"0 new, 0 changed"}
    engine = engine_for(f"sqlite:///{tmp_path / 'var' / 'suzhu.db'}")
    with Session(engine) as session:
        assert session.scalar(select(func.count()).select_from(Region)) == 23563


def test_a_weak_demo_password_is_refused_before_anything_is_made(
    suzhu: RunSuzhu, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("SUZHU_DEMO_PASSWORD", "short")
    result = suzhu("seed", "demo", "--scale", "0.001")
    assert result.code == 1
    assert "at least 10 characters" in result.err
    assert not list((tmp_path / "var").glob("*"))


def test_a_database_of_another_program_is_refused_and_left_alone(suzhu: RunSuzhu, tmp_path: Path):
    file = tmp_path / "var" / "suzhu.db"
    engine = engine_for(f"sqlite:///{file}")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE notes (words TEXT)"))
    for words in (("seed", "reference"), ("seed", "demo", "--scale", "0.001"), ("run", "--port", str(free_port()))):
        result = suzhu(*words)
        assert (result.code, result.out) == (1, ""), words
    assert "tables of another program" in suzhu("seed", "reference").err
    assert inspect(engine_for(f"sqlite:///{file}")).get_table_names() == ["notes"]


def test_a_schema_of_another_program_is_refused_and_left_alone(suzhu: RunSuzhu, tmp_path: Path):
    file = tmp_path / "var" / "suzhu.db"
    with engine_for(f"sqlite:///{file}").begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num TEXT)"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('deadbeef')"))
    for words in (("seed", "reference"), ("seed", "demo"), ("run", "--port", str(free_port())), ("upgrade",)):
        result = suzhu(*words)
        assert result.code == 1, words
    assert "schema version deadbeef" in suzhu("seed", "demo").err
    assert not (tmp_path / "var" / "demo.key").exists()


def test_a_file_that_is_no_database_is_refused_and_left_alone(suzhu: RunSuzhu, tmp_path: Path):
    file = tmp_path / "var" / "suzhu.db"
    file.parent.mkdir()
    file.write_text("a letter to the editor " * 500)
    before = file.read_bytes()
    for words in (("seed", "demo"), ("run", "--port", str(free_port())), ("user", "list"), ("upgrade",)):
        result = suzhu(*words)
        assert (result.code, result.out) == (1, ""), words
        assert "cannot be opened or is damaged" in result.err, words
    assert file.read_bytes() == before
    assert list(file.parent.iterdir()) == [file]


def test_a_making_that_was_ended_goes_on(suzhu: RunSuzhu, monkeypatch: pytest.MonkeyPatch):
    words = ("seed", "demo", "--scale", "0.001")

    def full(*_: object) -> None:
        raise DatabaseUnavailableError("full")

    for step in ("server.provisioning.ensure_current_cube", "server.provisioning.ensure_demo_accounts"):
        with monkeypatch.context() as broken:
            broken.setattr(step, full)
            ended = suzhu(*words)
        assert (ended.code, ended.err.splitlines()[-1]) == (1, "full")
    assert "already holds records" in suzhu(*words[:-1], "0.002").err
    assert "Password of all accounts" in suzhu(*words).out
    assert "already holds records" in suzhu(*words).err
    assert suzhu("statistics", "verify").code == 0


def test_a_taken_port_is_refused_before_anything_is_made(suzhu: RunSuzhu, tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = suzhu("run", "--port", str(taken.getsockname()[1]))
    assert result.code == 1
    assert "is taken" in result.err
    assert not list((tmp_path / "var").glob("*"))


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ({"SUZHU_SECRET_KEY": SECRET}, "There are no records yet"),
        ({"SUZHU_SECRET_KEY": "a" * 40}, "There are no records yet"),
        ({"SUZHU_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}, "cannot be reached"),
        ({"SUZHU_DATABASE_URL": "mysql://somewhere"}, "must look like"),
        ({"SUZHU_VAR": "/proc/nowhere"}, "cannot be created"),
        ({"SUZHU_HTTPS": "perhaps"}, "SUZHU_HTTPS"),
        ({"SUZHU_HOST": "nowhere.invalid"}, "nowhere.invalid is not an address of this machine"),
    ],
)
def test_serve_refuses_what_it_cannot_serve(
    suzhu: RunSuzhu, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting, sentence
):
    for name, value in setting.items():
        monkeypatch.setenv(name, value)
    result = suzhu("run", "--port", str(free_port()))
    assert result.code == 1
    assert sentence in result.err
    assert not list((tmp_path / "var").glob("*"))


def test_real_records_need_a_good_key(real: RunSuzhu, engine: Engine, monkeypatch: pytest.MonkeyPatch):
    for secret in ("", "a" * 40):
        monkeypatch.setenv("SUZHU_SECRET_KEY", secret)
        result = real("user", "list")
        assert (result.code, result.out) == (1, "")
        assert "at least 32 random characters" in result.err
    assert "account" in inspect(engine).get_table_names()


def test_upgrade_enters_the_proposed_rules_of_a_second_person_once_and_only_where_none_are(
    real: RunSuzhu, engine: Engine
):
    def rules():
        with Session(engine) as session:
            return {one.kind: (one.limit_fen, one.source) for one in session.scalars(select(ConfirmationRule))}

    with engine.execution_options(writing=True).begin() as connection:
        connection.execute(delete(ConfirmationRule).where(ConfirmationRule.kind != "quota"))
    before = rules()
    assert "Proposed rules about a second person entered: 5." in real("upgrade").out
    assert set(rules()) == set(ChangeKind)
    assert rules() | before == rules()
    assert rules()["amount"] == (10_000, "本软件默认值（建议，无文件依据）")
    assert "Proposed rules" not in real("upgrade").out
