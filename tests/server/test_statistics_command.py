"""`suzhu statistics`: a month is locked and opened again under the names of two people."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine, update

from shared.clock import freeze
from shared.models import LockedSet
from tests.factories.regions import KUNSHAN, PROVINCE
from tests.support.command_line import RunSuzhu, add_user


@pytest.fixture
def people(real: RunSuzhu, engine: Engine) -> RunSuzhu:  # noqa: ARG001
    freeze(date(2023, 12, 31))
    for login, role, place in (("wu", "approver", PROVINCE), ("chen", "clerk", PROVINCE), ("li", "approver", KUNSHAN)):
        assert add_user(real, login, place, "--role", role).code == 0
    assert real("statistics", "build").code == 0
    return real


def test_a_month_is_locked_and_opened_again_by_two(people: RunSuzhu, engine: Engine):
    close, reopen = ("statistics", "close", "2023-11"), ("statistics", "reopen", "2023-11")
    assert "give the reason" in people(*close, "--by", "wu").err
    assert people(*close, "--by", "li", "--reason", "as agreed").code == 1
    assert people(*close, "--by", "nobody", "--reason", "as agreed").code == 1
    assert people("statistics", "close", "november", "--by", "wu").code == 1
    assert people(*close, "--by", "wu", "--reason", "as agreed").out == "2023-11 is locked.\n"
    assert "Locked up to 2023-11." in people("statistics", "status").out
    assert people("statistics", "verify").code == 0
    with engine.begin() as connection:
        connection.execute(update(LockedSet).where(LockedSet.measure == "villages").values(total=LockedSet.total + 1))
    assert "records kept behind them" in people("statistics", "verify").err
    with engine.begin() as connection:
        connection.execute(update(LockedSet).where(LockedSet.measure == "villages").values(total=LockedSet.total - 1))
    assert "No reopening" in people(*reopen, "--by", "wu").err
    assert people(*reopen, "--by", "chen", "--reason", "a county is missing").code == 0
    assert people(*reopen, "--by", "wu").out == "2023-11 is open again.\n"
    assert "Locked" not in people("statistics", "status").out
