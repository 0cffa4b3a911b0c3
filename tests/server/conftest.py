"""One front door for the tests of a worker, and a person to knock at it."""

from __future__ import annotations

import http.client
import io
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session
from websockets.sync.client import ClientConnection, connect

from server import command
from server.doors import STREAM
from shared import deployment
from shared.access.sign_in import COOKIE
from shared.settings import ROOT, settings
from tests.factories.regions import KUNSHAN, tree

SECRET, PASSWORD = "kR7u0cC1v9QmB5xw2ZfJ4tLs8YhNqEa3", "correct horse battery"
ANNA, ENGLISH = "zh_CN-anna", "en-erik"


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Door:
    """A running front door. Without a token nobody is signed in."""

    port: int
    folder: Path
    process: subprocess.Popen[str]

    def open(
        self, path: str, method: str = "GET", token: str = "", body: str = "", **headers: str
    ) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        if token:
            headers["Cookie"] = f"{COOKIE}={token}"
        if method == "POST":
            headers |= {"Content_Type": "application/x-www-form-urlencoded", "Content_Length": str(len(body))}
        connection.putrequest(method, path, skip_host="Host" in headers, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders(body.encode())
        return connection.getresponse()

    def ask(self, path: str, method: str = "GET", token: str = "", body: str = "", **headers: str) -> Answer:
        response = self.open(path, method, token, body, **headers)
        return Answer(response.status, response.headers, response.read())

    def stream(
        self, token: str = ANNA, host: str = "localhost", path: str = STREAM, **options: Any
    ) -> ClientConnection:
        """The dashboard's WebSocket, as its page opens it."""
        asked = {"origin": f"http://{host}", "additional_headers": {"Cookie": f"{COOKIE}={token}"}} | options
        line = socket.create_connection(("127.0.0.1", self.port))
        return connect(f"ws://{host}{path}", sock=line, **({"subprotocols": ["streamlit"]} | asked))

    @contextmanager
    def without(self, token: str) -> Iterator[None]:
        """Inside the block the session of `token` has ended."""
        (self.folder / token).unlink()
        try:
            yield
        finally:
            (self.folder / token).touch()

    @contextmanager
    def marked(self, mark: str) -> Iterator[None]:
        """Inside the block the stand-in finds this file: `lost`, `go`."""
        (self.folder / mark).touch()
        try:
            yield
        finally:
            (self.folder / mark).unlink()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


@contextmanager
def running_door(folder: Path) -> Iterator[Door]:
    for token in (ANNA, ENGLISH):
        (folder / token).touch()
    port = free_port()
    command = [sys.executable, "-m", "tests.server.stand_in", str(folder), str(port)]
    with subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE) as process:
        door = Door(port, folder, process)
        try:
            wait_for(door)
            yield door
        finally:
            process.kill()


def wait_for(door: Door) -> None:
    for _ in range(300):
        try:
            door.ask("/healthz")
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the front door did not open within 30 seconds")


@pytest.fixture(scope="session")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    with running_door(tmp_path_factory.mktemp("door")) as opened:
        yield opened


@dataclass
class Said:
    code: int
    out: str
    err: str


Suzhu = Callable[..., Said]


@pytest.fixture
def suzhu(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Suzhu:
    """Run a command in this process; nothing of the environment outside reaches it."""
    for name in [n for n in os.environ if n.startswith("SUZHU_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("SUZHU_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")

    def say(*words: str, typed: str = "") -> Said:
        deployment.close()
        settings.cache_clear()
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        code = command.outcome(list(words))
        return Said(code, *capsys.readouterr())

    return say


@pytest.fixture
def real(engine: Engine, suzhu: Suzhu, monkeypatch: pytest.MonkeyPatch) -> Suzhu:
    """Commands over a database for real records: the 15 regions, no account yet."""
    with Session(engine.execution_options(writing=True)) as session:
        for region in tree():
            session.add(region)
            session.flush()
        session.commit()
    monkeypatch.setenv("SUZHU_DATABASE_URL", engine.url.render_as_string(hide_password=False))
    monkeypatch.setenv("SUZHU_SECRET_KEY", SECRET)
    return suzhu


def add(suzhu: Suzhu, login: str = "li.ming", region: str = KUNSHAN, *more: str) -> Said:
    return suzhu("user", "add", login, "--name", "李明", "--region", region, *more, typed=PASSWORD + "\n")
