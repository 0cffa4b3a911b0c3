"""Identity numbers: normalised, checked, masked, sealed. The only place that sees one in clear.

Resident identity numbers follow GB 11643-1999: 6 digits region, 8 digits birth, 3 digits sequence, a check digit.
Residence permits of Hong Kong, Macau and Taiwan and the newer card of foreigners are built alike.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from datetime import date
from enum import Enum

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from stdnum.cn import ric
from stdnum.exceptions import ValidationError

from shared.clock import today

INDEX_BYTES, NONCE_BYTES = 16, 12
_LONG = re.compile(r"[0-9]{17}[0-9X]")
FORMS: dict[str, tuple[re.Pattern[str], ...]] = {  # by kind of document (`IdentityKind`)
    "resident": (_LONG,),
    "hk_macau": (_LONG, re.compile(r"[HM]([0-9]{8}|[0-9]{10})")),  # residence permit; mainland travel permit
    "taiwan": (_LONG, re.compile(r"[0-9]{8}")),
    "foreign": (_LONG, re.compile(r"[A-Z]{3}[0-9]{12}")),  # since December 2023; before
    "passport": (re.compile(r"(?=.*[0-9])[0-9A-Z]{5,15}"),),
}
PREFIXES = {"hk_macau": ("810000", "820000"), "taiwan": ("830000",), "foreign": ("9",)}  # of 18 digits


class IdentityFault(Enum):
    """What is wrong with a number."""

    FORM = "form"
    OLD = "old"
    PREFIX = "prefix"
    BIRTH = "birth"
    CHECK_DIGIT = "check_digit"


def normalise(text: str) -> str:
    """Full-width forms to plain ones, no blanks, capital X."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper()


def is_valid(number: str) -> bool:
    """Whether a resident identity number is right in every way."""
    return find_fault(number, "resident") is None


def find_fault(number: str, kind: str) -> IdentityFault | None:
    """What is wrong with the normalised number of a document of `kind`; None when it can be right.

    An unknown region is no fault: codes were abolished, and demo numbers carry an unassigned one.
    """
    if not any(form.fullmatch(number) for form in FORMS[kind]):
        return IdentityFault.OLD if kind == "resident" and re.fullmatch(r"[0-9]{15}", number) else IdentityFault.FORM
    if len(number) != 18:
        return None
    if not number.startswith(PREFIXES.get(kind, tuple("123456789"))):
        return IdentityFault.PREFIX
    if born_on(number) is None:
        return IdentityFault.BIRTH
    return None if number[-1] == ric.calc_check_digit(number) else IdentityFault.CHECK_DIGIT


def born_on(number: str) -> date | None:
    """The birth date in a number of 18 digits; None when there is none, or when it has not come yet."""
    try:
        born = ric.get_birth_date(number) if _LONG.fullmatch(number) else None
    except ValidationError:
        return None
    return born if born and born <= today() else None


def sex_of(number: str) -> str | None:
    """The sex in a number of 18 digits, as GB/T 2261.1 writes it: odd sequences are men's."""
    return ("2", "1")[int(number[16]) % 2] if _LONG.fullmatch(number) else None


def mask(number: str) -> str:
    """`**************123X`: enough to tell two people apart, not to learn the rest; of short numbers the last two."""
    visible = 4 if len(number) >= 15 else 2
    return "*" * (len(number) - visible) + number[-visible:] if len(number) > 7 else "*" * len(number)


class Sealer:
    """Encrypts and decrypts identity numbers under the secret key of this deployment."""

    def __init__(self, secret: str) -> None:
        """Derive separate keys for encryption and for the search index."""
        self._index_key = hashlib.sha256(b"suzhu identity index\0" + secret.encode()).digest()
        self._cipher = AESGCM(hashlib.sha256(b"suzhu identity cipher\0" + secret.encode()).digest())

    def index(self, number: str) -> bytes:
        """The keyed hash under which a normalised number is found again."""
        return self._digest(number)[:INDEX_BYTES]

    def encrypt(self, number: str) -> tuple[bytes, bytes]:
        """Encrypted form and search index of a normalised number.

        The nonce comes from the keyed hash, so equal numbers are encrypted equally.
        """
        digest = self._digest(number)
        nonce = digest[INDEX_BYTES : INDEX_BYTES + NONCE_BYTES]
        return nonce + self._cipher.encrypt(nonce, number.encode(), None), digest[:INDEX_BYTES]

    def decrypt(self, encrypted: bytes) -> str:
        """The number in clear; the caller must have asked for permission and written the audit row."""
        return self._cipher.decrypt(encrypted[:NONCE_BYTES], encrypted[NONCE_BYTES:], None).decode()

    def _digest(self, number: str) -> bytes:
        return hmac.digest(self._index_key, number.encode(), "sha256")
