"""Who may pass: looked up before any request, HTTP or WebSocket, reaches either app."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from enum import Enum
from http import HTTPStatus
from typing import Protocol
from urllib.parse import urlsplit

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from server import doors
from server.answers import notice, short_notice, to_sign_in
from server.streams import Streams
from shared.access import Actor
from shared.access.sign_in import COOKIE
from shared.errors import UserError

RECHECK = 30.0
"""Seconds between two looks at the session behind an open WebSocket; a revoked one must end within 60."""
HOST = re.compile(r"(\[[0-9a-f:]+\]|[a-z0-9.-]+)(:[0-9]+)?")
POLICY_VIOLATION, SIGNED_OUT, OTHER_RIGHTS = 1008, 4401, 4403  # WebSocket close codes

UNAVAILABLE = (SQLAlchemyError, UserError)
"""What the database raises while it does not answer."""


class Unknown(Enum):
    """Nobody can say who is signed in."""

    UNKNOWN = "unknown"


UNKNOWN = Unknown.UNKNOWN


class Who(Protocol):
    """Finds the actor of a cookie."""

    def __call__(self, token: str | None, *, active: bool) -> Actor | None:
        """`active` says that somebody is at work, so that the session does not idle out."""


class Gate:
    """Lets signed-in people through. `ready` raises when we cannot work."""

    def __init__(self, app: ASGIApp, *, who: Who, ready: Callable[[], None], hosts: frozenset[str]) -> None:
        self.app = app
        self.who = who
        self.ready = ready
        self.hosts = hosts
        self.streams = Streams()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it here."""
        if scope["type"] == "http":
            request = HTTPConnection(scope)
            answer = self.misshapen(request) or await self.turned_away(request)
            await (answer or self.app)(scope, receive, send)
        elif scope["type"] == "websocket":
            await self.socket(HTTPConnection(scope), receive, send)
        else:
            await self.app(scope, receive, send)

    def misshapen(self, request: HTTPConnection) -> Response | None:
        """The answer to a request that no page of ours makes."""
        scope = request.scope
        path = scope["path"]
        if not self.knows_host(request) or "//" in path or "\\" in path or not path.isprintable():
            return notice(HTTPStatus.BAD_REQUEST)
        form = scope["method"] == "POST" and doors.under(path, doors.PANEL)
        return None if form or scope["method"] in {"GET", "HEAD"} else notice(HTTPStatus.METHOD_NOT_ALLOWED)

    async def turned_away(self, request: HTTPConnection) -> Response | None:
        """The answer to somebody who may not pass; None for the others, with `actor` in the scope."""
        path = request.scope["path"]
        if doors.under(path, doors.OPEN):
            return None
        for_program = doors.under(path, doors.STREAMLIT)
        try:
            if doors.under(path, doors.ENTRANCE):
                await run_in_threadpool(self.ready)
                return None
            actor = await run_in_threadpool(self.who, request.cookies.get(COOKIE), active=not for_program)
        except UNAVAILABLE:
            return (short_notice if for_program else notice)(HTTPStatus.SERVICE_UNAVAILABLE)
        if actor is None:
            return short_notice(HTTPStatus.UNAUTHORIZED) if for_program else to_sign_in(request.scope)
        request.scope["actor"] = actor
        return self.held_up(actor, path)

    def held_up(self, actor: Actor, path: str) -> Response | None:
        """The answer to somebody who has to choose a password first, or has too many pages open."""
        if actor.must_change_password and not doors.under(path, doors.WITHOUT_OWN_PASSWORD):
            return RedirectResponse("/password", HTTPStatus.SEE_OTHER)
        if self.streams.is_full(actor.session_id) and not doors.under(path, (*doors.PANEL, *doors.EXPORTS)):
            return notice(HTTPStatus.CONFLICT)
        return None

    async def socket(self, request: HTTPConnection, receive: Receive, send: Send) -> None:
        """Let the WebSocket of a signed-in person through, and close it when session or rights end."""
        token = request.cookies.get(COOKIE)
        same_origin = urlsplit(request.headers.get("origin", "")).netloc == request.headers.get("host")
        actor = await self.behind(token) if self.knows_host(request) and same_origin else None
        if not isinstance(actor, Actor) or actor.must_change_password or self.streams.is_full(actor.session_id):
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
            return

        async def close_when_ended() -> None:
            code = await self.end_of(token, actor)
            await send({"type": "websocket.close", "code": code})

        watching = asyncio.create_task(close_when_ended())
        try:
            with self.streams.counted(actor.session_id):
                scope = self.streams.own_only(request.scope, actor.session_id)
                await self.app(scope, receive, self.streams.learning(send, actor.session_id))
        finally:
            watching.cancel()

    async def end_of(self, token: str | None, began: Actor) -> int:
        """Wait until the session has ended or the person may do other things than when the tab was opened: why.

        A database that does not answer has ended nothing.
        """
        while True:
            await asyncio.sleep(RECHECK)
            actor = await self.behind(token)
            if actor is None:
                return SIGNED_OUT
            if isinstance(actor, Actor) and actor.grants != began.grants:
                return OTHER_RIGHTS

    async def behind(self, token: str | None) -> Actor | Unknown | None:
        """Who is signed in under `token`; UNKNOWN while the database does not answer."""
        try:
            return await run_in_threadpool(self.who, token, active=False)
        except UNAVAILABLE:
            return UNKNOWN

    def knows_host(self, request: HTTPConnection) -> bool:
        """Whether the request names one of our hosts: a forged name could end up in a link."""
        named = HOST.fullmatch(request.headers.get("host", "").lower())
        return named is not None and named[1].strip("[]") in self.hosts
