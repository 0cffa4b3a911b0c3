"""Logins are written one way only; whoever works elsewhere has given up the roles of before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlalchemy import select

from shared.access import SYSTEM, ScopedSession, elevated
from shared.locale import _
from shared.models import Account, RoleGrant
from shared.models.region import prefix_of

LOGIN = re.compile(r"[a-z][a-z0-9._-]{1,39}")


def check(session: ScopedSession, account: Account) -> Iterator[tuple[str, str]]:
    """Small letters, digits and a few signs; no role in force outside the place of work."""
    if not LOGIN.fullmatch(account.login):
        yield (
            "login",
            _(
                "A login has 2 to 40 characters: a lowercase letter, then lowercase letters, digits, dots, hyphens "
                "or underscores."
            ),
        )
    if account.login == SYSTEM.login:
        yield "login", _("This login is reserved for the program. Choose another one.")
    with elevated(session) as system:
        in_force = RoleGrant.account_id == account.id, RoleGrant.retired_on.is_(None)
        regions = system.scalars(select(RoleGrant.region_code).where(*in_force)).all()
    if any(not code.startswith(prefix_of(account.region_code)) for code in regions):
        yield "region_code", _("The account holds roles in other regions: revoke them first.")
