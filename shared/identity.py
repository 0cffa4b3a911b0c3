"""Identity numbers: normalised, checked, masked, sealed. The only place that sees one in clear.

Resident identity numbers follow GB 11643-1999: 6 digits region, 8 digits birth, 3 digits sequence, a check digit.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from stdnum.cn import ric
from stdnum.exceptions import ValidationError

from shared.clock import today

INDEX_BYTES, NONCE_BYTES = 16, 12


def normalise(text: str) -> str:
    """Full-width forms to plain ones, no blanks, capital X."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper()


def is_valid(number: str) -> bool:
    """Whether form, birth date (not in the future) and check digit are right.

    An unknown region is no fault: codes were abolished, and demo numbers carry an unassigned one.
    """
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        return False
    try:
        born = ric.get_birth_date(number)
    except ValidationError:
        return False
    return born <= today() and number[-1] == ric.calc_check_digit(number)


def mask(number: str) -> str:
    """`320***********123X`: enough to tell two people apart, not to learn a birthday."""
    return number[:3] + "*" * (len(number) - 7) + number[-4:] if len(number) > 7 else "*" * len(number)


@dataclass(frozen=True)
class Sealed:
    """What is stored of an identity number: `encrypted` (nonce first), the search `index`, `masked`, `valid`."""

    encrypted: bytes
    index: bytes
    masked: str
    valid: bool


class Sealer:
    """Seals and opens identity numbers under the secret key of this deployment."""

    def __init__(self, secret: str) -> None:
        """Derive separate keys for encryption and for the search index."""
        self._index_key = hashlib.sha256(b"suzhu identity index\0" + secret.encode()).digest()
        self._cipher = AESGCM(hashlib.sha256(b"suzhu identity cipher\0" + secret.encode()).digest())

    def index(self, number: str) -> bytes:
        """The keyed hash under which a normalised number is found again."""
        return self._digest(number)[:INDEX_BYTES]

    def encrypt(self, number: str) -> tuple[bytes, bytes]:
        """Encrypted form and search index of a normalised number.

        The nonce comes from the keyed hash, so equal numbers seal equally.
        """
        digest = self._digest(number)
        nonce = digest[INDEX_BYTES : INDEX_BYTES + NONCE_BYTES]
        return nonce + self._cipher.encrypt(nonce, number.encode(), None), digest[:INDEX_BYTES]

    def seal(self, number: str) -> Sealed:
        """All that is stored of a normalised number."""
        encrypted, index = self.encrypt(number)
        return Sealed(encrypted, index, mask(number), is_valid(number))

    def open(self, encrypted: bytes) -> str:
        """The number in clear; the caller must have asked for permission and written the audit row."""
        return self._cipher.decrypt(encrypted[:NONCE_BYTES], encrypted[NONCE_BYTES:], None).decode()

    def _digest(self, number: str) -> bytes:
        return hmac.digest(self._index_key, number.encode(), "sha256")
