"""Proposals share the plan out by those eligible, exactly; the table of counties holds those of the actor."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from shared.access import SYSTEM, ScopedSession, open_session
from shared.indicators import cube
from shared.models import ProgrammeCycle, Quota
from shared.services.quota_proposals import apportion, count_eligible, propose_quotas
from shared.services.quotas_by_county import count_units_elsewhere, load_county_quotas
from tests.factories import records as make
from tests.factories.regions import CHANGSHU, KUNSHAN, QINHUAI, VILLAGES, XUANWU
from tests.support.two_counties import CLERK, PROVINCIAL, TwoCounties

WEIGHTS = st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.integers(0, 10_000), max_size=30)


@given(st.integers(0, 100_000), WEIGHTS)
def test_parts_sum_to_the_whole_and_follow_the_weights(total: int, weights: dict[str, int]):
    parts = apportion(total, weights)
    whole = sum(weights.values())
    if not whole:
        assert parts == {}
        return
    assert sum(parts.values()) == total
    assert all(abs(parts[key] * whole - total * weight) < whole for key, weight in weights.items())


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (10, {"a": 1, "b": 1, "c": 1}, {"a": 4, "b": 3, "c": 3}),
        (100, {"a": 416, "b": 338, "c": 246}, {"a": 42, "b": 34, "c": 24}),
        (5, {"a": 0, "b": 7}, {"a": 0, "b": 5}),
    ],
)
def test_the_largest_remainders_get_what_is_left(total, weights, parts):
    assert apportion(total, weights) == parts


@pytest.fixture
def counted(counties: TwoCounties) -> Iterator[TwoCounties]:
    """Three eligible households in Kunshan and one in Changshu beside the families; a marginal one counts for none."""
    with Session(counties.engine.execution_options(writing=True)) as session:
        for village, tier in (
            (VILLAGES[0], "dibao"),
            (VILLAGES[1], "tekun"),
            (VILLAGES[2], "dibao"),
            (VILLAGES[2], "marginal"),
        ):
            home, person = make.household(village), make.person(village)
            more = {"care_level": "full", "support_place": "scattered"} if tier == "tekun" else {}
            session.add_all([home, person, make.spell(person, home, tier=tier, start_on=date(2023, 2, 1), **more)])
        session.commit()
    with open_session(SYSTEM, counties.engine, writing=True) as session:
        cube.build(session)
        session.commit()
    return counties


def cycle(counties: TwoCounties, session: ScopedSession) -> ProgrammeCycle:
    return session.get_one(ProgrammeCycle, counties.here[ProgrammeCycle])


def test_households_in_the_tiers_of_the_programme_are_eligible(counted: TwoCounties):
    with counted.session(PROVINCIAL) as province:
        found = count_eligible(province, cycle(counted, province), [KUNSHAN, CHANGSHU, XUANWU, QINHUAI])
    assert found == {KUNSHAN: 3, CHANGSHU: 1, XUANWU: 1, QINHUAI: 0}


def test_every_office_is_proposed_the_same_and_it_sums_to_the_plan(counted: TwoCounties):
    proposals = []
    for actor in (PROVINCIAL, CLERK):
        with counted.session(actor) as session:
            proposals.append(propose_quotas(session, cycle(counted, session), ()))
    assert proposals[0] == proposals[1] == {KUNSHAN: 60, CHANGSHU: 20, XUANWU: 20, QINHUAI: 0}


def test_a_county_that_takes_no_part_is_left_out(counted: TwoCounties):
    with counted.session(PROVINCIAL) as province:
        found = propose_quotas(province, cycle(counted, province), [XUANWU])
    assert found == {KUNSHAN: 75, CHANGSHU: 25, QINHUAI: 0}


def test_without_figures_nothing_is_proposed(counties: TwoCounties):
    with counties.session(PROVINCIAL) as province:
        assert propose_quotas(province, cycle(counties, province), ()) == {}


def test_the_counties_of_the_actor_with_quota_and_deliveries(counted: TwoCounties):
    with counted.session(PROVINCIAL) as province:
        rows = load_county_quotas(province, cycle(counted, province))
        assert [one.region.code for one in rows] == [XUANWU, QINHUAI, CHANGSHU, KUNSHAN]
        assert [(one.quota and one.quota.units, one.eligible, one.balance.delivered) for one in rows] == [
            (None, 1, 0),
            (None, 0, 0),
            (None, 1, 0),
            (10, 3, 1),
        ]
    with counted.session() as clerk:
        assert [one.region.code for one in load_county_quotas(clerk, cycle(counted, clerk))] == [KUNSHAN]


def test_units_of_counties_elsewhere_are_counted(counted: TwoCounties):
    with Session(counted.engine.execution_options(writing=True)) as session:
        session.add(Quota(cycle_id=counted.here[ProgrammeCycle], region_code=XUANWU, units=7))
        session.commit()
    with counted.session() as clerk:
        assert count_units_elsewhere(clerk, cycle(counted, clerk), [KUNSHAN]) == 7
