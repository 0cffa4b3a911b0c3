"""Deliveries that are entered together: the quota holds for all of them, whoever else delivers at that moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Event
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shared.access import open_session
from shared.models import Delivery, ProgrammeCycle, Quota
from shared.services import batches, commit
from shared.services.batch_inserts import RowWriter
from shared.services.service_errors import BatchError
from tests.factories import records as make
from tests.support.two_counties import CLERK, HERE, TwoCounties


@pytest.fixture
def homes(counties: TwoCounties) -> list[int]:
    """Five eligible households; the quota of the county has three units left."""
    with Session(counties.engine.execution_options(writing=True)) as session:
        found = [make.household(HERE) for _ in range(5)]
        session.add_all(found)
        session.add_all(make.spell(make.person(HERE), home) for home in found)
        session.scalars(select(Quota).where(Quota.cycle_id == counties.here[ProgrammeCycle])).one().units = 4
        session.flush()
        keys = [home.id for home in found]
        session.commit()
    return keys


def rows(counties: TwoCounties, homes: list[int]) -> list[dict[str, Any]]:
    common = {"cycle_id": counties.here[ProgrammeCycle], "delivered_on": date(2023, 6, 1), "value_fen": 200_000}
    return [common | {"household_id": key} for key in homes]


def count(counties: TwoCounties) -> int:
    with Session(counties.engine) as session:
        return session.scalar(select(func.count()).where(Delivery.cycle_id == counties.here[ProgrammeCycle])) or 0


def test_the_last_ones_are_too_many(counties: TwoCounties, homes: list[int]):
    with counties.session() as clerk:
        with pytest.raises(BatchError) as refusal:
            batches.create_many(clerk, Delivery, rows(counties, homes))
        assert [(fault.row, *fault.fields) for fault in refusal.value.faults] == [
            (3, "override_reason"),
            (4, "override_reason"),
        ]
        commit(clerk)
    assert count(counties) == 1


def test_as_many_as_are_left_go_out_and_more_for_a_reason(counties: TwoCounties, homes: list[int]):
    entered = rows(counties, homes)
    for row in entered[3:]:
        row["override_reason"] = "two more came"
    with counties.session() as clerk:
        batches.create_many(clerk, Delivery, entered)
        commit(clerk)
    assert count(counties) == 6


@pytest.mark.parametrize("filled", ["postgresql"], indirect=True)  # SQLite has one writer at a time
def test_two_offices_at_once_do_not_hand_out_the_same_units(counties: TwoCounties, homes: list[int], monkeypatch):
    """The first is numbered, and held up; the second may not be numbered behind it and counted before it."""
    numbered, second_done, complete = Event(), Event(), RowWriter.complete

    def complete_slowly(writer: RowWriter, records: list[Delivery]) -> None:
        complete(writer, records)
        if not numbered.is_set():
            numbered.set()
            second_done.wait(1)

    def deliver(keys: list[int]) -> bool:
        with open_session(CLERK, counties.engine, writing=True) as session:
            try:
                batches.create_many(session, Delivery, rows(counties, keys))
            except BatchError:
                return False
            commit(session)
            return True

    monkeypatch.setattr(RowWriter, "complete", complete_slowly)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(deliver, homes[:2])
        numbered.wait(5)
        second = pool.submit(deliver, homes[2:4])
        second.add_done_callback(lambda _: second_done.set())
        assert (first.result(), second.result()) == (True, False)
    assert count(counties) == 3
