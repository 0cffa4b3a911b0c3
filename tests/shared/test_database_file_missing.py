"""An embedded database whose file goes away, comes back, or is restored from a backup."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from shared.database import engine_for
from shared.errors import DatabaseUnavailableError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "suzhu.db"


@pytest.fixture
def used(path: Path) -> Engine:
    """An engine with two connections in its pool."""
    engine = engine_for(f"sqlite:///{path}")
    with engine.connect() as one, engine.connect() as other:
        one.execute(text("CREATE TABLE note (said TEXT)"))
        one.execute(text("INSERT INTO note VALUES ('first')"))
        one.commit()
        other.execute(text("SELECT said FROM note"))
    return engine


def error_message(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return connection.scalar(text("SELECT said FROM note"))


def test_a_lost_file_is_an_outage_and_none_is_made_in_its_place(used: Engine, path: Path):
    path.rename(path.with_suffix(".away"))
    for _ in range(3):
        with pytest.raises(DatabaseUnavailableError):
            error_message(used)
    assert not path.exists()


def test_a_file_put_back_is_used_again_by_every_connection(used: Engine, path: Path):
    path.rename(path.with_suffix(".away"))
    with pytest.raises(DatabaseUnavailableError):
        error_message(used)
    path.with_suffix(".away").rename(path)
    with used.connect() as one, used.connect() as other:
        assert [c.scalar(text("SELECT said FROM note")) for c in (one, other)] == ["first", "first"]


def test_a_restored_backup_replaces_what_the_pool_had_open(used: Engine, path: Path):
    with used.connect() as connection:
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    backup = shutil.copy(path, path.with_name("backup"))
    with used.execution_options(writing=True).begin() as connection:
        connection.execute(text("UPDATE note SET said = 'second'"))
    for part in path.parent.glob("suzhu.db*"):  # with its -wal and -shm
        part.unlink()
    Path(backup).rename(path)
    assert error_message(used) == "first"


def test_a_new_database_is_still_made(path: Path):
    engine_for(f"sqlite:///{path}").connect().close()
    assert path.exists()
