"""Error pages of the server itself, in every language at once: nobody may be signed in yet."""

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

from server.web.security_headers import CSP_DENY_ALL
from shared.identity_text import without_numbers
from shared.locale import HTML_LANGUAGES, use_language
from shared.locale import lazy as _l

RETRY_AFTER = 5
"""Seconds after which a page that waits for the database reloads itself."""

PAGE_TEMPLATE = Template((Path(__file__).parent / "templates" / "error.html").read_text(encoding="utf-8"))

ERROR_MESSAGES = {
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
"""Title and message of each status."""


def csp_hash(text: str) -> str:
    """The CSP source that allows exactly this inline script or style."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _messages_by_language(status: int) -> list[tuple[str, str, str]]:
    """(HTML language, title, message) for each language."""
    messages = []
    for code, html_language in HTML_LANGUAGES.items():
        with use_language(code):
            title, message = ERROR_MESSAGES[status]
            messages.append((html_language, str(title), str(message)))
    return messages


def error_page(status: int) -> Response:
    """A self-contained HTML page: what happened and what to do."""
    messages = _messages_by_language(status)
    headers = _retry_headers(status)
    page = PAGE_TEMPLATE.substitute(
        title=escape(" · ".join(title for _, title, _ in messages)),
        refresh=f'<meta http-equiv="refresh" content="{RETRY_AFTER}">' if headers else "",
        sections="\n".join(
            f'<section lang="{lang}"><h1>{escape(title)}</h1><p>{escape(message)}</p></section>'
            for lang, title, message in messages
        ),
    )
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]  # type: ignore[index]
    policy = f"{CSP_DENY_ALL}; style-src {csp_hash(style)}; img-src 'self'"
    return HTMLResponse(page, status, headers | {"Content-Security-Policy": policy})


def plain_text_error(status: int) -> Response:
    """The same for scripts: one line of text."""
    text = " / ".join(f"{title}: {message}" for _, title, message in _messages_by_language(status))
    return PlainTextResponse(text, status, _retry_headers(status))


def redirect_to_sign_in(scope: Scope) -> Response:
    """Redirect to the sign-in page, which leads back to this page or form; after any other POST to the first page.

    Identity numbers are taken out of the query, so that none stands in an address.
    """
    query = scope["query_string"].decode("ascii")
    if scope["path"].startswith("/admin"):
        query = without_numbers(query)
    is_page = scope["method"] != "POST" or scope["path"].endswith(("/new/", "/edit/"))
    back = quote(scope["path"]) + (f"?{query}" if query else "") if is_page else "/admin/"
    return RedirectResponse(f"/sign-in?next={quote(back, safe='/')}", HTTPStatus.SEE_OTHER)


def _retry_headers(status: int) -> dict[str, str]:
    return {"Retry-After": str(RETRY_AFTER)} if status == HTTPStatus.SERVICE_UNAVAILABLE else {}
