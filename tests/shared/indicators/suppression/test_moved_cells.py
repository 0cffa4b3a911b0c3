"""After corrections only what they moved is read again, and nothing that is known is out of date."""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress
from datetime import UTC, date, datetime
from random import Random

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from shared.access import SYSTEM, Actor, Grant, Role, ScopedSession, open_session
from shared.indicators import cube, hidden_state, sibling_choices
from shared.indicators.hidden_cells import HiddenCells
from shared.indicators.hidden_state import current_state
from shared.indicators.moved_cells import MovedCells, describe_moves, everything_moved, last_move, moved_since
from shared.indicators.protected_measures import protected_groups
from shared.services.commit import commit
from tests.shared.indicators.random_edits import edit
from tests.shared.indicators.small_province import COUNTIES, PROVINCE, TOWNSHIPS, RandomDraw
from tests.shared.indicators.test_oracles import put

AS_OF, AT, LATER = date(2023, 12, 31), datetime(2023, 12, 31, 8, tzinfo=UTC), datetime(2023, 12, 31, 9, tzinfo=UTC)
OFFICIAL = Actor("official", "official", (Grant(Role.OFFICIAL, PROVINCE),))
CODES = [*COUNTIES, *TOWNSHIPS]
ONE, OTHER = ("recipients", "320583", "2023", ""), ("residents", "320506", "2023", "")


def test_a_line_says_where_protected_cells_moved():
    known = describe_moves(AT, [])
    log = describe_moves(LATER, [ONE, OTHER]) + known
    assert moved_since(log, last_move(known, AT)) == MovedCells(frozenset({"320583"}), frozenset({"recipients"}))
    assert moved_since(log, last_move(log, LATER)) == MovedCells()


def test_a_state_that_the_log_does_not_tell_of_is_read_anew():
    known = describe_moves(AT, [ONE])
    assert moved_since(known, "") is None
    assert moved_since(describe_moves(LATER, [ONE]) + known[:-1], last_move(known, AT)) is None  # it was cut
    assert moved_since(everything_moved(LATER) + known, last_move(known, AT)) is None
    assert moved_since(describe_moves(LATER, [ONE] * 3), last_move(known, AT)) is None
    assert last_move(known, LATER) == ""  # somebody refreshed the cube without a line


def test_too_many_regions_are_everything():
    assert ";*;" in describe_moves(AT, [("recipients", f"3205{n}", "2023", "") for n in range(10, 500)])


@pytest.fixture
def province(engine: Engine, monkeypatch) -> Engine:
    """A small province; nothing is known of it."""
    monkeypatch.setattr(hidden_state, "_states", OrderedDict())
    monkeypatch.setattr(sibling_choices, "_choices", OrderedDict())
    put(engine, 5, AS_OF)
    return engine


def look(session: ScopedSession) -> tuple[dict, dict]:
    """What is hidden from an official, and the counts that it was decided with."""
    hidden = {}
    for group in protected_groups()[::3]:
        for name in ("", *group.dimensions[:1]):
            cells = HiddenCells(session, group.measures, CODES, name)
            hidden[group, name] = cells._hidden[group.measures[0]].places
    read = {}
    for place, known in current_state(session).series.items():
        read[place] = sorted(row for one in known.texts(tuple(known.by_region)) for row in _cells(*one))
    return hidden, read


def _cells(measure: str, region: str, rows: str, values: str) -> list[tuple[str, ...]]:
    parts = rows.split(sibling_choices.SEPARATOR)
    cells = zip(parts[::2], parts[1::2], values.split(sibling_choices.COMMA), strict=True)
    return [(measure, region, *cell) for cell in cells]


def correct(engine: Engine, random: Random) -> None:
    with open_session(SYSTEM, engine, writing=True) as session, suppress(IntegrityError):
        edit(session, random, RandomDraw(random, AS_OF))
        commit(session)


def test_what_is_known_after_random_corrections_is_what_is_read_anew(province, monkeypatch):
    random, regions_read = Random(3), []  # noqa: S311 - to be repeatable
    load = sibling_choices.load_series
    with open_session(OFFICIAL, province) as session:
        look(session)
    for _ in range(4):
        correct(province, random)
    with monkeypatch.context() as patch, open_session(OFFICIAL, province) as session:
        patch.setattr(hidden_state, "load_series", lambda *asked: regions_read.extend(asked[3]) or load(*asked))
        known = look(session)
    with monkeypatch.context() as patch, open_session(OFFICIAL, province) as session:
        patch.setattr(hidden_state, "_states", OrderedDict())
        patch.setattr(sibling_choices, "_choices", OrderedDict())
        assert look(session) == known
        all_read = sum(len(one.by_region) for one in current_state(session).series.values())
    assert 0 < len(regions_read) < all_read
    with open_session(SYSTEM, province, writing=True) as session:
        cube.build(session)
        session.commit()
    with open_session(OFFICIAL, province) as session:
        assert current_state(session).series == {}
