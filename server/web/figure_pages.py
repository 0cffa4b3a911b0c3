"""Answers `/figures/<key>`, the page of a figure, which pages show as a drawer, and `/figures`, several as they stood.

The dashboard makes them.
"""

from __future__ import annotations

from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.types import Receive, Scope, Send

from dashboard.figure_page.html_page import Assets
from dashboard.figure_page.page import render_figure_page
from dashboard.figure_page.sheet import render_frozen_sheet
from server.web.base_address import base_address
from server.web.dashboard_shell import STATIC_DIR, STYLESHEETS, file_digest, stylesheet_url
from shared.deployment import deployment
from shared.web.security_headers import content_security_policy

SCRIPT = "figure_drawer.js"
POLICY = content_security_policy(
    script_src="'self'", style_src="'self'", img_src="'self'", connect_src="'self'", form_action="'self'"
)


class FigurePages:
    """The page of one figure, or of those that an address holds, for the actor of the request."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the page, or what is wrong with its address."""
        status, page = await run_in_threadpool(_render, Request(scope))
        response = HTMLResponse(page, status, {"Content-Security-Policy": POLICY})
        await response(scope, receive, send)


def _render(request: Request) -> tuple[HTTPStatus, str]:
    actor, key, params = request.scope["actor"], request.path_params.get("key"), request.query_params
    assets = Assets(
        [stylesheet_url(path) for path in STYLESHEETS], f"/server-static/{SCRIPT}?{file_digest(STATIC_DIR / SCRIPT)}"
    )
    if key is None:
        return render_frozen_sheet(deployment().engine, actor, params, assets)
    return render_figure_page(deployment().engine, actor, key, params, base_address(request), assets)
