"""Authentication: the actor of every request, HTTP or WebSocket, is looked up before either app sees it."""

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

from server.web import url_prefixes
from server.web.error_pages import error_page, plain_text_error, redirect_to_sign_in
from server.web.url_prefixes import matches_prefix
from server.web.websocket_sessions import WebSocketSessions
from shared.access import Actor
from shared.access.sign_in import COOKIE
from shared.errors import UserError
from shared.web.error_messages import TOO_MANY_PAGES

SESSION_RECHECK_SECONDS = 30.0
"""Seconds between two checks of the session behind an open WebSocket; a revoked one must end within 60."""
HOST_PATTERN = re.compile(r"(\[[0-9a-f:]+\]|[a-z0-9.-]+)(:[0-9]+)?")
CLOSE_POLICY_VIOLATION, CLOSE_SIGNED_OUT, CLOSE_PERMISSIONS_CHANGED = 1008, 4401, 4403  # WebSocket close codes

OUTAGE_ERRORS = (SQLAlchemyError, UserError)
"""What the database raises while it does not answer."""


class UnknownActor(Enum):
    """The database does not answer: whether somebody is signed in cannot be told."""

    UNKNOWN = "unknown"


UNKNOWN_ACTOR = UnknownActor.UNKNOWN


class ActorLookup(Protocol):
    """Finds the actor of a session cookie."""

    def __call__(self, token: str | None, *, active: bool) -> Actor | None:
        """`active` says that somebody is at work, so that the session does not idle out."""


class AuthenticationMiddleware:
    """Passes requests of signed-in users on. `require_ready` raises when the database cannot serve."""

    def __init__(
        self, app: ASGIApp, *, find_actor: ActorLookup, require_ready: Callable[[], None], hosts: frozenset[str]
    ) -> None:
        self.app = app
        self.find_actor = find_actor
        self.require_ready = require_ready
        self.hosts = hosts
        self.websockets = WebSocketSessions()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it here."""
        if scope["type"] == "http":
            request = HTTPConnection(scope)
            response = self.reject_malformed(request) or await self.authenticate_request(request)
            await (response or self.app)(scope, receive, send)
        elif scope["type"] == "websocket":
            await self.authenticate_websocket(HTTPConnection(scope), receive, send)
        else:
            await self.app(scope, receive, send)

    def reject_malformed(self, request: HTTPConnection) -> Response | None:
        """The error page for a request that no page of ours makes."""
        scope = request.scope
        path = scope["path"]
        if not self.is_trusted_host(request) or "//" in path or "\\" in path or not path.isprintable():
            return error_page(HTTPStatus.BAD_REQUEST)
        is_form = scope["method"] == "POST" and matches_prefix(path, url_prefixes.ADMIN_PREFIXES)
        return None if is_form or scope["method"] in {"GET", "HEAD"} else error_page(HTTPStatus.METHOD_NOT_ALLOWED)

    async def authenticate_request(self, request: HTTPConnection) -> Response | None:
        """The response to somebody who is not signed in; None for users, with `actor` in the scope."""
        path = request.scope["path"]
        if matches_prefix(path, url_prefixes.PUBLIC_PREFIXES):
            return None
        is_script = matches_prefix(path, url_prefixes.STREAMLIT_PATHS)
        try:
            if matches_prefix(path, url_prefixes.SIGN_IN_PREFIXES):
                await run_in_threadpool(self.require_ready)
                return None
            actor = await run_in_threadpool(self.find_actor, request.cookies.get(COOKIE), active=not is_script)
        except OUTAGE_ERRORS:
            return (plain_text_error if is_script else error_page)(HTTPStatus.SERVICE_UNAVAILABLE)
        if actor is None:
            return plain_text_error(HTTPStatus.UNAUTHORIZED) if is_script else redirect_to_sign_in(request.scope)
        request.scope["actor"] = actor
        return self.restrict_user(actor, path)

    def restrict_user(self, actor: Actor, path: str) -> Response | None:
        """The response to a user who has to choose a password first, or has too many pages open."""
        if actor.must_change_password and not matches_prefix(path, url_prefixes.TEMPORARY_PASSWORD_PREFIXES):
            return RedirectResponse("/password", HTTPStatus.SEE_OTHER)
        is_dashboard = not matches_prefix(path, (*url_prefixes.ADMIN_PREFIXES, *url_prefixes.EXPORT_PREFIXES))
        if is_dashboard and self.websockets.is_full(actor.session_id):
            return error_page(HTTPStatus.CONFLICT, TOO_MANY_PAGES)
        return None

    async def authenticate_websocket(self, request: HTTPConnection, receive: Receive, send: Send) -> None:
        """Pass the WebSocket of a signed-in user on, and close it when session or permissions end."""
        token = request.cookies.get(COOKIE)
        same_origin = urlsplit(request.headers.get("origin", "")).netloc == request.headers.get("host")
        actor = await self.actor_or_unknown(token) if self.is_trusted_host(request) and same_origin else None
        if not isinstance(actor, Actor) or actor.must_change_password or self.websockets.is_full(actor.session_id):
            await send({"type": "websocket.close", "code": CLOSE_POLICY_VIOLATION})
            return

        async def close_at_session_end() -> None:
            code = await self.wait_for_session_end(token, actor)
            await send({"type": "websocket.close", "code": code})

        watch = asyncio.create_task(close_at_session_end())
        try:
            with self.websockets.count_connection(actor.session_id):
                scope = self.websockets.drop_foreign_session_id(request.scope, actor.session_id)
                await self.app(scope, receive, self.websockets.record_owner(send, actor.session_id))
        finally:
            watch.cancel()

    async def wait_for_session_end(self, token: str | None, initial: Actor) -> int:
        """Wait until the session ends or the user's permissions differ from the `initial` ones; the close code.

        A database that does not answer has ended nothing.
        """
        while True:
            await asyncio.sleep(SESSION_RECHECK_SECONDS)
            actor = await self.actor_or_unknown(token)
            if actor is None:
                return CLOSE_SIGNED_OUT
            if isinstance(actor, Actor) and actor.grants != initial.grants:
                return CLOSE_PERMISSIONS_CHANGED

    async def actor_or_unknown(self, token: str | None) -> Actor | UnknownActor | None:
        """Who is signed in under `token`; UNKNOWN_ACTOR while the database does not answer."""
        try:
            return await run_in_threadpool(self.find_actor, token, active=False)
        except OUTAGE_ERRORS:
            return UNKNOWN_ACTOR

    def is_trusted_host(self, request: HTTPConnection) -> bool:
        """Whether the request names one of our hosts: a forged name could end up in a link."""
        match = HOST_PATTERN.fullmatch(request.headers.get("host", "").lower())
        return match is not None and match[1].strip("[]") in self.hosts
