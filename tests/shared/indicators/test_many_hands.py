"""Many at work at once, on the same people and on others: all is as if one had followed the other."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from random import Random
from threading import Barrier, BrokenBarrierError, Thread
from time import sleep

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from shared import audit
from shared.access import SYSTEM, open_session
from shared.indicators import aggregation, cube, refresh
from shared.models import AuditEvent, Delivery, Spell
from shared.services import commit_with_retry
from tests.shared.indicators.random_edits import edit
from tests.shared.indicators.small_province import RandomDraw
from tests.shared.indicators.test_oracles import put

AS_OF = date(2023, 12, 31)
HANDS, TIMES = 5, 8


@pytest.fixture
def province(engine, monkeypatch):
    """A small province, where everybody soon meets somebody; PostgreSQL looks for deadlocks at once.

    There counting takes its time, so that others come in between.
    """
    is_server = engine.dialect.name == "postgresql"
    if is_server:
        monkeypatch.setattr(refresh, "aggregate", slowly)
        event.listen(engine, "connect", look_at_once)
        engine.dispose()
    put(engine, 11, AS_OF)
    yield engine
    if is_server:
        event.remove(engine, "connect", look_at_once)


def look_at_once(driver, _record):
    driver.execute("SET deadlock_timeout = '20ms'")


def slowly(*asked, **how):
    sleep(0.002)
    return list(aggregation.aggregate(*asked, **how))


def together(works) -> None:
    """Do all at once; what goes wrong in one goes wrong here."""
    wrong: list[BaseException] = []

    def safely(work) -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - told below
            wrong.append(error)

    threads = [Thread(target=safely, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert wrong == []


def at_random(engine, seed: int, meetings: list[Barrier]):
    """Edits of any records, committed when the others have theirs ready; what the database refuses is left out."""

    def work() -> None:
        random = Random(seed)  # noqa: S311 - to be repeatable
        draw = RandomDraw(random, AS_OF)
        for meeting in meetings:
            refused = suppress(IntegrityError, StaleDataError)
            with open_session(SYSTEM, engine, writing=True) as session, refused:
                commit_with_retry(session, lambda: changed(session, random, draw, meeting))  # noqa: B023 - called at once

    def changed(session, random: Random, draw: RandomDraw, meeting: Barrier) -> None:
        edit(session, random, draw, first=6)  # so that they meet
        session.flush()
        if engine.dialect.name == "postgresql":  # SQLite lets one write after the other
            with suppress(BrokenBarrierError):  # somebody waits for a record of somebody else
                meeting.wait(timeout=0.2)

    return work


def meetings(hands: int) -> list[Barrier]:
    return [Barrier(hands) for _time in range(TIMES)]


def is_whole(engine) -> None:
    with open_session(SYSTEM, engine) as session:
        assert cube.find_differences(session) == []
        assert audit.first_broken_link(session) is None


def test_any_edits_of_many_leave_the_figures_right(province):
    rounds = meetings(HANDS)
    together([at_random(province, 1000 * hand + 2, rounds) for hand in range(HANDS)])
    is_whole(province)


def test_no_correction_of_many_is_lost(province):
    """All raise the same deliveries and change the tiers of the same household."""

    def raise_value(number: int):
        def work() -> None:
            for time in range(TIMES):
                with open_session(SYSTEM, province, writing=True) as session:
                    commit_with_retry(session, lambda: add(session, (number + time) % 2))  # noqa: B023 - called at once

        return work

    def add(session, which: int) -> None:
        query = select(Delivery).where(Delivery.retired_on.is_(None)).order_by(Delivery.id)
        delivery = session.scalars(query.offset(which).limit(1).with_for_update()).one()
        delivery.value_fen += 1
        spell = session.scalars(select(Spell).order_by(Spell.id).offset(which).limit(1).with_for_update()).one()
        spell.tier = "marginal" if spell.tier == "expenditure" else "expenditure"

    with open_session(SYSTEM, province) as session:
        before = session.scalar(select(func.sum(Delivery.value_fen)))
    together([raise_value(number) for number in range(HANDS)])
    with open_session(SYSTEM, province) as session:
        assert session.scalar(select(func.sum(Delivery.value_fen))) == before + HANDS * TIMES
        assert session.scalar(select(func.count()).where(AuditEvent.action == "update")) == 2 * HANDS * TIMES
    is_whole(province)


def test_a_count_of_all_beside_edits_leaves_the_figures_right(province):
    def build() -> None:
        with open_session(SYSTEM, province, writing=True) as session:
            cube.build(session)
            session.commit()

    rounds = meetings(3)
    together([build, *(at_random(province, seed, rounds) for seed in (20, 21, 22))])
    is_whole(province)
