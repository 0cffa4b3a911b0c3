"""Whatever is edited: figures of the past stand still, but for those that are written down as revised, by as much."""

from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from shared.access import SYSTEM, open_session
from shared.indicators import refresh
from shared.indicators.calendar import Calendar
from shared.indicators.catalogue import MEASURES
from shared.indicators.revisions import is_revisable, month_ranges, past_periods
from shared.models import Observation, RevisedCell, Spell
from shared.services import commit
from tests.shared.indicators.random_edits import edit
from tests.shared.indicators.small_province import RandomDraw
from tests.shared.indicators.test_oracles import DAYS, FEW, put

CELL = (Observation.measure, Observation.region_code, Observation.period, Observation.dimension)
REVISED = (RevisedCell.measure, RevisedCell.region_code, RevisedCell.period, RevisedCell.dimension)


def stored(engine, key, value):
    totals = {}
    with open_session(SYSTEM, engine) as session:
        for *cell, number in session.execute(select(*key, value)):
            totals[tuple(cell)] = totals.get(tuple(cell), 0) + number
    return totals


def past_cells(engine, as_of):
    past = past_periods(Calendar(as_of))
    cells = stored(engine, CELL, Observation.value)
    return {k: v for k, v in cells.items() if k[2] in past and is_revisable(MEASURES[k[0]])}


def moved(before, after):
    found = {key: after.get(key, 0) - before.get(key, 0) for key in before.keys() | after.keys()}
    return {key: by for key, by in found.items() if by}


def edit_at_random(engine, random, draw, times):
    for _ in range(times):
        with open_session(SYSTEM, engine, writing=True) as session:
            try:
                edit(session, random, draw)
                commit(session)
            except IntegrityError:
                session.rollback()
                session.touched = []


@FEW
@given(seed=st.integers(0, 10**6), as_of=st.sampled_from(DAYS))
def test_every_move_of_the_past_is_written_down(engine, seed, as_of):
    put(engine, seed, as_of)
    before, revised = past_cells(engine, as_of), stored(engine, REVISED, RevisedCell.difference)
    random = Random(seed)  # noqa: S311 - to be repeatable
    edit_at_random(engine, random, RandomDraw(random, as_of), 12)
    now_revised = stored(engine, REVISED, RevisedCell.difference)
    assert moved(before, past_cells(engine, as_of)) == moved(revised, now_revised)


def test_what_is_counted_anew_is_written_down_as_well(engine, monkeypatch):
    monkeypatch.setattr(refresh, "FULL_RECOUNT_THRESHOLD", 0)
    put(engine, 8, DAYS[0])
    before = past_cells(engine, DAYS[0])
    with open_session(SYSTEM, engine, writing=True) as session:
        lasting = (Spell.end_on.is_(None), Spell.retired_on.is_(None), Spell.start_on < date(2023, 11, 1))
        spell = session.scalars(select(Spell).where(*lasting).order_by(Spell.id)).first()
        spell.tier = "tekun" if spell.tier != "tekun" else "dibao"
        commit(session)
    revised = stored(engine, REVISED, RevisedCell.difference)
    assert revised
    assert moved(before, past_cells(engine, DAYS[0])) == {k: by for k, by in revised.items() if by}


def test_a_month_is_past_when_a_later_one_has_begun():
    assert "2023-11" in past_periods(Calendar(date(2023, 12, 1)))
    assert "2023-12" not in past_periods(Calendar(date(2023, 12, 31)))
    assert {"2022", "2023"} & past_periods(Calendar(date(2023, 12, 31))) == {"2022"}


def test_months_in_a_row_are_told_as_a_span():
    months = ["2023-02", "2022-12", "2023-01", "2023-05"]
    assert month_ranges(months) == [("2022-12", "2023-02"), ("2023-05", "2023-05")]
