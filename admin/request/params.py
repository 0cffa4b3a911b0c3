"""The query parameters of a list. Names and numbers of people never stand in an address in clear.

They go by POST, and on into the address encrypted: nobody reads them in a history or a log, and only who typed them can
have them opened. So pages, filters and links back work as ever. Days, months, codes of regions, numbers of records and
what a list offers to choose stand there as they are; pinyin and digits look like keys, so each filter says what is one.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable, Iterable
from typing import Any, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import g, request
from werkzeug.datastructures import MultiDict

from admin.request import context
from shared.identity_text import CURSORS, SEALED, is_allowed_text, looks_typed, redact, without_numbers
from shared.locale import _

QueryParams = MultiDict[str, str]
BLOCK, NONCE, MAX_AUDIT_TEXT = 32, 12, 300
MAX_NUMBER_DIGITS = 15


def query_params() -> QueryParams:
    """The parameters of this request, decrypted, each once; without what cannot be or may be a person's number.

    A parameter without a value means nothing; a cursor without one is a broken link.
    """
    if "query_params" not in g:
        parts = dict.fromkeys((name, _decode_value(name, value)) for name, value in request.args.items(multi=True))
        g.query_params = MultiDict(
            (name, text) for name, text in parts if text or (name in CURSORS and text is not None)
        )
        g.ignored_params = [name for name, text in parts if text is None]
    return cast("QueryParams", g.query_params)


def ignored_params() -> list[str]:
    """Parameters of this request that are not used."""
    query_params()
    return cast("list[str]", g.ignored_params)


def ignored_params_message() -> str:
    """Why some parameters are not used."""
    return _("Names and identity numbers are not taken from a web address. Enter them in the fields on this page.")


def encode_params(
    arguments: Iterable[tuple[str, str]], is_chosen: Callable[[str, str], bool] = lambda _name, _value: False
) -> dict[str, Any]:
    """Parameters as they may stand in an address: in clear only what was chosen, as the list says, and not typed."""
    encoded: dict[str, list[str]] = {}
    for name, value in arguments:
        if value:
            encoded.setdefault(name, []).append(value if is_chosen(name, value) else _encrypt(value))
    return encoded


def parse_number(text: str) -> int | None:
    """The number of a record or a version that a hidden field says; None for anything else, however long."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MAX_NUMBER_DIGITS else None


def return_path() -> str:
    """The address of this request without what may be a person's number, to come back to."""
    query = without_numbers(request.query_string.decode("ascii", "replace"))
    return f"{request.path}?{query}" if query else request.path


def audit_text() -> str:
    """The arguments of this request for the audit trail, without numbers of people."""
    parts = ((name, value) for name, value in query_params().items(multi=True) if value and name not in CURSORS)
    pairs = (f"{name}={value if looks_typed(name, value) else redact(value)}" for name, value in parts)
    return "&".join(pairs)[:MAX_AUDIT_TEXT]


def _decode_value(name: str, value: str) -> str | None:
    """The text behind a value of the address; None for one that is not used."""
    if value.startswith(SEALED):
        return _decrypt(value)
    return value if is_allowed_text(name, value) else None


def _encrypt(text: str) -> str:
    """The same text is sealed alike, so that a page keeps its address; its length is hidden among others."""
    padded = text.encode().ljust(-(-len(text.encode()) // BLOCK) * BLOCK, b"\0")
    nonce = hmac.digest(_key(), padded + _owner(), "sha256")[:NONCE]
    sealed = nonce + AESGCM(_key()).encrypt(nonce, padded, _owner())
    return SEALED + base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def _decrypt(value: str) -> str | None:
    try:
        sealed = base64.urlsafe_b64decode(value[1:] + "==")
        return AESGCM(_key()).decrypt(sealed[:NONCE], sealed[NONCE:], _owner()).rstrip(b"\0").decode()
    except (ValueError, InvalidTag):
        return None


def _key() -> bytes:
    return hashlib.sha256(b"suzhu addresses\0" + context.deployment().cookie_key).digest()


def _owner() -> bytes:
    return str(context.actor().account_id).encode()
