"""A number of the law, a standard or a population that changes past months is announced, reasoned and marked alike."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from shared.access import SYSTEM, Actor, Grant, Role, open_session
from shared.clock import Period
from shared.indicators import cube
from shared.indicators.calendar import period_of_cells
from shared.indicators.observation_status import ObservationStatus
from shared.indicators.values import load_value
from shared.locale import use_language
from shared.models import ResidentPopulation, RevisedCell
from shared.rules.parameter_keys import ASSISTANCE_DAYS, DUE_SOON_DAYS
from shared.services import commit, commit_with_retry, records
from shared.services.doubts import doubt_key
from shared.services.service_errors import ValidationError
from tests.shared.indicators.boundary_records import boundary_records
from tests.shared.indicators.small_province import PROVINCE
from tests.shared.indicators.test_law_values import parameter
from tests.shared.indicators.test_oracles import put_rows

AS_OF = date(2023, 12, 31)
PROVINCIAL = Actor("provincial", "陈静", (Grant(Role.CLERK, PROVINCE),), account_id=2)


@pytest.fixture
def counted(engine):
    put_rows(engine, boundary_records(AS_OF), AS_OF)
    with use_language("en"):
        yield engine


def window(session, key: str = ASSISTANCE_DAYS.name, value: str = "60") -> None:
    row = parameter(session, key)
    records.update(session, row, {"value": value}, row.version)


def population(session) -> None:
    row = session.scalars(select(ResidentPopulation).order_by(ResidentPopulation.id)).first()
    records.update(session, row, {"persons": row.persons + 1_000_000}, row.version)


def asked(engine, act, confirmed=frozenset(), reason="") -> ValidationError:
    with open_session(PROVINCIAL, engine, writing=True, reason=reason) as session:
        session.confirmed = confirmed
        with pytest.raises(ValidationError) as refused:
            commit_with_retry(session, lambda: act(session))
    return refused.value


def state(engine, key: str, period: str) -> ObservationStatus:
    with open_session(SYSTEM, engine) as session:
        return load_value(session, key, PROVINCE, Period.parse(period)).state


def revised(engine) -> set[str]:
    with open_session(SYSTEM, engine) as session:
        return set(session.scalars(select(RevisedCell.period)))


FIGURES = {
    window: [
        "Share assisted in time after a warning",
        "Days to assistance",
        "Median days to assistance",
        "Days until nine in ten were assisted",
    ],
    population: ["Low-income share of residents"],
}


@pytest.mark.parametrize("act", FIGURES, ids=["law", "population"])
def test_the_months_and_figures_are_listed_a_reason_is_asked_and_the_months_are_marked(counted, act):
    told = asked(counted, act)
    assert not told.fields
    sentences = [str(sentence) for _column, sentence in told.doubts]
    assert set(FIGURES[act]) <= {sentence.partition(": ")[0] for sentence in sentences}
    assert all("will be marked as revised" in sentence for sentence in sentences)
    assert revised(counted) == set()
    confirmed = frozenset(doubt_key(*one) for one in told.doubts)
    assert asked(counted, act, confirmed).fields.keys() == {"reason"}
    with open_session(PROVINCIAL, counted, writing=True, reason="decree of the province") as session:
        session.confirmed = confirmed
        act(session)
        commit(session)
    with open_session(SYSTEM, counted) as session:
        assert cube.find_differences(session) == []
    assert revised(counted)
    assert max(period_of_cells(period).end for period in revised(counted)) < date(2023, 12, 1)


def test_the_value_of_the_month_shows_the_mark(counted):
    told = asked(counted, window)
    with open_session(PROVINCIAL, counted, writing=True, reason="decree of the province") as session:
        session.confirmed = frozenset(doubt_key(*one) for one in told.doubts)
        window(session)
        commit(session)
    assert state(counted, "warning_to_assistance", "2023-06") is ObservationStatus.REVISED


def test_what_has_no_past_is_not_announced(counted):
    with open_session(PROVINCIAL, counted, writing=True) as session:
        window(session, DUE_SOON_DAYS.name, "30")
        commit(session)
    assert revised(counted) == set()
