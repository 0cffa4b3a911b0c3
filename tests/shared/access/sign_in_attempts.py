"""What the tests of signing in share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from shared.access.sign_in import (
    AuthenticationFailedError,
    sign_in,
)
from shared.models import Account, AuditEvent

PASSWORD, HERE, THERE = "correct horse battery", "10.0.0.1", "10.0.0.2"
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@dataclass
class Clock:
    at: datetime = datetime(2026, 11, 23, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def wait(self, time: timedelta) -> None:
        self.at += time


def change(engine: Engine, act: Callable[[Account], object], login: str = "li") -> None:
    with Session(engine.execution_options(writing=True)) as session:
        act(session.scalars(select(Account).where(Account.login == login)).one())
        session.commit()


def events(engine: Engine) -> list[tuple[str, str]]:
    with Session(engine) as session:
        return list(map(tuple, session.execute(select(AuditEvent.action, AuditEvent.actor).order_by(AuditEvent.id))))


def fail(engine: Engine, times: int, login: str = "li", address: str = HERE) -> None:
    for _attempt in range(times):
        with pytest.raises(AuthenticationFailedError):
            sign_in(engine, login, "wrong wrong wrong", address)
