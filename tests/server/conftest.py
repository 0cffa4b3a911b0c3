"""One gateway for the tests of a worker; commands over an empty and over a real database."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from server.cli import main
from shared import deployment
from shared.settings import settings
from tests.factories.regions import plant
from tests.support.command_line import SECRET, CommandResult, RunSuzhu
from tests.support.databases import Filled
from tests.support.gateway import Gateway, running_gateway


@pytest.fixture(scope="session")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    with running_gateway(tmp_path_factory.mktemp("gateway")) as running:
        yield running


@pytest.fixture
def suzhu(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> RunSuzhu:
    """Run a command in this process; no SUZHU_ variable of the environment reaches it."""
    for name in [n for n in os.environ if n.startswith("SUZHU_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("SUZHU_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")

    def run(*arguments: str, typed: str = "") -> CommandResult:
        deployment.close()
        settings.cache_clear()
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        code = main.run_command(list(arguments))
        return CommandResult(code, *capsys.readouterr())

    return run


@pytest.fixture
def engine(filled: Filled[None]) -> Engine:
    """The 15 regions, on both databases."""
    return filled(plant)[0]


@pytest.fixture
def real(engine: Engine, suzhu: RunSuzhu, monkeypatch: pytest.MonkeyPatch) -> RunSuzhu:
    """Commands over a database for real records: the 15 regions, no account yet."""
    monkeypatch.setenv("SUZHU_DATABASE_URL", engine.url.render_as_string(hide_password=False))
    monkeypatch.setenv("SUZHU_SECRET_KEY", SECRET)
    return suzhu
