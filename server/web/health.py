"""`/healthz`, for machines that watch the server: whether it can serve."""

from __future__ import annotations

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send

from server.web.auth_middleware import OUTAGE_ERRORS
from shared.errors import UserError
from shared.locale import _, negotiate_language, use_language


class HealthEndpoint:
    """200 while the database answers and has the right schema; else 503 with the reason. Needs no sign-in."""

    def __init__(self, require_ready: Callable[[], None]) -> None:
        self.require_ready = require_ready

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer in JSON."""
        with use_language(negotiate_language(Request(scope).headers.get("accept-language", ""))):
            reason = await run_in_threadpool(self.outage_reason)
        body = {"status": "unavailable", "reason": reason} if reason else {"status": "ok"}
        await JSONResponse(body, 503 if reason else 200)(scope, receive, send)

    def outage_reason(self) -> str:
        """Why the server cannot serve; empty when it can."""
        try:
            self.require_ready()
        except OUTAGE_ERRORS as error:
            return str(error) if isinstance(error, UserError) else _("The database is not responding.")
        return ""
