"""Whatever was done with random families on random days: undone at once, records and figures are what they were."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from sqlalchemy import select

from shared.access import SYSTEM, ScopedSession, elevated
from shared.errors import UserError
from shared.indicators import cube
from shared.models import AuditEvent, DivisionChange, ProposedChange
from shared.models.base import model_of_table
from shared.services import commit
from shared.services.confirmation.proposing import NotYetConfirmedError
from shared.services.family_act_undo import undo_act
from tests.shared.services.random_acts import RandomActs
from tests.shared.services.test_family_act_undo import figures, in_use
from tests.support.second_person import confirmed, stored, with_second_person
from tests.support.two_counties import TwoCounties, confirming

TIMES = 16


def last_act(session: ScopedSession) -> tuple[int, str, int] | None:
    """Event of the last act, and table and key of its family, unless the last thing done was an undo."""
    of_families = AuditEvent.action.in_(("act", "undo")), AuditEvent.record != DivisionChange.__tablename__
    query = select(AuditEvent).where(*of_families).order_by(AuditEvent.id.desc()).limit(1)
    with elevated(session) as system:
        event = system.scalars(query).first()
        return None if event is None or event.action == "undo" else (event.id, event.record, int(event.record_id))


def by_one_person(counties: TwoCounties) -> Callable[[ScopedSession], None]:
    with counties.session(SYSTEM) as system:
        cube.build(system)
        system.commit()
    return commit


def _confirm(counties: TwoCounties, key: int) -> None:
    why = "is outdated"
    try:
        is_done = confirmed(counties, key)
    except UserError as refused:
        is_done, why = False, str(refused)
    if not is_done:  # not an error that the act itself may raise
        pytest.fail(f"{stored(counties, ProposedChange, key).act}: {why}")


def by_two_persons(counties: TwoCounties) -> Callable[[ScopedSession], None]:
    """What can be proposed can be confirmed."""
    with_second_person(counties)

    def save(session: ScopedSession) -> None:
        try:
            commit(session)
        except NotYetConfirmedError as waits:
            session.rollback()
            _confirm(counties, waits.key)

    return save


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(("seed", "saving"), [*((seed, by_one_person) for seed in range(4)), (9, by_two_persons)])
def test_everything_stands_as_before(counties: TwoCounties, clerk: ScopedSession, seed: int, saving):
    clerk.rollback()
    save = saving(counties)
    acts, undone = RandomActs(Random(seed), save), 0  # noqa: S311 - to be repeatable
    for _ in range(TIMES):
        before, former = (in_use(clerk), figures(counties)), last_act(clerk)
        clerk.rollback()
        acts.happen(clerk)
        done = last_act(clerk)
        if done is not None and done != former and acts.random.random() < 0.7:
            family = clerk.get_one(model_of_table(done[1]), done[2])
            undo_act(confirming(clerk), family, done[0], "wrong")
            save(clerk)
            assert (in_use(clerk), figures(counties)) == before
            undone += 1
        clerk.rollback()
    assert undone > 0
