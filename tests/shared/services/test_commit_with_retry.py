"""What the database ended in favour of another's is done again, once; what it goes on ending is said."""

from __future__ import annotations

import sys

import pytest
from sqlalchemy import func, select

from shared.access import SYSTEM, ScopedSession, open_session
from shared.errors import TransactionConflictError
from shared.models import AuditEvent, Household
from shared.services import commit_with_retry, records
from tests.support.two_counties import TwoCounties

module = sys.modules["shared.services.commit"]


def clash_before(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """The refresh of the figures is ended so many times."""
    refresh, left = module.refresh, [times]

    def ended(*asked: object) -> None:
        left[0] -= 1
        if left[0] >= 0:
            raise TransactionConflictError
        refresh(*asked)

    monkeypatch.setattr(module, "refresh", ended)
    monkeypatch.setattr(module, "PAUSE", 0)


def move(session: ScopedSession, counties: TwoCounties) -> Household:
    household = session.get_one(Household, counties.here[Household])
    return records.update(session, household, {"address": "elsewhere"}, household.version)


def events(counties: TwoCounties) -> int:
    with open_session(SYSTEM, counties.engine) as session:
        return session.scalar(select(func.count()).select_from(AuditEvent)) or 0


def test_it_is_done_again_and_written_down_once(counties: TwoCounties, clerk: ScopedSession, monkeypatch):
    clash_before(monkeypatch, 3)
    assert commit_with_retry(clerk, lambda: move(clerk, counties)).address == "elsewhere"
    assert events(counties) == 1


def test_a_new_record_is_made_once(counties: TwoCounties, clerk: ScopedSession, monkeypatch):
    clash_before(monkeypatch, 2)
    like = clerk.get_one(Household, counties.here[Household])
    values = {n: getattr(like, n) for n in ("region_code", "address", "residence")} | {"number": "another"}
    made = commit_with_retry(clerk, lambda: records.create(clerk, Household, values))
    with open_session(SYSTEM, counties.engine) as session:
        found = session.scalars(select(Household.id).where(Household.number == "another")).all()
    assert (found, events(counties)) == ([made.id], 1)


def test_at_last_it_is_said_and_nothing_is_saved(counties: TwoCounties, clerk: ScopedSession, monkeypatch):
    clash_before(monkeypatch, module.TRIES)
    with pytest.raises(TransactionConflictError):
        commit_with_retry(clerk, lambda: move(clerk, counties))
    with open_session(SYSTEM, counties.engine) as session:
        assert session.get_one(Household, counties.here[Household]).address != "elsewhere"
    assert events(counties) == 0
