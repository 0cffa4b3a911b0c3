"""Opening the deployment: what is refused, and with which sentence."""

from __future__ import annotations

import stat
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from shared import deployment, secret_key
from shared.clock import today
from shared.errors import DatabaseUnavailableError, SchemaMismatchError, UserError
from shared.identity import Sealer
from shared.locale import ENGLISH, set_language
from shared.migrations import schema
from shared.models import Dataset
from shared.secret_key import SecretKeyError
from shared.settings import settings
from tests.factories import records as make
from tests.factories.regions import KUNSHAN, tree

GOOD = "kR7u0cC1v9QmB5xw2ZfJ4tLs8YhNqEa3"
NUMBER = "990583195001010027"


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Name a database, a folder and a key in the environment."""
    monkeypatch.setenv("SUZHU_VAR", str(tmp_path))
    set_language(ENGLISH)

    def name(url: str, secret: str = "") -> None:
        monkeypatch.setenv("SUZHU_DATABASE_URL", url)
        monkeypatch.setenv("SUZHU_SECRET_KEY", secret)
        settings.cache_clear()
        deployment.close()

    return name


def address(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def fill(engine: Engine, *records) -> None:
    with Session(engine.execution_options(writing=True)) as session:
        for record in records:
            session.add(record)
            session.flush()
        session.commit()


def demo(scale: float = 0.5) -> Dataset:
    return Dataset(kind="demo", reference_on=date(2023, 12, 31), scale=scale)


def test_real_records_open_with_a_good_key_and_a_running_clock(engine: Engine, at):
    at(address(engine), GOOD)
    opened = deployment.deployment()
    assert (opened.is_demo, opened.scale, opened.reference_on) == (False, 1.0, None)
    assert today() > date(2023, 12, 31)
    assert deployment.deployment() is opened


def test_a_demo_province_stands_still_and_says_its_scale(engine: Engine, at):
    fill(engine, demo())
    at(address(engine))
    secret_key.new_demo_secret()
    opened = deployment.deployment()
    assert (opened.is_demo, opened.scale, opened.reference_on) == (True, 0.5, date(2023, 12, 31))
    assert today() == date(2023, 12, 31)


@pytest.mark.parametrize(
    "secret",
    ["", GOOD[:-1], "a" * 64, "abcdefghijk" * 6, "0123456789abcdef" * 4, "abababababababababababababababababcdcdcd"],
)
def test_a_missing_or_weak_key_is_refused(engine: Engine, at, secret):
    at(address(engine), secret)
    with pytest.raises(SecretKeyError, match="at least 32 random characters"):
        deployment.deployment()


@pytest.mark.parametrize("secret", [GOOD, "9f86d081884c7d659a2feaa0c55ad015", "k" + GOOD * 2])
def test_a_random_key_of_32_characters_will_do(engine: Engine, at, secret):
    at(address(engine), secret)
    assert deployment.deployment().engine is deployment.engine()


def test_the_key_of_a_demo_is_kept_for_its_owner_only(at, tmp_path: Path):
    at(f"sqlite:///{tmp_path / 'none.db'}")
    secret = secret_key.new_demo_secret()
    file = tmp_path / "demo.key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text() == secret == secret_key.new_demo_secret() == secret_key.demo_secret()
    assert len(secret) >= 32


def test_a_demo_without_its_key_is_not_given_another(engine: Engine, at, tmp_path: Path):
    fill(engine, demo())
    at(address(engine))
    with pytest.raises(SecretKeyError, match=r"restore .*demo.key"):
        deployment.deployment()
    assert not (tmp_path / "demo.key").exists()


def test_a_key_that_cannot_be_kept_is_said(at, monkeypatch: pytest.MonkeyPatch):
    at("sqlite:////proc/nowhere/suzhu.db")
    monkeypatch.setenv("SUZHU_VAR", "/proc/nowhere")
    settings.cache_clear()
    with pytest.raises(DatabaseUnavailableError, match="cannot be stored"):
        secret_key.new_demo_secret()


def test_another_key_than_the_one_of_the_records_is_refused(engine: Engine, at):
    encrypted, index = Sealer(GOOD).encrypt(NUMBER)
    person = make.person(KUNSHAN, identity_encrypted=encrypted, identity_index=index)
    fill(engine, *tree(), person)
    at(address(engine), GOOD[::-1])
    with pytest.raises(SecretKeyError, match="not the one these records were encrypted with"):
        deployment.deployment()
    at(address(engine), GOOD)
    assert deployment.deployment().sealer.decrypt(encrypted) == NUMBER


def test_no_database_is_said_and_none_is_made(at, tmp_path: Path):
    file = tmp_path / "absent.db"
    at(f"sqlite:///{file}", GOOD)
    for act in (deployment.deployment, deployment.require_ready):
        with pytest.raises(SchemaMismatchError, match="no records yet"):
            act()
    assert not file.exists()


def test_an_older_schema_is_told_how_to_come_up_to_date(engine: Engine, at):
    schema.downgrade(engine, "0003")
    at(address(engine), GOOD)
    with pytest.raises(SchemaMismatchError, match=r"version 0003.*suzhu upgrade"):
        deployment.deployment()
    schema.upgrade(engine)
    assert deployment.deployment()


def test_a_newer_schema_is_left_alone(engine: Engine, at):
    with engine.execution_options(writing=True).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    at(address(engine), GOOD)
    with pytest.raises(SchemaMismatchError, match=r"9999.*Start the version of the program that created it"):
        deployment.deployment()


@pytest.mark.parametrize("url", ["postgresql://nobody@127.0.0.1:1/none", "mysql://somewhere/else", "no address"])
def test_a_database_that_cannot_be_reached_is_a_sentence(at, url):
    at(url, GOOD)
    with pytest.raises(DatabaseUnavailableError) as problem:
        deployment.deployment()
    assert "sqlalche.me" not in str(problem.value)


def test_settings_that_cannot_be_read_are_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SUZHU_HTTPS", "perhaps")
    monkeypatch.setenv("SUZHU_DEMO_SCALE", "large")
    settings.cache_clear()
    with pytest.raises(UserError, match=r"SUZHU_DEMO_SCALE\W+SUZHU_HTTPS"):
        settings()


def test_a_database_moved_under_a_running_server_takes_no_edits(engine: Engine, at):
    at(address(engine), GOOD)
    opened = deployment.deployment()

    def write() -> None:
        with opened.engine.execution_options(writing=True).begin() as connection:
            connection.execute(text("DELETE FROM sign_in_attempt"))

    write()
    for version in ("9999", schema.head()):
        with engine.execution_options(writing=True).begin() as connection:
            connection.execute(text(f"UPDATE alembic_version SET version_num = '{version}'"))
        if version == schema.head():
            write()
        else:
            with pytest.raises(SchemaMismatchError, match="9999"):
                write()
            with pytest.raises(SchemaMismatchError):
                deployment.require_ready()
            with opened.engine.connect() as connection:
                assert connection.execute(text("SELECT count(*) FROM account")).scalar() == 0
