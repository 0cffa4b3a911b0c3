"""The set behind a locked figure: what its list shows at the time of the lock, whatever is corrected afterwards."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from shared import clock
from shared.access import SYSTEM, ScopedSession, open_session
from shared.clock import Period
from shared.indicators.catalogue import MEASURES
from shared.indicators.counted_sets import has_sets
from shared.indicators.cube_snapshot import current_snapshot
from shared.indicators.figure_lists import is_listed
from shared.indicators.listed_keys import load_all_keys
from shared.indicators.row_selection import Selection
from shared.models import LockedSet, MonthStep, MonthStepKind
from shared.services.month_close.locked_sets import find_set_faults, load_locked_members
from shared.services.month_close.locking import freeze
from tests.shared.indicators.small_province import TOWNSHIPS
from tests.shared.indicators.test_oracles import put

AS_OF = date(2023, 12, 31)
PATH = ("320000", "320500", "320506", TOWNSHIPS[0])
NOVEMBER, QUARTER, YEAR = (Period.parse(key) for key in ("2023-11", "2023-Q3", "2022"))
BY_TURNS = (((PATH[0], NOVEMBER), (PATH[2], YEAR)), ((PATH[1], QUARTER), (PATH[3], NOVEMBER)))
WITH_ROWS = 40  # sets that must not be empty, so that nobody compares nothing with nothing


def locked_in(session: ScopedSession) -> int:
    step = MonthStep(month="2023-11", region_code=PATH[0], kind=MonthStepKind.LOCKED, done_by="x", done_on=AS_OF)
    step.done_at, step.reason, step.findings = clock.now(), "", []
    session.add(step)
    session.flush()
    freeze(session, [(step.id, NOVEMBER)], None)
    return step.id


def test_the_locked_set_is_the_list_of_its_day_and_makes_the_locked_value(filled):
    engine, _ = filled(put, 1, AS_OF)
    clock.freeze(AS_OF)
    wrong, with_rows = [], 0
    with open_session(SYSTEM, engine, writing=True) as session:
        lock, state = locked_in(session), current_snapshot(session)
        for n, measure in enumerate(one for one in MEASURES.values() if has_sets(one)):
            for region, period in BY_TURNS[n % 2]:
                members = load_locked_members(session, measure.key, region, period, lock)
                if members is None or not is_listed(measure, region, period, state):
                    continue
                pages = load_all_keys(session, Selection(measure, region, period, state.day, state.law), 500)
                listed = sorted(int(row.key) for page in pages for row in page)
                with_rows += bool(listed)
                if sorted(members.keys.tolist()) != listed:
                    wrong.append((measure.key, region, period.key))
        assert wrong == []
        assert with_rows > WITH_ROWS
        assert list(find_set_faults(session)) == []
        largest = session.scalars(select(LockedSet).order_by(LockedSet.total.desc())).first()
        another = session.scalars(select(LockedSet).where(LockedSet.total != largest.total)).first()
        key = (largest.measure, largest.level, largest.period, lock)
        largest.members = largest.members[:-1]
        session.flush()
        assert list(find_set_faults(session)) == [key]
        for name in ("total", "members", "amounts", "digest"):
            setattr(largest, name, getattr(another, name))
        session.flush()
        assert {fault[0] for fault in find_set_faults(session)} == {largest.measure}
        session.rollback()
