"""What moves figures of the past is told month by month, needs a confirmation and a reason, and stays marked."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from shared.access import SYSTEM, open_session
from shared.clock import Period
from shared.indicators import cube
from shared.indicators.observation_status import ObservationStatus
from shared.indicators.values import load_value
from shared.locale import CHINESE, use_language
from shared.models import AuditEvent, RevisedCell, Spell
from shared.services import commit, commit_with_retry, records
from shared.services.doubts import doubt_key, translate_doubt
from shared.services.service_errors import ValidationError
from tests.factories.regions import CHANGSHU, KUNSHAN, PROVINCE
from tests.support.two_counties import CLERK, TwoCounties

END = {"end_on": date(2023, 6, 15), "exit_reason": "income"}


def correct(session, counties: TwoCounties, values=END) -> None:
    spell = session.get_one(Spell, counties.here[Spell])
    records.update(session, spell, values, spell.version)
    commit(session)


def revision(session, counties: TwoCounties) -> list[tuple[str, str]]:
    with pytest.raises(ValidationError) as told:
        correct(session, counties)
    assert told.value.fields == {}
    return told.value.doubts


def state(counties: TwoCounties, place: str, period: str, key: str = "recipients_by_tier") -> ObservationStatus:
    with open_session(SYSTEM, counties.engine) as session:
        return load_value(session, key, place, Period.parse(period)).state


def test_the_months_are_listed_and_nothing_is_saved(counted: TwoCounties, clerk):
    doubts = revision(clerk, counted)
    assert {column for column, _ in doubts} == {""}
    assert "2023-06–2023-11" in doubts[0][1]
    assert clerk.get_one(Spell, counted.here[Spell]).end_on is None
    clerk.rollback()
    with counted.session(SYSTEM) as session:
        assert session.scalar(select(func.count()).select_from(RevisedCell)) == 0
        assert cube.find_differences(session) == []


def test_it_needs_a_reason(counted: TwoCounties, clerk):
    clerk.confirmed = frozenset(doubt_key(*one) for one in revision(clerk, counted))
    with pytest.raises(ValidationError) as refusal:
        correct(clerk, counted)
    assert refusal.value.fields.keys() == {"reason"}


def test_a_confirmed_revision_is_marked_and_told_in_the_trail(counted: TwoCounties, clerk):
    doubts = revision(clerk, counted)
    clerk.confirmed, clerk.reason = frozenset(doubt_key(*one) for one in doubts), "the pay slip came late"
    correct(clerk, counted)
    assert [state(counted, KUNSHAN, month) for month in ("2023-05", "2023-06", "2023-11", "2023-12")] == [
        ObservationStatus.PROVISIONAL,
        ObservationStatus.REVISED,
        ObservationStatus.REVISED,
        ObservationStatus.PROVISIONAL,
    ]
    by_period = {period: state(counted, KUNSHAN, f"2023-{period}") for period in ("Q1", "YTD05", "Q2", "H1", "Q4")}
    assert [period for period, one in by_period.items() if one is ObservationStatus.REVISED] == ["Q2", "H1"]
    assert state(counted, PROVINCE, "2023-06") is ObservationStatus.REVISED
    assert state(counted, CHANGSHU, "2023-06") is ObservationStatus.PROVISIONAL
    with counted.session(SYSTEM) as session:
        event = session.scalars(select(AuditEvent).where(AuditEvent.action == "revise")).one()
        assert (event.actor, event.record, event.reason) == (CLERK.login, "spell", "the pay slip came late")
        with use_language(CHINESE):
            assert translate_doubt(event.changes["figures"][1][0]).startswith("各类救助对象人数")


def test_a_new_fact_of_this_month_asks_nothing(counted: TwoCounties, clerk):
    correct(clerk, counted, {"end_on": date(2023, 12, 15), "exit_reason": "income"})
    assert state(counted, KUNSHAN, "2023-11") is ObservationStatus.PROVISIONAL


def test_another_revision_than_the_confirmed_is_told_anew(counted: TwoCounties, clerk):
    clerk.confirmed = frozenset(doubt_key(*one) for one in revision(clerk, counted))
    clerk.reason = "the pay slip came late"
    with pytest.raises(ValidationError):
        correct(clerk, counted, END | {"end_on": date(2023, 5, 15)})


def test_what_is_doubted_and_what_moves_is_asked_in_one_round(counted: TwoCounties, clerk):
    """The amount is above the standard, and all months of the past had another one."""

    def act():
        spell = clerk.get_one(Spell, counted.here[Spell])
        records.update(clerk, spell, {"monthly_fen": 9_000_000, **END}, spell.version)

    with pytest.raises(ValidationError) as told:
        commit_with_retry(clerk, act)
    assert told.value.fields == {}
    assert {column for column, _ in told.value.doubts} == {"monthly_fen", ""}
    assert clerk.get_one(Spell, counted.here[Spell]).end_on is None
    clerk.confirmed, clerk.reason = frozenset(doubt_key(*one) for one in told.value.doubts), "the pay slip came late"
    commit_with_retry(clerk, act)
    assert clerk.get_one(Spell, counted.here[Spell]).end_on == END["end_on"]


def test_what_moves_nothing_is_doubted_as_ever(counted: TwoCounties, clerk):
    def act():
        spell = clerk.get_one(Spell, counted.here[Spell])
        records.update(clerk, spell, {"monthly_fen": 9_000_000}, spell.version)

    with pytest.raises(ValidationError) as told:
        commit_with_retry(clerk, act)
    assert {column for column, _ in told.value.doubts} == {"monthly_fen"}
