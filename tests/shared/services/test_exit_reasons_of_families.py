"""Why a recognition ends and goes on in a household that parts, or is joined: each is told as what it was."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from shared.access import SYSTEM, open_session
from shared.clock import Period
from shared.indicators import cube
from shared.indicators.values import load_values
from shared.models import Spell
from shared.services import commit
from tests.factories.regions import KUNSHAN
from tests.shared.services.test_family_act_undo import marry, merge, move, split
from tests.support.family_home import Home
from tests.support.two_counties import TwoCounties, confirming

REASONS = {move: "moved", marry: "married", split: "split", merge: "merged"}


@pytest.mark.parametrize(("act", "reason"), REASONS.items())
def test_the_recognition_that_goes_on_ended_by_what_happened(counties: TwoCounties, home: Home, clerk, act, reason):
    with counties.session(SYSTEM) as system:
        cube.build(system)
        system.commit()
    act(confirming(clerk), home)
    commit(clerk)
    day = date(2023, 5, 10) if act is marry else date(2023, 12, 10)
    ended = clerk.scalars(select(Spell).where(Spell.end_on == day)).all()
    assert {spell.exit_reason for spell in ended} == {reason}
    for spell in ended:
        on = select(Spell).where(Spell.person_id == spell.person_id, Spell.start_on == spell.end_on)
        goes_on = clerk.scalars(on).one()
        assert (goes_on.end_on, goes_on.entry_reason) == (None, "application" if act is move else reason)
    clerk.rollback()
    with open_session(SYSTEM, counties.engine) as session:
        figure = load_values(session, ["spells_ended"], [KUNSHAN], [Period.month_of(day)], dimension="reason")
        assert {one.dimension: one.numerator for one in figure if one.numerator} == {f"reason={reason}": len(ended)}
        assert cube.find_differences(session) == []
