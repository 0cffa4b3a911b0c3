"""What every test may use: fresh databases; and what no test may do: leave the machine, leave traces."""

from __future__ import annotations

import gc
import ipaddress
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import Engine
from xdist.scheduler import LoadScopeScheduling

from shared import deployment, locale, settings
from shared.access import passwords
from tests.support import databases
from tests.support.databases import DIALECTS, Filled
from tests.support.running_server import CHROMIUM, launch

SHARING_A_SERVER = ("tests/browser/test_crawler.py", "tests/browser/", "tests/dashboard/")


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all workers of this run share."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "databases"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def sqlite(run_folder: Path, worker_id: str) -> databases.Sqlite:
    return databases.Sqlite(run_folder, worker_id)


@pytest.fixture(scope="session")
def postgresql(run_folder: Path, worker_id: str, testrun_uid: str) -> Iterator[databases.Postgresql]:
    with databases.postgresql(run_folder, worker_id, testrun_uid) as server:
        yield server


@pytest.fixture(params=DIALECTS)
def filled(request: pytest.FixtureRequest) -> Iterator[Filled]:
    """`engine, keys = filled(fill, …)`: a copy of the empty database `fill` was done to once; on both databases."""
    with ExitStack() as engines:

        def begin(fill: Callable[..., databases.T], *words: Any) -> tuple[Engine, databases.T]:
            engine, returned = request.getfixturevalue(request.param).filled(fill, *words)
            engines.callback(engine.dispose)
            return engine, returned

        yield begin


def _fresh(request: pytest.FixtureRequest, template: str) -> Iterator[Engine]:
    engine = request.getfixturevalue(request.param).fresh(template)
    yield engine
    engine.dispose()


@pytest.fixture(params=DIALECTS)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """An empty database with the schema of today, once on SQLite and once on PostgreSQL."""
    yield from _fresh(request, "schema")


@pytest.fixture(params=DIALECTS)
def reference_engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A database with all regions and parameters of the province, on both databases."""
    yield from _fresh(request, "reference")


@pytest.fixture(params=DIALECTS)
def demo_engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A small demo province to write in, on both databases."""
    yield from _fresh(request, "demo")


@pytest.fixture(scope="session", params=DIALECTS)
def demo_province(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A small demo province that tests only read: one for all of them, on both databases."""
    engine = request.getfixturevalue(request.param).fresh("demo", "_read")
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium for one module, no longer: while its event loop runs, this process can start no other."""
    with sync_playwright() as playwright, launch(playwright) as chromium:
        yield chromium


@pytest.fixture(autouse=True)
def _no_traces() -> Iterator[None]:
    """Clock, language and settings are as before when a test ends."""
    with locale.use_language(locale.current_language()):
        yield
    deployment.close()
    settings.settings.cache_clear()


@pytest.fixture(autouse=True)
def _quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 with its smallest parameters: what a test is about is never how long a hash takes."""
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._dummy_hash.cache_clear()


def _stay_here(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse what would leave the machine. A hook of the interpreter, so that no library gets past it."""
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        host = str(arguments[1][0])
    elif event == "socket.getaddrinfo":
        host = str(arguments[0] or "localhost")
    else:
        return
    if host not in {"localhost", ""} and not _is_loopback(host):
        msg = f"tests stay on this machine: {host}"
        raise RuntimeError(msg)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


sys.addaudithook(_stay_here)


def pytest_collection() -> None:
    """Thousands of tests and all modules are made and kept: looking for cycles among them finds nothing."""
    gc.disable()


def pytest_collection_finish() -> None:
    """What stands now stays until the end: the collector does not go through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if not CHROMIUM.exists():
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason=f"{CHROMIUM} is missing"))


class ByServer(LoadScopeScheduling):
    """Tests that share a running server stay on one worker; every other test goes to whoever is free.

    xdist's own `loadgroup` writes the group into a test's name, which pytest 9.2 does not take any more.
    """

    def _split_scope(self, nodeid: str) -> str:
        return next((folder for folder in SHARING_A_SERVER if nodeid.startswith(folder)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByServer:
    return ByServer(config, log)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what was left out, so that nobody takes a part for the whole; and what was counted."""
    for report in terminalreporter.stats.get("passed", []):
        for line in (value for name, value in report.user_properties if name == "counted"):
            terminalreporter.write_line(f"COUNTED {line}")
    for reason, count in Counter(report.longrepr[2] for report in _left_out(terminalreporter)).items():
        terminalreporter.write_line(f"LEFT OUT {count} tests: {reason.removeprefix('Skipped: ')}", yellow=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """On CI nothing may be left out."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") == "true" and reporter and _left_out(reporter):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _left_out(reporter: pytest.TerminalReporter) -> list[pytest.TestReport]:
    return reporter.stats.get("skipped", [])
