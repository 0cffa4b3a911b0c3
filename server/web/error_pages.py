"""Error pages of the server itself, in every language at once where nobody may be signed in yet."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from html import escape
from http import HTTPStatus
from pathlib import Path
from string import Template

from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import Scope

from shared.locale import HTML_LANGUAGES, use_language
from shared.version import PRODUCT_VERSION
from shared.web.error_messages import ERROR_MESSAGES, PAGE_RELOADS, RETRY_AFTER_SECONDS, ErrorMessage
from shared.web.security_headers import content_security_policy
from shared.web.sign_in_redirect import sign_in_url

PAGE_TEMPLATE = Template((Path(__file__).parent / "templates" / "error.html").read_text(encoding="utf-8"))


def csp_hash(text: str) -> str:
    """The CSP source that allows exactly this inline script or style."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _by_language(message: ErrorMessage, languages: Iterable[str] = HTML_LANGUAGES) -> list[tuple[str, str, str]]:
    """(HTML language, title, text) of a message in each language."""
    texts = []
    for code in languages:
        with use_language(code):
            texts.append((HTML_LANGUAGES[code], str(message.title), str(message.text)))
    return texts


def error_page(
    status: int, message: ErrorMessage | None = None, *, languages: Iterable[str] = HTML_LANGUAGES
) -> Response:
    """A self-contained HTML page: what happened and what to do; `languages`: of who reads it, where that is known."""
    headers = _retry_headers(status)
    texts = _by_language(message or (PAGE_RELOADS if headers else _message_of(status)), languages)
    page = PAGE_TEMPLATE.substitute(
        language=texts[0][0],
        title=escape(" · ".join(title for _, title, _ in texts)),
        refresh=f'<meta http-equiv="refresh" content="{RETRY_AFTER_SECONDS}">' if headers else "",
        sections="\n".join(
            f'<section lang="{lang}"><h1>{escape(title)}</h1><p>{escape(text)}</p></section>'
            for lang, title, text in texts
        ),
        product_version=PRODUCT_VERSION,
    )
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]  # type: ignore[index]
    policy = content_security_policy(style_src=csp_hash(style), img_src="'self'")
    return HTMLResponse(page, status, headers | {"Content-Security-Policy": policy})


def plain_text_error(status: int) -> Response:
    """The same for scripts: one line of text."""
    headers = _retry_headers(status)
    texts = _by_language(PAGE_RELOADS if headers else _message_of(status))
    return PlainTextResponse(" / ".join(f"{title}: {text}" for _, title, text in texts), status, headers)


def redirect_to_sign_in(scope: Scope) -> Response:
    """Redirect to the sign-in page, which leads back here."""
    url = sign_in_url(scope["method"], scope["path"], scope["query_string"].decode("ascii"))
    return RedirectResponse(url, HTTPStatus.SEE_OTHER)


def _message_of(status: int) -> ErrorMessage:
    return ERROR_MESSAGES.get(status, ERROR_MESSAGES[HTTPStatus.BAD_REQUEST])


def _retry_headers(status: int) -> dict[str, str]:
    return {"Retry-After": str(RETRY_AFTER_SECONDS)} if status == HTTPStatus.SERVICE_UNAVAILABLE else {}
