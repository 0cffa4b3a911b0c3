"""Whatever is done with families: months gone by stand still, or move exactly as is written down."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random

import pytest
from sqlalchemy import select

from shared.access import SYSTEM, ScopedSession, open_session
from shared.indicators import cube
from shared.models import HouseholdMember, RevisedCell
from tests.shared.indicators.test_revisions import REVISED, moved, past_cells, stored
from tests.shared.services.random_acts import TODAY, RandomActs
from tests.support.two_counties import TwoCounties

TIMES = 14


def members_twice(session: ScopedSession) -> list[int]:
    """Persons who belong to two households at once."""
    own = (HouseholdMember.retired_on.is_(None), HouseholdMember.is_in_force(TODAY))
    persons = session.scalars(select(HouseholdMember.person_id).where(*own)).all()
    return [person for person in set(persons) if persons.count(person) > 1]


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("seed", range(6))
def test_months_gone_by_move_as_is_written_down_or_not_at_all(counties: TwoCounties, clerk: ScopedSession, seed: int):
    clerk.rollback()
    with counties.session(SYSTEM) as system:
        cube.build(system)
        system.commit()
    acts, done = RandomActs(Random(seed)), 0  # noqa: S311 - to be repeatable
    for _ in range(TIMES):
        before, revised = past_cells(counties.engine, TODAY), stored(counties.engine, REVISED, RevisedCell.difference)
        done += acts.happen(clerk)
        after = past_cells(counties.engine, TODAY)
        now_revised = stored(counties.engine, REVISED, RevisedCell.difference)
        assert moved(before, after) == moved(revised, now_revised)
        if acts.day >= date(2023, 12, 1):
            assert after == before
    assert done > 3
    assert members_twice(clerk) == []
    clerk.rollback()
    assert_counted_anew_is_the_same(counties, past_cells)


def assert_counted_anew_is_the_same(counties: TwoCounties, cells: Callable[..., object]) -> None:
    kept = cells(counties.engine, TODAY)
    with open_session(SYSTEM, counties.engine, writing=True) as session:
        cube.build(session)
        session.commit()
    assert cells(counties.engine, TODAY) == kept
