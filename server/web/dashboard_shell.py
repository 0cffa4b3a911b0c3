"""The HTML page that the dashboard runs in: Streamlit's, in the user's language, and our first content."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import Protocol

import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.types import Receive, Scope, Send

from server.web.compression import choose_encoding, compress, encoding_headers
from server.web.error_pages import csp_hash
from shared.access import Actor
from shared.locale import CHINESE, HTML_LANGUAGES, _, use_language
from shared.locale import lazy as _l
from shared.settings import ROOT
from shared.version import PRODUCT
from shared.web.security_headers import content_security_policy

STREAMLIT_DIR = Path(streamlit.__file__).parent / "static"
ROOT_ELEMENT = '<div id="root">'
CHART_PLACE = 'class="sz-element-place"'
"""What stands in the first content where Streamlit will draw a chart."""
INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
STYLESHEETS = [ROOT / "dashboard" / "static" / name for name in ("dashboard.css", "figure.css")]
STATIC_DIR = Path(__file__).parent / "static"
SCRIPTS = ("connection.js", "static_page.js", "links.js", "figure_drawer.js")
CONNECTION_LOST = _l(
    "The connection to the server is lost. The page shows its last content and is updated when the "
    "connection is back. If it is not, check your network and reload the page."
)
# Outside of what Streamlit draws, so that it survives every rerun: the skip link, announcements for screen readers,
# and the message shown while there is no connection.
PERMANENT_ELEMENTS = (
    '<a class="sz-skip" href="#headline">{skip}</a>'
    '<p id="sz-live-region" class="sz-hidden" role="status" aria-live="polite"></p>'
    '<p id="sz-connection-notice" role="alert" data-message="{lost}" hidden></p>'
)


class Content(Protocol):
    """What a page shows before Streamlit has started."""

    @property
    def title(self) -> str:
        """The title of the window."""

    @property
    def html(self) -> str:
        """Its content, escaped, without scripts."""


ContentRenderer = Callable[[Actor, str, Mapping[str, str]], Content | None]
"""Draws the page at a path ("" at the root) for an actor and the parameters of the address."""


class DashboardShell:
    """Answers every page address of the dashboard: its content at once as HTML, then as Streamlit draws it."""

    def __init__(self, render_content: ContentRenderer) -> None:
        self.render_content = render_content

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the page in the actor's language."""
        encoding = choose_encoding(Request(scope).headers.get("accept-encoding", ""))
        page = render_index_html(scope["actor"].language)
        body = await run_in_threadpool(self._render, page, Request(scope), encoding)
        headers = {"Content-Security-Policy": page_policy(page)} | encoding_headers(encoding)
        await HTMLResponse(body, headers=headers)(scope, receive, send)

    def _render(self, page: str, request: Request, encoding: str) -> bytes:
        content = self.render_content(request["actor"], request.url.path.strip("/"), request.query_params)
        return compress(insert_content(page, content).encode(), encoding)


def insert_content(page: str, content: Content | None) -> str:
    """The page with its first content, which Streamlit replaces."""
    if content is None:
        return page
    page = page.replace(f"<title>{PRODUCT}</title>", f"<title>{escape(content.title)}</title>", 1)
    early = _chart_script_tag() if CHART_PLACE in content.html else ""
    return page.replace(ROOT_ELEMENT, f"{content.html}{early}{ROOT_ELEMENT}", 1)


@cache
def _chart_script_tag() -> str:
    """Fetches what draws charts, more than half of all that is sent, while Streamlit starts: it asks for it at the end.

    ValueError when a Streamlit release has none, or several.
    """
    (script,) = (STREAMLIT_DIR / "static" / "js").glob("PlotlyChart.*.js")
    return f'<link rel="modulepreload" crossorigin href="./static/js/{script.name}" fetchpriority="low" />'


@cache
def render_index_html(code: str) -> str:
    """Streamlit's index.html with our language, name, mark and texts. KeyError when a Streamlit release changed it."""
    page = (STREAMLIT_DIR / "index.html").read_text(encoding="utf-8")
    page = re.sub(r"<!--.*?-->\s*", "", page, flags=re.DOTALL)
    with use_language(code):
        no_script = escape(_("Enable JavaScript in your browser to see the dashboard."))
        skip, lost = escape(_("Skip to content")), escape(str(CONNECTION_LOST))
    for old, new in {
        r'<html lang="en">': f'<html lang="{HTML_LANGUAGES.get(code, HTML_LANGUAGES[CHINESE])}">',
        r"<title>.*?</title>": f"<title>{PRODUCT}</title>",
        r'<link rel="shortcut icon"[^>]*>': '<link rel="shortcut icon" href="/server-static/mark.svg" />',
        r'<link\s+rel="preload"[^>]*as="font"[^>]*>': "",  # the system's own typeface is used
        r'<link rel="service-desc"[^>]*>': "",  # points at an interface that is closed here
        r"<script>": _script_tags() + "<script>",
        ROOT_ELEMENT: ROOT_ELEMENT,
        r"<body>": f"<body>{PERMANENT_ELEMENTS.format(skip=skip, lost=lost)}",
        r"<noscript>.*?</noscript>": f"<noscript><p>{no_script}</p></noscript>",
        r"</body>": _style_tags() + "</body>",
    }.items():
        page, count = re.subn(old, new, page, count=1, flags=re.DOTALL)
        if not count:
            raise KeyError(old)
    return page


def _script_tags() -> str:
    """Our scripts, under addresses that change with their content: an upgrade must not meet old ones."""
    return "".join(
        f'<script src="/server-static/{name}?{file_digest(STATIC_DIR / name)}"></script>' for name in SCRIPTS
    )


def _style_tags() -> str:
    return "".join(f'<link rel="stylesheet" href="{stylesheet_url(path)}" />' for path in STYLESHEETS)


def stylesheet_url(path: Path) -> str:
    """The address of a style sheet; it changes with its content."""
    return f"/dashboard-static/{path.name}?{file_digest(path)}"


def file_digest(path: Path) -> str:
    """A version for the file's address: it changes with the content, so browsers may cache the file for ever."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


@cache
def page_policy(page: str) -> str:
    """The content security policy of the page: our own origin, and the inline script it holds."""
    scripts = " ".join(csp_hash(script) for script in INLINE_SCRIPT.findall(page))
    return content_security_policy(
        script_src=f"'self' {scripts}",
        style_src="'self' 'unsafe-inline'",  # Streamlit and Plotly style elements while they draw
        img_src="'self' data: blob:",
        connect_src="'self'",
        form_action="'self'",
    )
