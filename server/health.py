"""Whether we can work: asked by machines at /healthz, and by the gate before somebody signs in."""

from __future__ import annotations

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send

from server.gate import UNAVAILABLE
from shared.errors import UserError
from shared.locale import _, negotiate_language, use_language


class Health:
    """200 while the database answers and has the right schema; else 503 with a sentence. Needs no sign-in."""

    def __init__(self, ready: Callable[[], None]) -> None:
        self.ready = ready

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer in JSON."""
        with use_language(negotiate_language(Request(scope).headers.get("accept-language", ""))):
            reason = await run_in_threadpool(self.reason)
        body = {"status": "unavailable", "reason": reason} if reason else {"status": "ok"}
        await JSONResponse(body, 503 if reason else 200)(scope, receive, send)

    def reason(self) -> str:
        """What keeps us from working, or nothing."""
        try:
            self.ready()
        except UNAVAILABLE as error:
            return str(error) if isinstance(error, UserError) else _("The database does not answer.")
        return ""
