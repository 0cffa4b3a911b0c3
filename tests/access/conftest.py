"""The scope grid, and people who sign in while a test holds the clock."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from shared import clock
from shared.access import Role, passwords
from shared.locale import ENGLISH
from tests.access.grid import filled
from tests.access.signing import PASSWORD, Clock
from tests.factories import records as make
from tests.factories.regions import KUNSHAN, tree


@pytest.fixture
def grid(engine: Engine) -> Engine:
    filled(engine)
    return engine


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    running = Clock()
    monkeypatch.setattr(clock, "now", running)
    return running


@pytest.fixture
def people(engine: Engine, time: Clock) -> Engine:
    """li is a clerk of Kunshan; wang is disabled."""
    with Session(engine.execution_options(writing=True)) as session:
        for region in tree():
            session.add(region)
            session.flush()
        li = make.account(
            KUNSHAN, "li", password_hash=passwords.hash_password(PASSWORD), display_name="李明", language=ENGLISH
        )
        session.add_all(
            [
                li,
                make.grant(li, Role.CLERK),
                make.account(KUNSHAN, "wang", password_hash=passwords.hash_password(PASSWORD), disabled_at=time()),
            ]
        )
        session.commit()
    return engine
