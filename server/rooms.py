"""The rooms behind the gate: which address leads to the dashboard, the panel, a file, or nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import cast

from a2wsgi import WSGIMiddleware
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.types import ASGIApp
from streamlit.starlette import App

from server import doors
from server.answers import notice
from server.assets import FOR_A_DAY, FOREVER, Assets
from server.gate import Gate, Who
from server.headers import Headers
from server.health import Health
from server.page import STREAMLIT, STYLE, DashboardPage
from server.spooling import Spooling
from shared.settings import ROOT, Settings

OWN_FILES = Path(__file__).parent / "static"
REFERENCE = ROOT / "seed" / "reference"

# Each worker serves one request of the panel at a time. Files have workers of their own, long ones apart from figures.
PANEL_WORKERS = 12
EXPORT_WORKERS = 3


def compose(
    settings: Settings,
    *,
    panel: Callable[..., Iterable[bytes]],
    dashboard: Path,
    pages: Iterable[str],
    who: Who,
    ready: Callable[[], None],
) -> ASGIApp:
    """Both apps behind the gate. `who` finds the actor of a cookie, `ready` raises if we cannot work.

    `pages` are the addresses of the dashboard's pages besides "/".
    """
    streamlit = App(dashboard)
    hosts = frozenset(name.strip().lower() for name in (*settings.trusted_hosts.split(","), settings.host))
    inside = Starlette(
        routes=[
            Route("/healthz", Health(ready)),
            Route("/static/{name:path}", Assets(STREAMLIT / "static", "**/*", FOREVER)),
            Route("/front/{name}", Assets(OWN_FILES, "*", FOR_A_DAY)),
            Route("/dashboard-static/{name}", Assets(STYLE.parent, "*", FOREVER)),
            Route("/geo/{name}", Assets(REFERENCE, "*.geojson", FOR_A_DAY)),
            *_routes(doors.PANEL, _working(panel, PANEL_WORKERS)),
            *_routes(doors.RECORDS, Spooling(_working(panel, EXPORT_WORKERS))),
            *_routes(doors.EXPORTS, Spooling(_working(panel, EXPORT_WORKERS))),
            *(Route(path, streamlit) for path in doors.STREAMLIT),
            WebSocketRoute(doors.STREAM, streamlit),
            Route("/favicon.png", _mark),
            *(Route(path, DashboardPage()) for path in ("/", *pages)),
        ],
        middleware=[Middleware(Gate, who=who, ready=ready, hosts=hosts)],
        exception_handlers={HTTPException: _answer, Exception: _answer},
        lifespan=streamlit.lifespan(),
    )
    inside.router.redirect_slashes = False
    return Headers(inside, https=settings.https)


def _working(app: Callable[..., Iterable[bytes]], workers: int) -> ASGIApp:
    return cast("ASGIApp", WSGIMiddleware(app, workers=workers))


def _routes(prefixes: tuple[str, ...], app: ASGIApp) -> list[BaseRoute]:
    """The doors and all below them, with their paths left whole: Flask knows its own prefixes."""
    return [Route(path, app) for door in prefixes for path in (door, f"{door}/{{rest:path}}")]


async def _mark(_request: Request) -> Response:
    """Our mark, under the name Streamlit asks for when a page sets no icon."""
    return FileResponse(OWN_FILES / "mark.svg", headers={"Cache-Control": FOR_A_DAY})


def _answer(_request: Request, problem: Exception) -> Response:
    return notice(problem.status_code if isinstance(problem, HTTPException) else 500)
