"""A form that is sent twice at the same moment: the second one waits for the first and finds what it made."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shared import clock
from shared.access import Actor, Role, open_session
from shared.access.actor import Grant
from shared.models import Account, Household, SentForm
from shared.services import commit, duplicate_submissions, records
from tests.factories import records as make
from tests.factories.regions import KUNSHAN, VILLAGES, tree

VALUES = {"number": "H-1", "address": "1 East Road", "residence": "urban", "region_code": VILLAGES[0]}


def clerk(engine) -> Actor:
    with Session(engine.execution_options(writing=True)) as session:
        session.add_all(tree())
        session.flush()
        session.add(make.account(KUNSHAN, "clerk"))
        session.commit()
        key = session.scalars(select(Account.id)).one()
    return Actor("clerk", "clerk", (Grant(Role.CLERK, KUNSHAN),), account_id=key)


def send(engine, actor: Actor, token: str, *, started: Event | None = None, go_on: Event | None = None) -> int:
    with open_session(actor, engine, writing=True) as session:
        record = duplicate_submissions.run_once(
            session, Household, token, lambda: records.create(session, Household, VALUES)
        )
        if started and go_on:
            started.set()
            go_on.wait(5)
        commit(session)
        return record.id


def test_two_at_once_make_one_record(engine):
    actor, started, go_on = clerk(engine), Event(), Event()
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(send, engine, actor, "token", started=started, go_on=go_on)
        started.wait(5)
        second = pool.submit(send, engine, actor, "token")
        go_on.set()
        assert first.result() == second.result()
    with Session(engine) as session:
        assert session.scalar(select(func.count()).select_from(Household)) == 1


def test_tokens_are_forgotten_when_no_form_can_be_open_any_more(engine):
    actor = clerk(engine)
    send(engine, actor, "token")
    with Session(engine.execution_options(writing=True)) as session:
        session.scalars(select(SentForm)).one().at = (
            clock.now() - duplicate_submissions.TOKEN_LIFETIME - timedelta(minutes=1)
        )
        session.commit()
    with open_session(actor, engine, writing=True) as session:
        assert duplicate_submissions._claim(session, "another") is None
        session.commit()
    with Session(engine) as session:
        assert session.scalar(select(func.count()).select_from(SentForm)) == 1


def test_a_list_that_is_sent_twice_is_saved_once(engine):
    actor, saved = clerk(engine), []
    for token in ("token", "token", "", ""):
        with open_session(actor, engine, writing=True) as session:
            duplicate_submissions.save_once(session, token, lambda: saved.append(token))  # noqa: B023 - used at once
            commit(session)
    assert saved == ["token", "", ""]


def test_a_list_that_was_refused_can_be_sent_again(engine):
    actor = clerk(engine)
    with open_session(actor, engine, writing=True) as session:
        assert duplicate_submissions.save_once(session, "token", lambda: None)  # and then nothing is committed
    with open_session(actor, engine, writing=True) as session:
        assert duplicate_submissions.save_once(session, "token", lambda: None)
