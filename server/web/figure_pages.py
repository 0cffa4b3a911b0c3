"""Answers `/figures/<key>`: the page of a figure, made by the dashboard and shown inside its pages as a drawer."""

from __future__ import annotations

from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.types import Receive, Scope, Send

from dashboard.figure_page.page import Assets, render_figure_page
from server.web.base_address import base_address
from server.web.dashboard_shell import STATIC_DIR, STYLESHEETS, file_digest, stylesheet_url
from shared.deployment import deployment
from shared.web.security_headers import content_security_policy

SCRIPT = "figure_drawer.js"
POLICY = content_security_policy(
    script_src="'self'", style_src="'self'", img_src="'self'", connect_src="'self'", form_action="'self'"
)


class FigurePages:
    """The page of one figure for the actor of the request."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the page, or what is wrong with its address."""
        status, page = await run_in_threadpool(_render, Request(scope))
        response = HTMLResponse(page, status, {"Content-Security-Policy": POLICY})
        await response(scope, receive, send)


def _render(request: Request) -> tuple[HTTPStatus, str]:
    actor, key = request.scope["actor"], request.path_params["key"]
    assets = Assets(
        [stylesheet_url(path) for path in STYLESHEETS], f"/server-static/{SCRIPT}?{file_digest(STATIC_DIR / SCRIPT)}"
    )
    return render_figure_page(deployment().engine, actor, key, request.query_params, base_address(request), assets)
