"""The scope grid, and people who sign in while a test holds the clock."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from shared import clock
from shared.access import Role, passwords
from shared.locale import ENGLISH
from tests.factories import records as make
from tests.factories.regions import KUNSHAN, tree
from tests.shared.access.scope_matrix import one_of_each_everywhere
from tests.shared.access.sign_in_attempts import PASSWORD, Clock
from tests.support.databases import Filled


@pytest.fixture
def grid(filled: Filled[None]) -> Engine:
    return filled(one_of_each_everywhere)[0]


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    running = Clock()
    monkeypatch.setattr(clock, "now", running)
    return running


def li_and_wang(engine: Engine) -> None:
    with Session(engine.execution_options(writing=True)) as session:
        session.add_all(tree())
        session.flush()
        li = make.account(
            KUNSHAN, "li", password_hash=passwords.hash_password(PASSWORD), display_name="李明", language=ENGLISH
        )
        session.add_all(
            [
                li,
                make.grant(li, Role.CLERK),
                make.account(KUNSHAN, "wang", password_hash=passwords.hash_password(PASSWORD), disabled_at=Clock.at),
            ]
        )
        session.commit()


@pytest.fixture
def people(filled: Filled[None], time: Clock) -> Engine:
    """li is a clerk of Kunshan; wang is disabled."""
    assert time() == Clock.at, "the clock is held before anybody signs in"
    return filled(li_and_wang)[0]
