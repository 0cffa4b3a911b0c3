"""Where events of reading wait beside a SQLite database: a small file of its own, which no long writer locks.

It is made ahead with room in it, so that it can be written while the disk is full. What was moved to the chain is
marked there in the same transaction, so that nothing is lost or told twice, wherever a kill falls.
"""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from shared.database import BUSY_SECONDS, translate_driver_errors

SUFFIX = "-readings"
RESERVED_PAGES = 256  # rows of 4 KiB that are written and freed when the file is made
SCHEMA_STATEMENTS = (
    "CREATE TABLE waiting (id INTEGER PRIMARY KEY AUTOINCREMENT, event TEXT NOT NULL)",
    "CREATE TABLE name (name TEXT NOT NULL)",
    "CREATE TABLE reserve (filling BLOB)",
)


class WaitingFile:
    """The file of one database."""

    def __init__(self, database: Path) -> None:
        self.path = database.with_name(database.name + SUFFIX)

    @property
    def is_made(self) -> bool:
        """Whether it is there; while somebody is making it, it is empty."""
        return self.path.exists() and self.path.stat().st_size > 0

    def make(self) -> None:
        """Make it, with room, unless it is there."""
        if self.is_made:
            return
        with self._open() as driver:
            driver.execute("BEGIN IMMEDIATE")
            if driver.execute("SELECT 1 FROM sqlite_master").fetchone() is None:
                for statement in SCHEMA_STATEMENTS:
                    driver.execute(statement)
                driver.execute("INSERT INTO name VALUES (?)", [uuid.uuid4().hex])
                driver.executemany("INSERT INTO reserve VALUES (zeroblob(?))", [[4000]] * RESERVED_PAGES)
            driver.execute("COMMIT")
            driver.execute("UPDATE reserve SET filling = zeroblob(3999)")  # the journal takes its room too
            driver.execute("DELETE FROM reserve")

    def put(self, event: dict[str, Any]) -> None:
        """Write an event down; it is on the disk when this returns."""
        self.make()
        with self._open() as driver:
            driver.execute("INSERT INTO waiting (event) VALUES (?)", [json.dumps(event, ensure_ascii=False)])

    def read_after(self, mark: dict[str, Any]) -> tuple[str, list[tuple[int, dict[str, Any]]]]:
        """(name of the file, events that the mark does not cover yet) in their order."""
        if not self.is_made:
            return "", []
        with self._open() as driver:
            name = str(driver.execute("SELECT name FROM name").fetchone()[0])
            moved = mark.get("moved", 0) if mark.get("name") == name else 0
            rows = driver.execute("SELECT id, event FROM waiting WHERE id > ? ORDER BY id", [moved])
            return name, [(key, json.loads(event)) for key, event in rows]

    def delete_up_to(self, last: int, name: str) -> None:
        """Give the room of moved events back; a file of another name was made meanwhile, and its events stay."""
        if not self.is_made:
            return
        with self._open() as driver:
            driver.execute(
                "DELETE FROM waiting WHERE id <= ? AND EXISTS (SELECT 1 FROM name WHERE name = ?)", [last, name]
            )

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with translate_driver_errors():
            driver = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
            try:
                driver.execute("PRAGMA journal_mode = PERSIST")  # a log that grows would need space
                driver.execute("PRAGMA synchronous = FULL")
                yield driver
            finally:
                driver.close()
