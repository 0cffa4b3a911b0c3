"""What a lock holds beside months and years, and what it does not: quarters and the like, figures declared later."""

from __future__ import annotations

from sqlalchemy import delete, func, select, update

from shared.access import SYSTEM
from shared.clock import Period
from shared.indicators.cube_snapshot import current_snapshot
from shared.indicators.observation_status import ObservationStatus
from shared.indicators.values import load_values
from shared.models import LockedObservation, MonthStep
from shared.services.figure_states import explain_state, find_restatement
from shared.services.future_changes import list_future_changes
from shared.services.month_close.locking import lock
from shared.services.month_close.restatements import load_restatements
from shared.services.month_close.silent_changes import find_silent_changes, record_recount
from tests.factories.regions import KUNSHAN, PROVINCE
from tests.shared.services.test_month_close import LOCKER, NOVEMBER, done, end_spell, value
from tests.support.two_counties import CLERK, HERE, TwoCounties

POPULATION = "low_income_population"
PROVISIONAL, FINAL = ObservationStatus.PROVISIONAL, ObservationStatus.FINAL
LEFT_OUT = "Its months are locked, but the lock does not hold this figure: corrections still move it."


def test_a_figure_that_is_declared_later_corrects_no_locked_month(counted: TwoCounties):
    done(counted, LOCKER, lock, NOVEMBER, PROVINCE, "as agreed")
    with counted.session(SYSTEM) as session:  # as locked by a release that did not count it yet
        session.connection().execute(delete(LockedObservation).where(LockedObservation.measure == "recipients"))
        fewer = func.replace(MonthStep.measures, " recipients ", " ")
        session.connection().execute(update(MonthStep).values(measures=fewer))
        assert record_recount(session, "suzhu statistics") == 0
        session.commit()
    later = value(counted, NOVEMBER, "recipients_by_tier")
    assert (later.state, value(counted, NOVEMBER, "exits").state) == (PROVISIONAL, FINAL)
    with counted.session(CLERK) as session:
        state = current_snapshot(session)
        assert list(explain_state(session, later, state)) == [LEFT_OUT]
        assert [text for text in list_future_changes(session, later, state) if "Not locked" in text] == []


def test_quarters_and_the_like_are_locked_and_restated(counted: TwoCounties):
    quarter, to_august, third = (Period.parse(key) for key in ("2023-Q2", "2023-YTD08", "2023-Q3"))
    done(counted, LOCKER, lock, NOVEMBER, PROVINCE, "as agreed")
    locked = [value(counted, quarter, "exits"), value(counted, to_august, "entries"), value(counted, third)]
    end_spell(counted)
    moved = [value(counted, quarter, "exits"), value(counted, to_august, "entries"), value(counted, third)]
    assert [one.state for one in locked + moved] == [FINAL] * 3 + [ObservationStatus.REVISED] * 3
    of_township = value(counted, quarter, "exits", HERE[:9])
    with counted.session(CLERK) as session:
        restated = [find_restatement(session, one) for one in moved]
        assert find_restatement(session, moved[0].without_counts()) is None
        listed = {(one.revised.indicator.key, one.revised.period.key) for one in load_restatements(session, KUNSHAN)}
        assert LEFT_OUT in list(explain_state(session, of_township, current_snapshot(session)))
        assert find_silent_changes(session) == {}
    told = [(one.original.value, one.revised.value) for one in restated]
    assert told == [(one.value, new.value) for one, new in zip(locked, moved, strict=True)]
    assert [new - old for old, new in told] == [1, -1, -1]
    assert {("exits", "2023-06"), ("exits", "2023-Q2"), ("entries", "2023-H1"), (POPULATION, "2023-09")} <= listed
    assert listed.isdisjoint({("entries", "2023-YTD08"), (POPULATION, "2023-Q3")})


def test_a_lock_from_before_quarters_were_locked_holds_none(counted: TwoCounties):
    done(counted, LOCKER, lock, NOVEMBER, PROVINCE, "as agreed")
    with counted.session(SYSTEM) as session:
        session.connection().execute(update(MonthStep).values(holds_longer=False))
        session.connection().execute(delete(LockedObservation).where(LockedObservation.period.like("%-Q%")))
        assert find_silent_changes(session) == {}
        session.commit()
    quarter = Period.parse("2023-Q2")
    assert (value(counted, quarter, "exits").state, value(counted, quarter).state) == (PROVISIONAL, FINAL)


LEVELS = {"village": HERE, "township": HERE[:9], "county": KUNSHAN}
HELD = {  # what a lock copies: total of a measure kept to the township, of one kept to the county, a category
    "village": (False, False, False),
    "township": (True, False, False),
    "county": (True, True, True),
}


def test_only_what_a_lock_copies_is_called_locked(counted: TwoCounties):
    """Each figure that is called final has its cells among those that the lock keeps; others say why they are not."""
    done(counted, LOCKER, lock, NOVEMBER, PROVINCE, "as agreed")
    with counted.session(SYSTEM) as session:
        state, kept = current_snapshot(session), set(session.scalars(select(LockedObservation.region_code)))
        assert {len(code) for code in kept} == {6, 9}
        for level, region in LEVELS.items():
            about = [region], [NOVEMBER]
            totals = load_values(session, [POPULATION, "spells_begun"], *about)
            by_tier = load_values(session, ["recipients_by_tier"], *about, "tier", ["dibao"])
            for one, is_held in zip([*totals, *by_tier], HELD[level], strict=True):
                assert (one.is_locked, one.is_left_out) == (is_held, not is_held), (level, one.indicator.key)
                assert one.state is (FINAL if is_held else PROVISIONAL)
                reasons = list(explain_state(session, one, state))
                assert (LEFT_OUT in reasons, any("Locked by" in text for text in reasons)) == (not is_held, is_held)
