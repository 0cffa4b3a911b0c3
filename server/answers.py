"""What the front door itself answers, in both languages at once: nobody may be signed in yet."""

from __future__ import annotations

import base64
import hashlib
import re
from html import escape
from http import HTTPStatus
from pathlib import Path
from string import Template
from urllib.parse import quote

from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import Scope

from server.headers import NOTHING_ALLOWED
from shared.identity_text import without_numbers
from shared.locale import HTML_LANGUAGES, use_language
from shared.locale import lazy as _l

RETRY_AFTER = 5
"""Seconds until a page that waits for the database asks again."""

PAGE = Template((Path(__file__).parent / "templates" / "notice.html").read_text(encoding="utf-8"))

SENTENCES = {
    400: (_l("This address cannot be read"), _l("Check the address, or start from the first page.")),
    401: (_l("You are signed out"), _l("Please sign in again.")),
    404: (_l("There is no such page"), _l("Check the address, or start from the first page.")),
    405: (_l("This cannot be done here"), _l("Go back and use the buttons of the page.")),
    409: (
        _l("Too many pages are open"),
        _l("This browser has all the pages of the dashboard open that it may. Close some, then load this one again."),
    ),
    429: (_l("Too many files at once"), _l("Wait until those under way have arrived, then take this one.")),
    500: (
        _l("Something went wrong here"),
        _l("Nothing was saved. Try again; if it stays, tell your administrator."),
    ),
    503: (
        _l("The records cannot be reached just now"),
        _l("Nothing is lost. This page tries again by itself every few seconds."),
    ),
}


def content_hash(text: str) -> str:
    """The CSP source that allows exactly this inline script or style."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _said(status: int) -> list[tuple[str, str, str]]:
    """(HTML language, title, sentence) for each language."""
    found = []
    for code, html_language in HTML_LANGUAGES.items():
        with use_language(code):
            title, sentence = SENTENCES[status]
            found.append((html_language, str(title), str(sentence)))
    return found


def notice(status: int) -> Response:
    """A self-contained page for people that says what happened and what to do."""
    said = _said(status)
    headers = _headers(status)
    page = PAGE.substitute(
        title=escape(" · ".join(title for _, title, _ in said)),
        refresh=f'<meta http-equiv="refresh" content="{RETRY_AFTER}">' if headers else "",
        sections="\n".join(
            f'<section lang="{lang}"><h1>{escape(title)}</h1><p>{escape(text)}</p></section>'
            for lang, title, text in said
        ),
    )
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]  # type: ignore[index]
    policy = f"{NOTHING_ALLOWED}; style-src {content_hash(style)}; img-src 'self'"
    return HTMLResponse(page, status, headers | {"Content-Security-Policy": policy})


def short_notice(status: int) -> Response:
    """The same for programs: one line of text."""
    text = " / ".join(f"{title}: {sentence}" for _, title, sentence in _said(status))
    return PlainTextResponse(text, status, _headers(status))


def to_sign_in(scope: Scope) -> Response:
    """Off to the sign-in page, and back here afterwards, also to a form; after any other act to the first page."""
    query = scope["query_string"].decode("ascii")
    if scope["path"].startswith("/admin"):
        query = without_numbers(query)
    is_page = scope["method"] != "POST" or scope["path"].endswith(("/new/", "/edit/"))
    back = quote(scope["path"]) + (f"?{query}" if query else "") if is_page else "/admin/"
    return RedirectResponse(f"/sign-in?next={quote(back, safe='/')}", HTTPStatus.SEE_OTHER)


def _headers(status: int) -> dict[str, str]:
    return {"Retry-After": str(RETRY_AFTER)} if status == HTTPStatus.SERVICE_UNAVAILABLE else {}
