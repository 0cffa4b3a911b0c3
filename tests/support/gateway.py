"""A running gateway (the ASGI app over fake apps, `tests/server/fake_apps.py`) and a client for it."""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

from server.web.url_prefixes import WEBSOCKET_PATH
from shared.access.sign_in import COOKIE
from shared.settings import ROOT
from tests.support.server_process import free_port, server_process

ANNA, ERIK = "zh_CN-anna", "en-erik"
"""Session tokens: the first part is the user's language."""


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Gateway:
    """A running gateway. Without a token nobody is signed in."""

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

    def request(self, path: str, method: str = "GET", token: str = "", body: str = "", **headers: str) -> Answer:
        response = self.open(path, method, token, body, **headers)
        return Answer(response.status, response.headers, response.read())

    def open_websocket(
        self, token: str = ANNA, host: str = "localhost", path: str = WEBSOCKET_PATH, **options: Any
    ) -> ClientConnection:
        """The dashboard's WebSocket, as its page opens it."""
        usual = {
            "origin": f"http://{host}",
            "additional_headers": {"Cookie": f"{COOKIE}={token}"},
            "subprotocols": ["streamlit"],
        }
        sock = socket.create_connection(("127.0.0.1", self.port))
        return connect(f"ws://{host}{path}", sock=sock, **(usual | options))

    @contextmanager
    def session_ended(self, token: str) -> Iterator[None]:
        """Inside the block the session of `token` has ended."""
        (self.folder / token).unlink()
        try:
            yield
        finally:
            (self.folder / token).touch()

    @contextmanager
    def switched_on(self, switch: str) -> Iterator[None]:
        """Inside the block the fake apps find this file: `lost`, `go`, `other-rights`."""
        (self.folder / switch).touch()
        try:
            yield
        finally:
            (self.folder / switch).unlink()


@contextmanager
def running_gateway(folder: Path) -> Iterator[Gateway]:
    for token in (ANNA, ERIK):
        (folder / token).touch()
    port = free_port()
    command = [sys.executable, "-m", "tests.server.fake_apps", str(folder), str(port)]
    with server_process(command, port, cwd=ROOT, text=True, stdout=subprocess.PIPE) as process:
        yield Gateway(port, folder, process)
