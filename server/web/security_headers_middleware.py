"""Security headers on every response, whichever app made it."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.web.url_prefixes import STREAMLIT_PATHS, matches_prefix
from shared.web.security_headers import DEFAULT_HEADERS


class SecurityHeadersMiddleware:
    """Adds the headers that a response did not set itself."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self.app = app
        self.headers = DEFAULT_HEADERS | ({"Strict-Transport-Security": "max-age=31536000"} if https else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; complete the headers of its response."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.body" and scope["method"] == "HEAD":
                message = {**message, "body": b""}  # an app may have sent a body all the same
            if message["type"] in {"http.response.start", "websocket.http.response.start"}:
                headers = MutableHeaders(scope=message)
                if matches_prefix(scope["path"], STREAMLIT_PATHS):
                    headers["Cache-Control"] = "no-store"  # Streamlit would let the browser cache and revalidate
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers)
