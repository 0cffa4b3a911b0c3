"""Clerks at work side by side, each a process of its own, as several servers over one database would be."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from statistics import median

import psutil

from shared.deployment import deployment
from shared.errors import DatabaseUnavailableError
from shared.services import commit_with_retry
from tests.benchmarks import edits
from tests.benchmarks.commands import surroundings
from tests.benchmarks.timing import percentile_95

READY = 1.5
"""Seconds in which all are handed their work before they begin together."""


@dataclass(frozen=True)
class Task:
    """What one clerk does: corrections in a place from `begin` on, with or without figures and audit trail.

    For no seconds at all: a few, so that all is ready.
    """

    place: str
    number: int
    begin: float
    seconds: float
    thinking: float
    bare: bool


@dataclass(frozen=True)
class TaskResult:
    """What one clerk did: the waits, how many were refused, seconds of processor of the own process."""

    waits: list[float]
    refused: int
    own: float


@dataclass(frozen=True)
class WorkReport:
    """What came of it: corrections a second, what each waited for, how many were refused, how busy the machine was.

    `own`: seconds of processor that the clerks' own processes took, all together; the database server's come on top.
    """

    a_second: float
    waits: list[float]
    refused: int
    processor: float
    own: float

    @property
    def waited(self) -> str:
        """Waits in words."""
        waits = f"median {median(self.waits) * 1000:,.0f}, p95 {self.p95 * 1000:,.0f} ms" if self.waits else "none done"
        each = f"{self.own / max(len(self.waits), 1) * 1000:.1f} ms of processor each beside the server's"
        return f"{waits}; {self.refused} refused; {each}; processor {self.processor:.0f} %"

    @property
    def p95(self) -> float:
        """What 95 of 100 corrections took at most."""
        return percentile_95(self.waits)


class ClerkProcesses:
    """Clerks who are there and wait for work."""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self._pool = pool

    def work(self, places: list[str], seconds: float, *, thinking: float = 0, bare: bool = False) -> WorkReport:
        """One clerk a place (several in one, where it is named more than once); all begin and end together."""
        numbers = [places[:n].count(place) for n, place in enumerate(places)]
        list(self._pool.map(_work, [Task(*one, 0, 0, 0, bare) for one in zip(places, numbers, strict=True)]))
        begin = time.time() + READY
        tasks = [Task(*one, begin, seconds, thinking, bare) for one in zip(places, numbers, strict=True)]
        doing = [self._pool.submit(_work, task) for task in tasks]
        time.sleep(max(0, begin - time.time()))
        psutil.cpu_percent()
        time.sleep(seconds)
        processor = psutil.cpu_percent()
        done = [each.result() for each in doing]
        waits = [wait for each in done for wait in each.waits]
        refused, own = sum(each.refused for each in done), sum(each.own for each in done)
        return WorkReport(len(waits) / seconds, waits, refused, processor, own)


@contextmanager
def clerk_processes(clerks: int, url: str) -> Iterator[ClerkProcesses]:
    """`clerks` processes that begin from nothing, as servers do, over the deployment at `url`."""
    spawn, environment = get_context("spawn"), surroundings(url)
    with ProcessPoolExecutor(clerks, spawn, _set_environment, [environment]) as pool:
        list(pool.map(time.sleep, [READY] * clerks))  # so that each has started and imported
        yield ClerkProcesses(pool)


def _set_environment(environment: dict[str, str]) -> None:
    os.environ.update(environment)


def _work(task: Task) -> TaskResult:
    finish = edits.bare if task.bare else commit_with_retry
    works = edits.in_turn(edits.works(deployment().engine, task.place, task.number, finish))
    for _once in range(0 if task.seconds else 3):  # before it counts: statements are compiled, pages are read
        with suppress(DatabaseUnavailableError):
            next(works)()
    waits, refused = [], 0
    time.sleep(max(0, task.begin + task.thinking * task.number / 16 - time.time()))
    own = time.process_time()
    while time.time() < task.begin + task.seconds:
        begin = time.perf_counter()
        try:
            next(works)()
            waits.append(time.perf_counter() - begin)
        except DatabaseUnavailableError:
            refused += 1
        time.sleep(task.thinking)
    return TaskResult(waits, refused, time.process_time() - own)
