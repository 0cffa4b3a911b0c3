"""Passwords: Argon2id (RFC 9106), and what makes one acceptable (NIST SP 800-63B: length before rules)."""

from __future__ import annotations

import secrets
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from shared.errors import UserError
from shared.locale import _

MIN_LENGTH, MAX_LENGTH = 10, 128
NO_PASSWORD = "!"  # noqa: S105 - stands for none
"""What is stored until the owner of an account has chosen a password."""
_hasher = PasswordHasher(time_cost=3, memory_cost=32 * 1024, parallelism=1)  # 32 MiB for each sign-in under way


def require_acceptable(password: str, login: str) -> None:
    """Raise UserError unless `password` may be set for the account `login`."""
    if not password.isprintable():
        raise UserError(_("A password may have only letters, digits and signs that a keyboard can type."))
    if len(password) < MIN_LENGTH:
        raise UserError(_("A password must have at least {n} characters.").format(n=MIN_LENGTH))
    if len(password) > MAX_LENGTH:
        raise UserError(_("A password may have at most {n} characters.").format(n=MAX_LENGTH))
    if _normalise(password).casefold() == login.casefold():
        raise UserError(_("A password must differ from the login."))


def hash_password(password: str) -> str:
    """What is stored instead of the password; salted, so different each time."""
    return _hasher.hash(_normalise(password))


def verify_password(stored: str | None, password: str) -> bool:
    """Whether `password` is the one behind `stored`. Without one it takes as long and says no."""
    dummy_hash = _dummy_hash()
    stored = None if stored == NO_PASSWORD else stored
    try:
        return _hasher.verify(stored or dummy_hash, _normalise(password[: MAX_LENGTH + 1])) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


def needs_rehash(stored: str) -> bool:
    """Whether `stored` was made with other parameters than today's."""
    return _hasher.check_needs_rehash(stored)


def _normalise(password: str) -> str:
    return unicodedata.normalize("NFKC", password)


@cache
def _dummy_hash() -> str:
    """The hash of a password nobody knows: an unknown login takes as long as a known one."""
    return _hasher.hash(secrets.token_urlsafe())
