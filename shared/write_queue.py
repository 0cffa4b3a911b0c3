"""Writers of one SQLite file take turns in the order in which they came.

SQLite itself lets whoever looks at the right moment go first: of many writers one may look in vain until its
patience ends. Here the first in line alone looks, and looks often. Threads of a process stand in its own line; of
the first of each process one at a time holds a lock on a file beside the database.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

POLL_SECONDS = 0.001
"""Seconds between two looks of the first in line."""


def begin_in_turn(driver: sqlite3.Connection, path: Path, patience: float) -> bool:
    """Begin a writing transaction when it is this one's turn; whether that came in time. Errors are SQLite's own."""
    until = time.monotonic() + patience
    with _line_of(path).wait_for_turn(until) as is_first, _before_other_processes(path, until) as goes_first:
        return is_first and goes_first and _retry_until(lambda: _try_begin(driver), until)


class WaitingLine:
    """Threads that wait for one thing: who came first is served first."""

    def __init__(self) -> None:
        """Nobody waits."""
        self._changed = threading.Condition()
        self._waiting: deque[object] = deque()

    @contextmanager
    def wait_for_turn(self, until: float) -> Iterator[bool]:
        """A place in the line, and whether it became the first in time."""
        ticket = object()
        with self._changed:
            self._waiting.append(ticket)
            is_first = self._changed.wait_for(lambda: self._waiting[0] is ticket, until - time.monotonic())
        try:
            yield is_first
        finally:
            with self._changed:
                self._waiting.remove(ticket)
                self._changed.notify_all()


@cache
def _line_of(_path: Path) -> WaitingLine:
    return WaitingLine()


@contextmanager
def _before_other_processes(path: Path, until: float) -> Iterator[bool]:
    """The first place of all processes, and whether it became free in time."""
    try:
        file = os.open(path.with_name(f"{path.name}-turn"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:
        yield True  # the folder may only be read, or is lost: SQLite will say so
        return
    try:
        yield _retry_until(lambda: _try_lock(file), until)
    finally:
        os.close(file)


def _retry_until(get: Callable[[], bool], until: float) -> bool:
    """Whether something was got in time."""
    while not get():
        if time.monotonic() > until:
            return False
        time.sleep(POLL_SECONDS)
    return True


def _try_lock(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _try_begin(driver: sqlite3.Connection) -> bool:
    try:
        driver.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            return False
        raise
    return True
