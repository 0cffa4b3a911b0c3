"""After any edit the cube says what a fresh count says: nobody sees yesterday's figure."""

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError

from shared.access import SYSTEM, open_session
from shared.indicators import cube, refresh
from shared.models import EarlyWarning, Spell
from shared.services import commit
from tests.shared.indicators.random_edits import edit
from tests.shared.indicators.small_province import RandomDraw
from tests.shared.indicators.test_oracles import DAYS, FEW, ONE, put


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@FEW
@given(seed=st.integers(0, 10**6), as_of=st.sampled_from(DAYS))
def test_any_edits_leave_the_cube_as_a_fresh_count(engine, seed, as_of):
    edit_and_compare(engine, seed, as_of)


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
@ONE
@given(seed=st.integers(10**6, 2 * 10**6), as_of=st.sampled_from(DAYS))
def test_any_edits_leave_the_cube_as_a_fresh_count_on_postgresql(engine, seed, as_of):
    edit_and_compare(engine, seed, as_of)


def edit_and_compare(engine: Engine, seed: int, as_of: date) -> None:
    """Thirty commits of random edits; again and again the cube is compared with a fresh count."""
    put(engine, seed, as_of)
    random = Random(seed)  # noqa: S311 - to be repeatable
    draw = RandomDraw(random, as_of)
    done, since = 0, []
    for _ in range(30):
        with open_session(SYSTEM, engine, writing=True) as session:
            try:
                for _edit in range(random.choice([1, 1, 1, 3])):
                    edit(session, random, draw)
                described = [(c["action"], c["class"].__name__, c["id"], c["before"]) for c in flushed(session)]
                commit(session)
            except IntegrityError:
                session.rollback()
                session.pending_changes = []
                continue
        done += 1
        since += described
        if done % 3 == 0:  # a cell that is wrong stays wrong: a fresh count after every commit would find no more
            assert differences(engine) == [], since
            since.clear()
    assert differences(engine) == [], since
    assert done > 5


def test_changes_of_many_are_counted_anew(engine, monkeypatch):
    monkeypatch.setattr(refresh, "FULL_RECOUNT_THRESHOLD", 0)
    put(engine, 8, DAYS[0])
    with open_session(SYSTEM, engine, writing=True) as session:
        spell, warning = (session.scalars(select(kind).order_by(kind.id)).first() for kind in (Spell, EarlyWarning))
        spell.tier, spell.retired_on, warning.issued_on = "expenditure", None, spell.start_on
        warning.due_on, warning.retired_on = date(2030, 1, 1), None
        commit(session)
    with open_session(SYSTEM, engine) as session:
        assert cube.find_differences(session) == []


def differences(engine):
    with open_session(SYSTEM, engine) as session:
        return cube.find_differences(session)


def flushed(session):
    session.flush()
    return session.pending_changes
