"""Middleware without a server around it: forwarded client addresses, responses to HEAD."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from server.web.security_headers_middleware import SecurityHeadersMiddleware
from server.web.uvicorn_server import uvicorn_config
from shared.settings import settings

FORGED = (b"x-forwarded-for", b"10.66.6.6")


def call(app: Any, method: str = "GET", client: str = "127.0.0.1") -> tuple[Scope, bytes]:
    """The scope an app got for a request with a forged address, and the body it sent."""
    scope = {
        "type": "http",
        "method": method,
        "path": "/sign-in",
        "headers": [FORGED],
        "client": (client, 1),
        "scheme": "http",
    }
    sent = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request"}

    asyncio.run(app(scope, receive, send))
    return scope, b"".join(message.get("body", b"") for message in sent)


@pytest.mark.parametrize(
    ("trusted", "client", "seen"),
    [
        ("", "127.0.0.1", "127.0.0.1"),
        ("10.0.0.1", "127.0.0.1", "127.0.0.1"),
        ("10.0.0.1, 127.0.0.0/8", "127.0.0.1", "10.66.6.6"),
        ("127.0.0.1", "192.0.2.1", "192.0.2.1"),
    ],
)
def test_addresses_are_believed_from_named_proxies_only(monkeypatch, trusted, client, seen):
    monkeypatch.setattr(settings(), "trusted_proxies", trusted)
    found = []

    async def app(scope: Scope, _receive: Receive, send: Send) -> None:
        found.append(scope["client"][0])
        await PlainTextResponse("")(scope, _receive, send)

    config = uvicorn_config(app)
    config.load()
    call(config.loaded_app, client=client)
    assert found == [seen]


def test_an_answer_to_head_has_no_body():
    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"a body all the same", "more_body": False})

    assert call(SecurityHeadersMiddleware(app, https=False), "HEAD")[1] == b""
    assert call(SecurityHeadersMiddleware(app, https=False), "GET")[1] == b"a body all the same"
