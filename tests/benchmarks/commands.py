"""Running the product's commands over a database of the benchmarks, and watching what they take."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from shared import deployment
from shared.settings import settings

FOLDER = Path(tempfile.gettempdir()) / "suzhu-benchmarks"
PASSWORD = "a demo password for benchmarks"
GLANCE = 0.25
"""Seconds between two looks at the memory of a running command."""


def surroundings(url: str) -> dict[str, str]:
    """Environment variables that point the product at a database."""
    return {"SUZHU_DATABASE_URL": url, "SUZHU_VAR": str(FOLDER), "SUZHU_DEMO_PASSWORD": PASSWORD}


@contextmanager
def working_with(url: str) -> Iterator[None]:
    """This process works for the deployment over `url`."""
    before = dict(os.environ)
    os.environ.update(surroundings(url))
    settings.cache_clear()
    try:
        yield
    finally:
        deployment.close()
        os.environ.clear()
        os.environ.update(before)
        settings.cache_clear()


def watched(command: list[str], environment: dict[str, str]) -> tuple[float, int]:
    """Seconds a command takes, and bytes of memory at its peak: all its processes, shared pages once."""
    begin, peak, done = time.perf_counter(), 0, threading.Event()
    with (
        tempfile.TemporaryFile("w+") as output,
        subprocess.Popen(command, env=os.environ | environment, stdout=output, stderr=output) as running,
    ):

        def look() -> None:
            nonlocal peak
            while not done.wait(GLANCE):
                peak = max(peak, memory_of(running.pid))

        looking = threading.Thread(target=look)
        looking.start()
        failed = running.wait()
        done.set()
        looking.join()
        if failed:
            output.seek(0)
            sys.exit(f"{' '.join(command)} failed:\n{output.read()}")
    return time.perf_counter() - begin, peak


def memory_of(pid: int) -> int:
    """Bytes of a process and of those it started; pages they share count once."""
    total = 0
    with suppress(psutil.Error):
        parent = psutil.Process(pid)
        for process in (parent, *parent.children(recursive=True)):
            with suppress(psutil.Error):
                total += process.memory_full_info().pss
    return total


def say(text: str) -> None:
    """Something for whoever waits."""
    print(f"… {text}", file=sys.stderr, flush=True)
