"""What this deployment wrote into an address: nobody else can write, change or read it.

AES-SIV (RFC 5297) needs no nonce: the same content about the same subject is sealed alike. The key comes from the
secret of the deployment and travels with the engine, as that of the audit trail does.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from shared.identity_text import SEALED

OPTION = "link_key"
MAX_LENGTH = 6000  # of a sealed text; those of a brief have some 1,200 characters
BLOCK = 16  # bytes of the seal itself, before those of the content


def set_link_key(engine: Engine, secret: str) -> None:
    """Let sessions of this engine seal and open addresses under a key derived from `secret`."""
    engine.update_execution_options(**{OPTION: hashlib.sha512(b"suzhu sealed links\0" + secret.encode()).digest()})


def seal(session: Session, content: bytes, about: Sequence[str]) -> str:
    """`content` as the value of a parameter; it opens only beside the same `about`, the rest of the address."""
    return _write(_cipher(session).encrypt(content, [_subject(about)]))


def open_sealed(session: Session, text: str, about: Sequence[str]) -> bytes | None:
    """What was sealed; None for a text that was not sealed here about the same, or is not whole."""
    sealed = _read(text)
    try:
        return _cipher(session).decrypt(sealed, [_subject(about)]) if sealed else None
    except InvalidTag:
        return None


def _cipher(session: Session) -> AESSIV:
    key = session.connection().get_execution_options().get(OPTION)
    if key is None:
        msg = "this engine has no key for sealed addresses: shared.sealed_links.set_link_key"
        raise RuntimeError(msg)
    return AESSIV(key)


def _subject(about: Sequence[str]) -> bytes:
    return json.dumps(list(about)).encode()


def _write(sealed: bytes) -> str:
    return SEALED + base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def _read(text: str) -> bytes:
    """The bytes of a text that `_write` made; none of any other, nor of one that is too long to be ours."""
    if len(text) > MAX_LENGTH or not text.isascii():
        return b""
    try:
        sealed = base64.urlsafe_b64decode(text[len(SEALED) :] + "=" * (-(len(text) - len(SEALED)) % 4))
    except ValueError:
        return b""
    return sealed if len(sealed) > BLOCK and _write(sealed) == text else b""
