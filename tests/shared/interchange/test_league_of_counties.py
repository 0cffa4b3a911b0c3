"""All figures of all counties, read in a row: the same as those of few regions, and ranked as in the league table."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, select

from shared.access import Actor, Grant, Role, open_session
from shared.clock import Period
from shared.indicators.catalogue import INDICATORS
from shared.indicators.cube_reader import MANY_REGIONS, OF_COUNTIES
from shared.indicators.league import rank_column, rank_values
from shared.indicators.values import load_columns, load_values
from shared.models import Level, Region

YEAR = Period.parse("2023")
FIGURES = [key for n, (key, one) in enumerate(INDICATORS.items()) if n % 4 == 0 or one.percentile]


@pytest.mark.parametrize("roles", [(Role.OFFICIAL,), (Role.OFFICIAL, Role.LIST_READER)], ids=["figures", "lists"])
def test_figures_of_all_counties_are_those_of_few_and_rank_alike(counted: Engine, roles: tuple[Role, ...]):
    reader = Actor("reader", "reader", tuple(Grant(role, "320000") for role in roles))
    with open_session(reader, counted) as session:
        counties = session.scalars(select(Region.code).where(Region.level == Level.COUNTY)).all()
        columns = [column for (column,) in load_columns(session, FIGURES, counties, [YEAR])]
        read = {column.indicator.key: [column.value(n) for n in range(len(counties))] for column in columns}
        few = [counties[n : n + MANY_REGIONS - 1] for n in range(0, len(counties), MANY_REGIONS - 1)]
        of_few = [value for codes in few for value in load_values(session, FIGURES, codes, [YEAR])]
    assert len(few) > 1
    assert read == {key: [value for value in of_few if value.indicator.key == key] for key in FIGURES}
    assert any(value.is_suppressed for value in of_few) == (Role.LIST_READER not in roles)
    for column in columns:
        ranked = {one.value.region_code: one for one in rank_values(read[column.indicator.key])}
        ranks, shared = rank_column(column)
        assert ranks == [ranked[code].rank for code in counties]
        assert [rank in shared for rank in ranks] == [ranked[code].is_tied for code in counties]


def test_the_totals_of_all_counties_are_read_from_their_index(counted_on_sqlite: Engine):
    asked = OF_COUNTIES.params(measures=["recipients", "residents"], times=["2023"])
    statement = asked.compile(counted_on_sqlite, compile_kwargs={"literal_binds": True})
    with counted_on_sqlite.connect() as connection:
        (step,) = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}").all()
    assert step.detail.endswith("COVERING INDEX ix_observation_county_total (period=? AND measure=?)")
