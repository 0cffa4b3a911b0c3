"""The secret key that seals identity numbers: given by the operator, or kept beside a demo province."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from shared.errors import DatabaseUnavailableError, UserError, os_error_message
from shared.locale import _
from shared.settings import settings

SHORTEST, MIN_CHARACTERS = 32, 8  # 32 random hexadecimal digits are enough
KEY_FILE_NAME = "demo.key"


class SecretKeyError(UserError):
    """The secret key is missing, weak, or not the one the records were sealed with."""


def configured_secret() -> str:
    """The key the operator gave; SecretKeyError unless it is long and varied enough."""
    secret = settings().secret_key
    if not secret:
        raise SecretKeyError(
            _("Real records need a secret key: set SUZHU_SECRET_KEY to at least {n} random characters.").format(
                n=SHORTEST
            )
        )
    is_repeated = secret in (secret + secret)[1:-1]
    if len(secret) < SHORTEST or len(set(secret)) < MIN_CHARACTERS or is_repeated:
        raise SecretKeyError(
            _("SUZHU_SECRET_KEY is too weak: use at least {n} random characters, for example from {command}.").format(
                n=SHORTEST, command="`openssl rand -base64 48`"
            )
        )
    return secret


def demo_secret() -> str:
    """The key of a demo province: the one given, else the one kept."""
    if settings().secret_key:
        return configured_secret()
    try:
        return _file().read_text(encoding="ascii")
    except FileNotFoundError as error:
        raise SecretKeyError(
            _(
                "The key of the demo province is missing: restore {path}, or delete the database to generate a new one."
            ).format(path=_file())
        ) from error


def new_demo_secret() -> str:
    """The key for a demo province about to be made: given, kept already, or drawn now and kept for its owner only."""
    if settings().secret_key or _file().exists():
        return demo_secret()
    secret = secrets.token_urlsafe(48)
    try:
        _file().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(_file(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secret)
    except OSError as error:
        raise DatabaseUnavailableError(
            _("The key of the demo province cannot be stored in {path}: {reason}.").format(
                path=_file(), reason=os_error_message(error)
            )
        ) from error
    return secret


def _file() -> Path:
    return settings().var / KEY_FILE_NAME
