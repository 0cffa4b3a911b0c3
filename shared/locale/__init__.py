"""Messages in the person's language. English is the source text; zh_CN/<package>.po holds the Chinese.

One catalogue a package (shared, admin, dashboard, server, seed); all are read as one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

from babel.core import negotiate_locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.support import LazyProxy

from .counted_sentences import CountedSentence

ENGLISH, CHINESE = "en", "zh_CN"
LANGUAGES = {CHINESE: "中文", ENGLISH: "English"}
LANGUAGES_BY_SHORT_CODE = {"zh": CHINESE, "en": ENGLISH}
"""Codes for commands and addresses."""
HTML_LANGUAGES = {CHINESE: "zh-CN", ENGLISH: "en"}
CATALOGUES = Path(__file__).parent

_language: ContextVar[str] = ContextVar("language", default=CHINESE)


@lru_cache
def messages(language: str) -> dict[str, str]:
    """All translated messages of a language, by their English text."""
    texts: dict[str, str] = {}
    for path in sorted((CATALOGUES / language).glob("*.po")):
        with path.open("rb") as file:
            catalogue: Catalog = read_po(file)
        texts.update({str(m.id): str(m.string) for m in catalogue if m.id and m.string and not m.fuzzy})
    return texts


def current_language() -> str:
    """The language now spoken: `zh_CN` or `en`."""
    return _language.get()


def short_code() -> str:
    """The current language as commands and addresses write it: `zh` or `en`."""
    return next(short for short, code in LANGUAGES_BY_SHORT_CODE.items() if code == current_language())


def set_language(code: str) -> None:
    """Speak `code` from now on in this context (a request, a rerun, a command)."""
    _language.set(code if code in LANGUAGES else CHINESE)


@contextmanager
def use_language(code: str) -> Iterator[None]:
    """Speak `code` inside the block only."""
    token = _language.set(code if code in LANGUAGES else CHINESE)
    try:
        yield
    finally:
        _language.reset(token)


def negotiate_language(accept_language: str) -> str:
    """The best language for a browser's Accept-Language header; Chinese when it asks for neither."""
    requested = [part.split(";")[0].strip().replace("-", "_") for part in accept_language.split(",")]
    full_codes = {"zh": CHINESE, "zh_Hans": CHINESE, "zh_Hans_CN": CHINESE}
    requested = [full_codes.get(code, ENGLISH if code.startswith("en") else code) for code in requested]
    return negotiate_locale(requested, list(LANGUAGES)) or CHINESE


def _(text: str) -> str:
    """`text` in the language now spoken."""
    if _language.get() == ENGLISH:
        return CountedSentence(text) if "{" in text else text
    return messages(_language.get()).get(text, text)


def lazy(text: str) -> LazyProxy:
    """`text`, translated each time it is shown: for names declared when a module loads."""
    return LazyProxy(_, text, enable_cache=False)
