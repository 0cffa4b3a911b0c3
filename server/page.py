"""The one HTML page of the dashboard: Streamlit's, in the person's language, under our name and in our style."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from html import escape
from pathlib import Path

import streamlit
from starlette.responses import HTMLResponse
from starlette.types import Receive, Scope, Send

from server.answers import content_hash
from shared.locale import CHINESE, HTML_LANGUAGES, _, use_language
from shared.locale import lazy as _l
from shared.settings import ROOT

STREAMLIT = Path(streamlit.__file__).parent / "static"
SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
STYLE = ROOT / "dashboard" / "static" / "dashboard.css"
OWN_SCRIPTS = '<script src="/front/connection.js"></script>\n    <script src="/front/links.js"></script>\n    '
LOST = _l(
    "The connection to the server is lost. What you see is from before; the page comes back by itself as soon as the "
    "server answers. If it does not, check your network and load the page again."
)
# Stands beside what Streamlit draws, so that it survives every rerun: the way past the frame, what a screen reader
# is told after a choice, and what everybody is told while there is no connection.
OUTSIDE = (
    '<a class="sz-skip" href="#answer">{skip}</a>'
    '<p id="sz-spoken" class="sz-hidden" role="status" aria-live="polite"></p>'
    '<p id="sz-lost" role="alert" data-says="{lost}" hidden></p>'
)


class DashboardPage:
    """Answers every page address of the dashboard; the script behind it draws the rest over the WebSocket."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the page in the language of the actor the gate let in."""
        page = in_language(scope["actor"].language)
        response = HTMLResponse(page, headers={"Content-Security-Policy": policy(page)})
        await response(scope, receive, send)


@cache
def in_language(code: str) -> str:
    """Streamlit's index.html with our language, name, mark and words. KeyError when a release changed it."""
    page = (STREAMLIT / "index.html").read_text(encoding="utf-8")
    page = re.sub(r"<!--.*?-->\s*", "", page, flags=re.DOTALL)
    with use_language(code):
        no_script = escape(_("Switch JavaScript on in your browser to see the dashboard."))
        skip, lost = escape(_("Skip to the content")), escape(str(LOST))
    for old, new in {
        r'<html lang="en">': f'<html lang="{HTML_LANGUAGES.get(code, HTML_LANGUAGES[CHINESE])}">',
        r"<title>.*?</title>": "<title>苏助 Suzhu</title>",
        r'<link rel="shortcut icon"[^>]*>': '<link rel="shortcut icon" href="/front/mark.svg" />',
        r'<link\s+rel="preload"[^>]*as="font"[^>]*>': "",  # the system's own typeface is used
        r'<link rel="service-desc"[^>]*>': "",  # points at an interface the gate keeps closed
        r"<script>": OWN_SCRIPTS + "<script>",
        r"<body>": f"<body>{OUTSIDE.format(skip=skip, lost=lost)}",
        r"<noscript>.*?</noscript>": f"<noscript><p>{no_script}</p></noscript>",
        r"</body>": f'<link rel="stylesheet" href="/dashboard-static/{STYLE.name}?{digest(STYLE)}" /></body>',
    }.items():
        page, found = re.subn(old, new, page, count=1, flags=re.DOTALL)
        if not found:
            raise KeyError(old)
    return page


def digest(path: Path) -> str:
    """A word that changes with the file: what the browser keeps under it is right forever."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


@cache
def policy(page: str) -> str:
    """The content security policy of the page: our own origin, and the inline script it holds."""
    scripts = " ".join(content_hash(script) for script in SCRIPT.findall(page))
    rules = (
        "default-src 'none'",
        f"script-src 'self' {scripts}",
        "style-src 'self' 'unsafe-inline'",  # Streamlit and Plotly style elements while they draw
        "img-src 'self' data: blob:",
        "font-src 'self' data:",  # one formula font stands inside Streamlit's style sheet
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
    return "; ".join(rules)
