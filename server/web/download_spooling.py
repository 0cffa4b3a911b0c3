"""Downloads for slow clients: the app writes a file at full speed to disk, the client takes it at its own speed.

So a slow connection holds neither a worker nor a database connection, only bytes in the system's folder for
temporary files, which are freed when the file has arrived or the client has left.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from http import HTTPStatus
from tempfile import SpooledTemporaryFile

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.web.error_pages import error_page
from shared.web.error_messages import TOO_MANY_DOWNLOADS

MAX_IN_MEMORY_BYTES, CHUNK_BYTES = 512 * 1024, 128 * 1024
MAX_DOWNLOADS_PER_USER, MAX_SPOOLED_BYTES = 20, 4 * 1024**3
SEND_TIMEOUT_SECONDS = 600.0
"""A client that takes nothing for so long is cut off."""


class SpoolingMiddleware:
    """Passes the responses of `app` on through files; 429 beyond 20 downloads a user or 4 GiB of all users."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.responses: set[SpooledResponse] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        login = scope["actor"].login if "actor" in scope else ""
        if self._is_over_limit(login):
            await error_page(HTTPStatus.TOO_MANY_REQUESTS, TOO_MANY_DOWNLOADS)(scope, receive, send)
            return
        response = SpooledResponse(login)
        self.responses.add(response)
        producer = asyncio.create_task(response.receive_from_app(self.app, scope, receive))
        try:
            await response.send_to_client(send)
        finally:
            self.responses.remove(response)
            response.file.close()
            await producer  # what the app still sends is thrown away

    def _is_over_limit(self, login: str) -> bool:
        downloads = Counter(response.login for response in self.responses)
        spooled = sum(response.size for response in self.responses)
        return downloads[login] >= MAX_DOWNLOADS_PER_USER or spooled >= MAX_SPOOLED_BYTES


class SpooledResponse:
    """One response between the app that makes it and the client that reads it."""

    def __init__(self, login: str) -> None:
        self.login = login
        self.file = SpooledTemporaryFile(max_size=MAX_IN_MEMORY_BYTES)  # noqa: SIM115 - closed by the middleware
        self.size = 0
        self._start: Message | None = None
        self._is_complete = False
        self._error: Exception | None = None
        self._progress = asyncio.Event()

    async def receive_from_app(self, app: ASGIApp, scope: Scope, receive: Receive) -> None:
        """Let the app answer; it never waits for the client."""
        try:
            await app(scope, receive, self._store)
            self._is_complete = True
        except Exception as error:  # noqa: BLE001 - raised again by send_to_client
            self._error = error
        self._progress.set()

    async def _store(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
        elif not self.file.closed and self._error is None:
            self._append(message.get("body", b""))
        self._progress.set()

    def _append(self, body: bytes) -> None:
        """Into the page cache, mostly: short enough for the event loop. A full disk ends the response where it is."""
        try:
            self.file.seek(self.size)
            self.size += self.file.write(body)
        except OSError as error:
            self._error = error

    async def send_to_client(self, send: Send) -> None:
        """Send what is there, wait for more, until all has been sent. A broken response stays without its end."""
        position = 0
        while True:
            self._progress.clear()
            if self._start:
                await send(self._start)
                self._start = None
            while position < self.size:
                self.file.seek(position)
                chunk = self.file.read(CHUNK_BYTES)
                position += len(chunk)
                message = {"type": "http.response.body", "body": chunk, "more_body": True}
                await asyncio.wait_for(send(message), SEND_TIMEOUT_SECONDS)
            if self._error is not None:
                raise self._error
            if self._is_complete and position == self.size:
                await send({"type": "http.response.body", "body": b""})
                return
            await self._progress.wait()
