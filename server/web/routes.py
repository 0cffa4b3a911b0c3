"""Which address leads to the dashboard, the admin app, a file, or nowhere."""

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

from server.web import url_prefixes
from server.web.auth_middleware import ActorLookup, AuthenticationMiddleware
from server.web.brief_files import BriefFiles
from server.web.dashboard_shell import STATIC_DIR, STREAMLIT_DIR, STYLESHEETS, ContentRenderer, DashboardShell
from server.web.download_spooling import SpoolingMiddleware
from server.web.error_pages import error_page
from server.web.figure_pages import FigurePages
from server.web.health import HealthEndpoint
from server.web.security_headers_middleware import SecurityHeadersMiddleware
from server.web.static_files import CACHE_IMMUTABLE, CACHE_ONE_DAY, CachedStaticFiles
from shared.locale import HTML_LANGUAGES
from shared.settings import ROOT, Settings
from shared.web.trusted_hosts import trusted_hosts

GEO_DIR = ROOT / "seed" / "reference"

# A worker serves one request of the admin app at a time. Files have workers of their own, long ones apart from figures.
ADMIN_WORKERS = 12
EXPORT_WORKERS = 3


def create_gateway(
    settings: Settings,
    *,
    admin_app: Callable[..., Iterable[bytes]],
    dashboard_script: Path,
    dashboard_paths: Iterable[str],
    render_content: ContentRenderer,
    find_actor: ActorLookup,
    require_ready: Callable[[], None],
) -> ASGIApp:
    """Both apps behind authentication and security headers.

    `dashboard_paths` are the addresses of the dashboard's pages besides "/"; `render_content` draws one as HTML.
    `find_actor` looks up the actor of a cookie; `require_ready` raises when the database cannot serve.
    """
    streamlit = App(dashboard_script)
    app = Starlette(
        routes=[
            Route("/healthz", HealthEndpoint(require_ready)),
            *_static_routes(),
            *_prefix_routes(url_prefixes.ADMIN_PREFIXES, _wsgi_pool(admin_app, ADMIN_WORKERS)),
            *_export_routes(admin_app),
            *(Route(path, streamlit) for path in url_prefixes.STREAMLIT_PATHS),
            WebSocketRoute(url_prefixes.WEBSOCKET_PATH, streamlit),
            *_dashboard_routes(render_content, dashboard_paths),
        ],
        middleware=[
            Middleware(
                AuthenticationMiddleware,
                find_actor=find_actor,
                require_ready=require_ready,
                hosts=trusted_hosts(settings),
            )
        ],
        exception_handlers={HTTPException: handle_http_exception, Exception: handle_http_exception},
        lifespan=streamlit.lifespan(),
    )
    app.router.redirect_slashes = False
    return SecurityHeadersMiddleware(app, https=settings.https)


def _static_routes() -> list[BaseRoute]:
    return [
        Route("/static/{name:path}", CachedStaticFiles(STREAMLIT_DIR / "static", "**/*", CACHE_IMMUTABLE)),
        Route("/server-static/{name}", CachedStaticFiles(STATIC_DIR, "*", CACHE_ONE_DAY)),
        Route("/dashboard-static/{name}", CachedStaticFiles(STYLESHEETS[0].parent, "*", CACHE_IMMUTABLE)),
        Route("/geo/{name}", CachedStaticFiles(GEO_DIR, "*.geojson", CACHE_ONE_DAY)),
        Route("/favicon.png", favicon),
    ]


def _export_routes(admin_app: Callable[..., Iterable[bytes]]) -> list[BaseRoute]:
    """Files: briefs, which the dashboard makes, and those of records and of figures, each with workers of its own."""
    return [
        Route(f"{url_prefixes.BRIEF_PATH}.{{kind}}", BriefFiles()),
        *_prefix_routes(url_prefixes.RECORD_EXPORT_PREFIXES, _export_pool(admin_app)),
        *_prefix_routes(url_prefixes.EXPORT_PREFIXES, _export_pool(admin_app)),
    ]


def _dashboard_routes(render_content: ContentRenderer, paths: Iterable[str]) -> list[BaseRoute]:
    """The pages, and those of figures, which open inside them."""
    pages = [Route(path, DashboardShell(render_content)) for path in ("/", *paths)]
    prefix = url_prefixes.FIGURE_PREFIX
    return [Route(prefix, FigurePages()), Route(f"{prefix}/{{key}}", FigurePages()), *pages]


def _wsgi_pool(app: Callable[..., Iterable[bytes]], workers: int) -> ASGIApp:
    return cast("ASGIApp", WSGIMiddleware(app, workers=workers))


def _export_pool(app: Callable[..., Iterable[bytes]]) -> ASGIApp:
    return SpoolingMiddleware(_wsgi_pool(app, EXPORT_WORKERS))


def _prefix_routes(prefixes: tuple[str, ...], app: ASGIApp) -> list[BaseRoute]:
    """The prefixes and all below them, with their paths left whole: Flask knows its own prefixes."""
    return [Route(path, app) for prefix in prefixes for path in (prefix, f"{prefix}/{{rest:path}}")]


async def favicon(_request: Request) -> Response:
    """The product's mark, under the name Streamlit requests when a page sets no icon."""
    return FileResponse(STATIC_DIR / "mark.svg", headers={"Cache-Control": CACHE_ONE_DAY})


def handle_http_exception(request: Request, error: Exception) -> Response:
    """The error page of an HTTP error; 500 for any other exception."""
    actor = request.scope.get("actor")
    languages = [actor.language] if actor else HTML_LANGUAGES
    return error_page(error.status_code if isinstance(error, HTTPException) else 500, languages=languages)
