"""The address that people reach the server at, without the slash at its end: for links that leave the page."""

from __future__ import annotations

from starlette.requests import Request

from shared.settings import settings


def base_address(request: Request) -> str:
    """Scheme and host of a request; https where a proxy in front speaks it."""
    base = request.base_url.replace(scheme="https") if settings().https else request.base_url
    return str(base).rstrip("/")
