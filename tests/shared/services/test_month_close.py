"""A month is submitted by its county, checked by its city, locked by the province; later moves are restatements."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from shared.access import SYSTEM, Actor, Grant, Role
from shared.access.permission_denied import PermissionDenied
from shared.clock import Period, freeze
from shared.indicators.cube_snapshot import current_snapshot
from shared.indicators.observation_status import ObservationStatus
from shared.indicators.values import load_value
from shared.locale import CHINESE, ENGLISH, use_language
from shared.models import (
    EarlyWarning,
    LockedObservation,
    MonthStepKind,
    Observation,
    Person,
    Spell,
    TemporaryAssistance,
    WarningResponse,
)
from shared.services import commit, records
from shared.services.commit import carry_out, write_trail
from shared.services.figure_states import explain_state, find_restatement
from shared.services.future_changes import list_future_changes
from shared.services.month_close import locking
from shared.services.month_close.county_months import MonthState, load_county_months
from shared.services.month_close.locking import lock
from shared.services.month_close.reopening import refuse_reopening, reopen, request_reopening, waiting_request
from shared.services.month_close.restatements import load_restatements
from shared.services.month_close.silent_changes import find_silent_changes, record_recount
from shared.services.month_close.submitting import check, load_county_month, return_to_county, submit
from shared.services.month_close.validation_rules import RULES_BY_KEY
from shared.services.service_errors import ValidationError
from tests.factories.regions import CHANGSHU, KUNSHAN, PROVINCE, SUZHOU, XUANWU
from tests.support.two_counties import CLERK, PROVINCIAL, TwoCounties, confirming

OCTOBER, NOVEMBER, DECEMBER = (Period.month(2023, month) for month in (10, 11, 12))
CITY = Actor("suzhou-approver", "周敏", (Grant(Role.APPROVER, SUZHOU),), account_id=3)
LOCKER = Actor("approver", "吴昊", (Grant(Role.APPROVER, PROVINCE),), account_id=4)
COUNTY_APPROVER = Actor("kunshan-approver", "钱进", (Grant(Role.APPROVER, KUNSHAN),), account_id=5)
EXPLAINED = dict.fromkeys(("missing_residents", "missing_standard"), "not published yet")


def done(counties: TwoCounties, actor: Actor, act, *arguments):
    with counties.session(actor) as session:
        result = act(session, *arguments)
        commit(session)
    return result


def refused(counties: TwoCounties, actor: Actor, act, *arguments) -> dict[str, str]:
    with counties.session(actor) as session, pytest.raises(ValidationError) as error:
        act(session, *arguments)
    return error.value.fields


def states(counties: TwoCounties, month: Period = NOVEMBER) -> dict[str, MonthState]:
    with counties.session(SYSTEM) as session:
        return {one.region.code: one.state for one in load_county_months(session, month)}


def value(counties: TwoCounties, period: Period, key: str = "low_income_population", region: str = KUNSHAN):
    with counties.session(SYSTEM) as session:
        return load_value(session, key, region, period)


def end_spell(counties: TwoCounties, on: date = date(2023, 6, 15)) -> None:
    with counties.session() as session:
        spell = confirming(session, "the pay slip came late").get_one(Spell, counties.here[Spell])
        records.update(session, spell, {"end_on": on, "exit_reason": "income"}, spell.version)
        commit(session)


def test_a_county_submits_its_city_checks_or_returns(counted: TwoCounties):
    assert states(counted)[KUNSHAN] is MonthState.OPEN
    done(counted, CLERK, submit, NOVEMBER, KUNSHAN, EXPLAINED)
    assert "already submitted" in refused(counted, CLERK, submit, NOVEMBER, KUNSHAN, EXPLAINED)[""]
    done(counted, CITY, check, NOVEMBER, KUNSHAN)
    assert states(counted)[KUNSHAN] is MonthState.CHECKED
    assert "reason" in refused(counted, CITY, return_to_county, NOVEMBER, KUNSHAN, " ")
    done(counted, CITY, return_to_county, NOVEMBER, KUNSHAN, "two families are missing")
    assert states(counted) == {CHANGSHU: MonthState.OPEN, KUNSHAN: MonthState.RETURNED} | dict.fromkeys(
        (XUANWU, "320104"), MonthState.OPEN
    )
    done(counted, CLERK, submit, NOVEMBER, KUNSHAN, EXPLAINED)
    assert states(counted)[KUNSHAN] is MonthState.SUBMITTED


def test_who_may_do_what(counted: TwoCounties):
    both = Actor("both", "赵一", (Grant(Role.CLERK, KUNSHAN), Grant(Role.APPROVER, SUZHOU)), account_id=6)
    denied = (
        (CLERK, submit, NOVEMBER, CHANGSHU, EXPLAINED),
        (CITY, submit, NOVEMBER, KUNSHAN, EXPLAINED),
        (COUNTY_APPROVER, check, NOVEMBER, KUNSHAN),
        (CLERK, check, NOVEMBER, KUNSHAN),
        (CITY, lock, NOVEMBER, PROVINCE),
        (PROVINCIAL, lock, NOVEMBER, PROVINCE),
    )
    for actor, act, *arguments in denied:
        with counted.session(actor) as session, pytest.raises(PermissionDenied):
            act(session, *arguments)
    done(counted, both, submit, NOVEMBER, KUNSHAN, EXPLAINED)
    assert "second person" in refused(counted, both, check, NOVEMBER, KUNSHAN)[""]
    assert "not submitted" in refused(counted, CITY, check, NOVEMBER, CHANGSHU)[""]
    with counted.session(CLERK) as session:
        assert [one.region.code for one in load_county_months(session, NOVEMBER)] == [KUNSHAN]


def test_a_month_that_runs_is_not_submitted_nor_locked(counted: TwoCounties):
    assert "2023-12" in refused(counted, CLERK, submit, DECEMBER, KUNSHAN, EXPLAINED)[""]
    assert "2023-12" in refused(counted, LOCKER, lock, DECEMBER, PROVINCE, "as agreed")[""]
    freeze(date(2024, 2, 1))
    done(counted, CLERK, submit, DECEMBER, KUNSHAN, EXPLAINED)
    assert "not computed" in refused(counted, LOCKER, lock, Period.month(2024, 1), PROVINCE, "as agreed")[""]


def test_what_the_rules_find_is_explained_or_mended(counted: TwoCounties):
    with counted.session(SYSTEM) as session:
        session.get_one(Person, counted.here[Person]).died_on = date(2023, 9, 1)
        commit(session)
    assert refused(counted, CLERK, submit, NOVEMBER, KUNSHAN, EXPLAINED | {"dead_recipients": " "}).keys() == {
        "dead_recipients"
    }
    explained = EXPLAINED | {"dead_recipients": "the record of death came today"}
    step = done(counted, CLERK, submit, NOVEMBER, KUNSHAN, explained)
    with counted.session(SYSTEM) as session:
        kept = load_county_month(session, NOVEMBER, KUNSHAN).latest
        assert (kept.id, kept.done_by, kept.kind) == (step.id, CLERK.login, MonthStepKind.SUBMITTED)
        assert kept.findings == [
            {"rule": key, "count": 1, "explanation": explained[key]} for key in RULES_BY_KEY if key in explained
        ]


@pytest.mark.parametrize(("day", "is_late"), [(date(2023, 12, 5), False), (date(2023, 12, 6), True)])
def test_in_time_is_by_the_day_that_the_parameter_says(counted: TwoCounties, day: date, is_late: bool):  # noqa: FBT001
    freeze(day)
    done(counted, CLERK, submit, NOVEMBER, KUNSHAN, EXPLAINED)
    with counted.session(SYSTEM) as session:
        month = load_county_month(session, NOVEMBER, KUNSHAN)
    assert (month.due_on, month.submitted_on, month.is_late) == (date(2023, 12, 5), day, is_late)


def test_a_lock_makes_figures_final_but_none_before_its_time(counted: TwoCounties):
    assert "4 counties" in refused(counted, LOCKER, lock, OCTOBER, PROVINCE)["reason"]
    done(counted, LOCKER, lock, OCTOBER, PROVINCE, "the cities have no time")
    assert value(counted, OCTOBER).state is ObservationStatus.FINAL
    assert value(counted, NOVEMBER).state is ObservationStatus.PROVISIONAL
    for period in ("2022", "2023-Q3", "2023-YTD10"):
        assert value(counted, Period.parse(period)).state is ObservationStatus.FINAL
    assert value(counted, Period.parse("2023-Q4")).state is ObservationStatus.PROVISIONAL
    assert value(counted, Period.parse("2023")).state is ObservationStatus.PROVISIONAL
    assert "locked since" in refused(counted, CLERK, submit, OCTOBER, KUNSHAN, EXPLAINED)[""]
    assert "locked since" in refused(counted, LOCKER, lock, OCTOBER, PROVINCE, "again")[""]
    freeze(date(2024, 2, 1))
    assert "2023-11" in refused(counted, LOCKER, lock, DECEMBER, PROVINCE, "later")[""]


def test_a_locked_month_moves_only_as_a_restatement(counted: TwoCounties):
    done(counted, LOCKER, lock, NOVEMBER, PROVINCE, "as agreed")
    before = value(counted, NOVEMBER)
    end_spell(counted)
    after = value(counted, NOVEMBER)
    assert (before.state, after.state) == (ObservationStatus.FINAL, ObservationStatus.REVISED)
    with counted.session(CLERK) as session:
        told = {(one.revised.indicator.key, one.revised.period.key): one for one in load_restatements(session, KUNSHAN)}
        assert find_silent_changes(session) == {}
    one = told["low_income_population", "2023-11"]
    assert (one.original.value, one.revised.value) == (before.value, after.value) != (None, None)
    assert before.value - after.value == Decimal(1)
    assert (one.revised_by, one.reason) == (CLERK.login, "the pay slip came late")
    assert ("low_income_population", "2023-12") not in told
    with counted.session(CLERK) as session:
        state, restated = current_snapshot(session), find_restatement(session, after)
        sentences = list(explain_state(session, after, state))
        pending = list(list_future_changes(session, after, state))
    assert (restated.original.value, restated.revised.value) == (before.value, after.value)
    assert sentences[0].startswith("Locked by the province (approver) at ")
    assert re.fullmatch(rf"Revised by {CLERK.login} at [-\d: ]+, reason: the pay slip came late", sentences[1])
    assert not [text for text in pending if "Not locked" in text]


def test_what_moved_before_the_lock_is_final(counted: TwoCounties):
    end_spell(counted)
    assert value(counted, NOVEMBER).state is ObservationStatus.REVISED
    done(counted, LOCKER, lock, NOVEMBER, PROVINCE, "as agreed")
    assert value(counted, NOVEMBER).state is ObservationStatus.FINAL
    with counted.session(LOCKER) as session:
        assert load_restatements(session, PROVINCE) == []


def test_counting_anew_hides_no_change_of_a_locked_month(counted: TwoCounties):
    done(counted, LOCKER, lock, NOVEMBER, PROVINCE, "as agreed")
    with counted.session(SYSTEM) as session:
        cell = session.scalars(
            select(Observation).where(Observation.measure == "recipients", Observation.period == "2023-10")
        ).first()
        key = (cell.measure, cell.region_code, cell.period, cell.dimension)
        cell.value += 5
        session.commit()
    with counted.session(SYSTEM) as session:
        assert find_silent_changes(session) == {key: 5}
        assert record_recount(session, "suzhu statistics") == 1
        assert find_silent_changes(session) == {}
        session.commit()
    for language, reason in ((ENGLISH, "All statistics recomputed"), (CHINESE, "全部统计数据重新计算")):
        with use_language(language), counted.session(SYSTEM) as session:
            restated = load_restatements(session, key[1])
            snapshot = current_snapshot(session)
            explained = [text for one in restated for text in explain_state(session, one.revised, snapshot)]
            assert {one.reason for one in restated} == {reason}
            assert any(reason in sentence for sentence in explained), explained


def test_reopening_takes_a_reason_and_two_people(counted: TwoCounties):
    done(counted, LOCKER, lock, OCTOBER, PROVINCE, "as agreed")
    done(counted, LOCKER, lock, NOVEMBER, PROVINCE, "as agreed")
    assert "last locked" in refused(counted, PROVINCIAL, request_reopening, OCTOBER, PROVINCE, "wrong")[""]
    assert "reason" in refused(counted, PROVINCIAL, request_reopening, NOVEMBER, PROVINCE, "")
    assert "No reopening" in refused(counted, LOCKER, reopen, NOVEMBER, PROVINCE)[""]
    done(counted, LOCKER, request_reopening, NOVEMBER, PROVINCE, "a county was left out")
    assert "already" in refused(counted, PROVINCIAL, request_reopening, NOVEMBER, PROVINCE, "wrong")[""]
    assert "second person" in refused(counted, LOCKER, reopen, NOVEMBER, PROVINCE)[""]
    other = Actor("other", "孙丽", (Grant(Role.APPROVER, PROVINCE),), account_id=7)
    done(counted, other, refuse_reopening, NOVEMBER, PROVINCE, "it was not")
    assert value(counted, NOVEMBER).state is ObservationStatus.FINAL
    done(counted, PROVINCIAL, request_reopening, NOVEMBER, PROVINCE, "a county was left out")
    done(counted, LOCKER, reopen, NOVEMBER, PROVINCE)
    assert value(counted, NOVEMBER).state is ObservationStatus.PROVISIONAL
    assert value(counted, OCTOBER).state is ObservationStatus.FINAL
    end_spell(counted, date(2023, 11, 15))
    done(counted, LOCKER, lock, NOVEMBER, PROVINCE, "now with all")
    with counted.session(SYSTEM) as session:
        assert waiting_request(session, NOVEMBER, PROVINCE) is None
        assert load_restatements(session, PROVINCE) == []
        assert find_silent_changes(session) == {}
        locks = session.scalars(select(LockedObservation.lock_id).distinct()).all()
    assert len(locks) == 3


def test_a_cohort_is_final_when_its_time_is_locked_and_then_restated(counted: TwoCounties):
    march, rate = Period.month(2023, 3), "warning_to_assistance"  # 90 days later it is the end of June
    done(counted, LOCKER, lock, Period.month(2023, 5), PROVINCE, "as agreed")
    assert value(counted, march, rate).state is ObservationStatus.PROVISIONAL
    done(counted, LOCKER, lock, Period.month(2023, 6), PROVINCE, "as agreed")
    assert value(counted, march, rate).state is ObservationStatus.FINAL
    assert value(counted, march, "assisted_after_warning").state is ObservationStatus.PROVISIONAL
    with counted.session() as session:
        about = {"warning_id": counted.here[EarlyWarning], "kind": "temporary", "started_on": date(2023, 5, 2)}
        about |= {"temporary_id": counted.here[TemporaryAssistance]}
        records.create(confirming(session, "the receipt came late"), WarningResponse, about)
        commit(session)
    assert (value(counted, march, rate).value, value(counted, march, rate).state) == (100, ObservationStatus.REVISED)
    with counted.session(CLERK) as session:
        told = {one.revised.indicator.key: one for one in load_restatements(session, KUNSHAN)}
        assert find_silent_changes(session) == {}
    assert (told[rate].original.value, told[rate].revised.value, told[rate].reason) == (0, 100, "the receipt came late")


def test_a_correction_under_way_when_a_month_is_locked_ends_first(counted: TwoCounties):
    with counted.session() as session, ThreadPoolExecutor(1) as pool:
        spell = confirming(session, "the pay slip came late").get_one(Spell, counted.here[Spell])
        records.update(session, spell, {"end_on": date(2023, 6, 15), "exit_reason": "income"}, spell.version)
        changes, _revised = carry_out(session)
        locking = pool.submit(done, counted, LOCKER, lock, NOVEMBER, PROVINCE, "as agreed")
        with pytest.raises(TimeoutError):
            locking.result(timeout=0.5)
        write_trail(session, changes)
        session.commit()
        locking.result()
    assert value(counted, NOVEMBER).state is ObservationStatus.FINAL
    with counted.session(SYSTEM) as session:
        assert find_silent_changes(session) == {}


def test_a_lock_that_ends_half_way_leaves_nothing(counted: TwoCounties, monkeypatch: pytest.MonkeyPatch):
    def end(*_arguments) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(locking, "freeze_sets", end)
    with pytest.raises(ZeroDivisionError):
        done(counted, LOCKER, lock, NOVEMBER, PROVINCE, "as agreed")
    assert value(counted, NOVEMBER).state is ObservationStatus.PROVISIONAL
    with counted.session(SYSTEM) as session:
        assert session.scalars(select(LockedObservation.lock_id)).all() == []
