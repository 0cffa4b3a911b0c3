"""Logins are written one way only."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shared.access import ScopedSession
from shared.locale import _
from shared.models import Account

LOGIN = re.compile(r"[a-z][a-z0-9._-]{1,39}")


def check(session: ScopedSession, account: Account) -> Iterator[tuple[str, str]]:  # noqa: ARG001
    """Small letters, digits and a few signs."""
    if not LOGIN.fullmatch(account.login):
        yield (
            "login",
            _("A login has 2 to 40 characters: first a small letter, then small letters, digits, dots, dashes."),
        )
