"""The regions of a page are those of its period: nobody drops out of the past because a township was closed since."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.page_context import build_page_context
from dashboard.page_query import InvalidPageQueryError
from dashboard.region_navigation import load_compared_regions, load_navigation
from shared.access import Actor, Grant, Role, open_session
from shared.indicators.cube_snapshot import CubeSnapshot, counted_periods
from shared.models import Level, Region

COUNTY, CLOSED, FOUNDED = "320583", "320583100", "320583101"
DAY = date(2023, 12, 31)
AS_OF = CubeSnapshot(DAY, *counted_periods(DAY), datetime.now(UTC))
OFFICIAL = Actor("wang", "王", (Grant(Role.OFFICIAL, COUNTY),))


@pytest.fixture
def changed(reference_engine: Engine) -> Engine:
    """One township was closed in May 2022, another began in March 2023."""
    with Session(reference_engine.execution_options(writing=True)) as session:
        session.get_one(Region, CLOSED).valid_to = date(2022, 5, 10)
        session.get_one(Region, FOUNDED).valid_from = date(2023, 3, 1)
        session.commit()
    return reference_engine


@pytest.mark.parametrize(
    ("period", "stood"),
    [
        ("2021", {CLOSED}),
        ("2022", {CLOSED}),
        ("2022-05", {CLOSED}),
        ("2022-06", set()),
        ("2023-02", set()),
        ("2023-03", {FOUNDED}),
        ("2023", {FOUNDED}),
    ],
)
def test_a_period_offers_the_regions_that_existed_in_it(changed, period, stood):
    with open_session(OFFICIAL, changed) as session:
        context = build_page_context(session, "overview", AS_OF, {"period": period})
        assert {region.code for region in context.navigation.children} & {CLOSED, FOUNDED} == stood
        assert len(context.navigation.children) > 2


def test_a_region_outside_of_its_time_is_named_with_the_period(changed):
    with open_session(OFFICIAL, changed) as session:
        for region, period in ((CLOSED, "2023"), (FOUNDED, "2021")):
            with pytest.raises(InvalidPageQueryError, match=r"在202[13]年不存在"):
                build_page_context(session, "overview", AS_OF, {"region": region, "period": period})
        assert load_navigation(session, CLOSED, (date(2021, 1, 1), date(2021, 1, 31)))


def test_regions_without_the_level_are_named_not_lost(reference_engine: Engine):
    """A city whose townships no county governs, and a county that no city governs."""
    with Session(reference_engine.execution_options(writing=True)) as session:
        like = {"name_en": "", "kind": "", "valid_from": date(2020, 1, 1), "source": "test"}
        session.add(Region(code="329900", name="直筒市", level="city", parent_code="320000", **like))
        session.flush()
        session.add(Region(code="329900001", name="直筒镇", level="township", parent_code="329900", **like))
        session.add(Region(code="329801", name="省直管市", level="county", parent_code="320000", **like))
        session.commit()
    days = (date(2023, 1, 1), DAY)
    with open_session(Actor("li", "李", (Grant(Role.OFFICIAL, "320000"),)), reference_engine) as session:
        navigation = load_navigation(session, "320000", days)
        by_city, by_county, by_township = (
            load_compared_regions(session, navigation, level, days)
            for level in (Level.CITY, Level.COUNTY, Level.TOWNSHIP)
        )
    assert [region.name for region in by_city.deeper] == ["省直管市"]
    assert [region.name for region in by_county.without] == ["直筒市"]
    assert {"329801", "320583"} <= {region.code for region in by_county.regions}
    paths = {region.code: by_township.path_of(region) for region in by_township.regions}
    assert (paths["329900001"], paths["320583100"]) == ("直筒市", "苏州市昆山市")
    assert [region.name for region in by_township.without] == ["省直管市"]
