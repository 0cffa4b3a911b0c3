"""What the tests of the dashboard share: the regions and accounts of a small demo province."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from shared.models import Account
from tests.dashboard.page_reader import PageReader

PASSWORD = "a password for tests"
REGIONS = {
    "province": "320000",
    "city": "320500",
    "county": "320583",
    "township": "320583100",
    "village": "320583100001",
}
OpenPage = Callable[..., PageReader]


def account_of(session, login: str) -> Account:
    return session.scalars(select(Account).where(Account.login == login)).one()
