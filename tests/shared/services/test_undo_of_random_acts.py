"""Whatever was done with random families on random days: undone at once, records and figures are what they were."""

from __future__ import annotations

from random import Random

import pytest
from sqlalchemy import select

from shared.access import SYSTEM, ScopedSession, elevated
from shared.indicators import cube
from shared.models import AuditEvent
from shared.models.base import model_of_table
from shared.services import commit
from shared.services.family_act_undo import undo_act
from tests.shared.services.random_acts import RandomActs
from tests.shared.services.test_family_act_undo import figures, in_use
from tests.support.two_counties import TwoCounties, confirming

TIMES = 16


def last_act(session: ScopedSession) -> tuple[int, str, int] | None:
    """Event of the last act, and table and key of its family, unless the last thing done was an undo."""
    query = select(AuditEvent).where(AuditEvent.action.in_(("act", "undo"))).order_by(AuditEvent.id.desc()).limit(1)
    with elevated(session) as system:
        event = system.scalars(query).first()
        return None if event is None or event.action == "undo" else (event.id, event.record, int(event.record_id))


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("seed", range(5))
def test_everything_stands_as_before(counties: TwoCounties, clerk: ScopedSession, seed: int):
    clerk.rollback()
    with counties.session(SYSTEM) as system:
        cube.build(system)
        system.commit()
    acts, undone = RandomActs(Random(seed)), 0  # noqa: S311 - to be repeatable
    for _ in range(TIMES):
        before, former = (in_use(clerk), figures(counties)), last_act(clerk)
        clerk.rollback()
        acts.happen(clerk)
        done = last_act(clerk)
        if done is not None and done != former and acts.random.random() < 0.7:
            family = clerk.get_one(model_of_table(done[1]), done[2])
            undo_act(confirming(clerk), family, done[0], "wrong")
            commit(clerk)
            assert (in_use(clerk), figures(counties)) == before
            undone += 1
        clerk.rollback()
    assert undone > 0
