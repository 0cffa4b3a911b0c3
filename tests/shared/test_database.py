"""Engines lose no update, and say outages in a sentence."""

from __future__ import annotations

import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, insert, make_url, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from shared import database
from shared.database import engine_for
from shared.errors import DatabaseUnavailableError
from shared.locale import ENGLISH, use_language
from shared.models import Dataset, RoleGrant
from tests.support.databases import Postgresql, Sqlite

WRITERS, TIMES = 8, 200


@pytest.fixture(autouse=True)
def _english() -> object:
    with use_language(ENGLISH):
        yield


def test_no_update_is_lost_among_eight_writers(engine: Engine) -> None:
    with Session(engine.execution_options(writing=True)) as session:
        session.add(Dataset(kind="demo", seed=0))
        session.commit()
    url = engine.url.render_as_string(hide_password=False)
    code = f"from tests.support.updates import count_up; count_up({url!r}, {TIMES})"
    writers = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(WRITERS)]
    assert [writer.wait() for writer in writers] == [0] * WRITERS
    with Session(engine) as session:
        assert session.scalars(select(Dataset.seed)).one() == WRITERS * TIMES


def test_a_reader_waits_for_no_writer_and_keeps_its_snapshot(engine: Engine) -> None:
    with engine.connect() as reader, engine.execution_options(writing=True).begin() as writer:
        count = text("SELECT count(*) FROM dataset")
        assert reader.scalar(count) == 0
        writer.execute(text("INSERT INTO dataset (kind, scale, seed, generator) VALUES ('demo', 1, 0, '')"))
        assert reader.scalar(count) == 0


def test_a_second_writer_is_told_that_the_database_is_busy(sqlite: Sqlite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0)
    engine = engine_for(str(sqlite.fresh("schema").url)).execution_options(writing=True)
    with engine.begin(), pytest.raises(DatabaseUnavailableError, match="busy"), engine.begin():
        pass
    with engine.begin():
        pass  # the engine recovers when the other one is done


def test_a_read_only_file_is_said(sqlite: Sqlite) -> None:
    path = sqlite.fresh("schema").url.database
    with (
        pytest.raises(DatabaseUnavailableError, match="read-only"),
        engine_for(f"sqlite:///file:{path}?mode=ro&uri=true").execution_options(writing=True).begin() as writer,
    ):
        writer.execute(text("DELETE FROM dataset"))


def test_a_folder_that_may_only_be_read_is_said(
    sqlite: Sqlite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever runs the tests may write everywhere, so a folder stands where SQLite wants to write its log."""
    path = tmp_path / "suzhu.db"
    shutil.copy(str(sqlite.fresh("schema").url.database), path)
    path.with_name(f"{path.name}-wal").mkdir()
    for may_write, message in ((True, "cannot be opened"), (False, "read-only")):
        monkeypatch.setattr("os.access", lambda *_, may=may_write: may)
        with pytest.raises(DatabaseUnavailableError, match=message):
            engine_for(f"sqlite:///{path}").connect()


def test_a_reference_to_nothing_is_refused(engine: Engine) -> None:
    with pytest.raises(IntegrityError), engine.execution_options(writing=True).begin() as writer:
        writer.execute(insert(RoleGrant.__table__).values(account_id=7, role="clerk", region_code="32", version=1))


def test_being_stopped_is_no_outage(engine: Engine) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    stopped = engine_for(engine.url)  # of its own: the tests of a worker share theirs
    event.listen(stopped, "do_execute", stop)
    with pytest.raises(KeyboardInterrupt), stopped.connect() as reader:
        reader.execute(text("SELECT 1"))
    stopped.dispose()


def test_a_full_disk_is_said_and_nothing_is_half_written(sqlite: Sqlite) -> None:
    engine = sqlite.fresh("schema").execution_options(writing=True)
    event.listen(engine, "begin", lambda writer: writer.exec_driver_sql("PRAGMA max_page_count = 1"))
    row = text("INSERT INTO dataset (kind, scale, seed, generator) VALUES ('demo', 1, 0, :much)")
    with pytest.raises(DatabaseUnavailableError, match="full"), engine.begin() as writer:
        writer.execute(row, [{"much": "x" * 20} for _ in range(10_000)])
    with engine.connect() as reader:
        assert reader.scalar(text("SELECT count(*) FROM dataset")) == 0


def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_text("Dear Sir or Madam, " * 100)
    with pytest.raises(DatabaseUnavailableError, match="damaged"):
        engine_for(f"sqlite:///{path}").connect()


def test_a_server_that_is_away_is_said() -> None:
    with pytest.raises(DatabaseUnavailableError, match="reached"):
        engine_for("postgresql://nobody@127.0.0.1:1/nothing").connect()


def test_a_lost_server_is_said_and_found_again(postgresql: Postgresql) -> None:
    engine = postgresql.fresh("schema")
    with pytest.raises(DatabaseUnavailableError, match="reached"), engine.connect() as connection:
        connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
    with engine.connect() as connection:
        backend_id = connection.scalar(text("SELECT pg_backend_pid()"))
    with engine_for(postgresql.address("postgres")).connect() as other:
        other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": backend_id})
    with engine.connect() as connection:  # the pool notices and connects anew
        assert connection.scalar(text("SELECT 1")) == 1
    engine.dispose()


@pytest.mark.parametrize("url", ["", "nonsense", "mysql://localhost/x", "sqlite"])
def test_another_address_is_refused(url: str) -> None:
    with pytest.raises(DatabaseUnavailableError, match="sqlite:///path"):
        engine_for(url)


def test_parameters_stay_out_of_errors(engine: Engine) -> None:
    with engine.connect() as connection, pytest.raises(DBAPIError) as error:
        connection.execute(text("SELECT * FROM nowhere WHERE name = :name"), {"name": "王小明"})
    assert "王小明" not in str(error.value)


def test_the_folder_is_made_for_its_owner_only(tmp_path: Path) -> None:
    engine_for(f"sqlite:///{tmp_path}/var/suzhu.db").connect().close()
    assert stat.S_IMODE((tmp_path / "var").stat().st_mode) == stat.S_IRWXU


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file is in the way")
    with pytest.raises(DatabaseUnavailableError, match="folder"):
        engine_for(f"sqlite:///{tmp_path}/var/suzhu.db")


def test_postgresql_means_psycopg_3() -> None:
    assert make_url("postgresql://localhost/x").get_dialect().driver == "psycopg"
