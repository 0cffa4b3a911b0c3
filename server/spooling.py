"""Files on their way to slow readers: made at full speed, kept on disk, handed on as fast as somebody reads.

So a slow line holds neither a worker nor a connection to the database, only bytes in the system's folder for
temporary files, which are gone when the file has arrived or the reader has left.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from tempfile import SpooledTemporaryFile

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.answers import notice

IN_MEMORY, PIECE = 512 * 1024, 128 * 1024
MOST_EACH, MOST_BYTES = 20, 4 * 1024**3
PATIENCE = 600.0  # seconds in which a reader takes nothing
TOO_MANY = 429


class Spooling:
    """Passes the answers of `app` on through files. One person has at most 20 under way; all together hold 4 GiB."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.answers: set[Answer] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        who = scope["actor"].login if "actor" in scope else ""
        under_way = Counter(answer.who for answer in self.answers)
        if under_way[who] >= MOST_EACH or sum(answer.size for answer in self.answers) >= MOST_BYTES:
            await notice(TOO_MANY)(scope, receive, send)
            return
        answer = Answer(who)
        self.answers.add(answer)
        making = asyncio.create_task(answer.make(self.app, scope, receive))
        try:
            await answer.hand_on(send)
        finally:
            self.answers.remove(answer)
            answer.file.close()
            await making  # what is still being made is thrown away as it comes


class Answer:
    """One answer between its maker and its reader."""

    def __init__(self, who: str) -> None:
        self.who = who
        self.file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed when the answer has arrived
        self.size = 0
        self._start: Message | None = None
        self._is_whole = False
        self._failure: Exception | None = None
        self._more = asyncio.Event()

    async def make(self, app: ASGIApp, scope: Scope, receive: Receive) -> None:
        """Let the app answer; it never waits for the reader."""
        try:
            await app(scope, receive, self._keep)
            self._is_whole = True
        except Exception as error:  # noqa: BLE001 - goes on to whoever hands the answer on
            self._failure = error
        self._more.set()

    async def _keep(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
        elif not self.file.closed and self._failure is None:
            self._write(message.get("body", b""))
        self._more.set()

    def _write(self, body: bytes) -> None:
        """Into the page cache, mostly: short enough to do it here. A full disk ends the answer where it stands."""
        try:
            self.file.seek(self.size)
            self.size += self.file.write(body)
        except OSError as error:
            self._failure = error

    async def hand_on(self, send: Send) -> None:
        """Send what is there, wait for more, until all has arrived. A broken answer stays without its end."""
        position = 0
        while True:
            self._more.clear()
            if self._start:
                await send(self._start)
                self._start = None
            while position < self.size:
                self.file.seek(position)
                piece = self.file.read(PIECE)
                position += len(piece)
                await asyncio.wait_for(send({"type": "http.response.body", "body": piece, "more_body": True}), PATIENCE)
            if self._failure is not None:
                raise self._failure
            if self._is_whole and position == self.size:
                await send({"type": "http.response.body", "body": b""})
                return
            await self._more.wait()
