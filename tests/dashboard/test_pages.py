"""Every page, for people of every level, in both languages."""

import pytest

from dashboard.navigation import PAGES
from shared.locale import CHINESE, ENGLISH
from tests.support.dashboard_pages import REGIONS, OpenPage

PATHS = [page.path if page.path != "overview" else "" for page in PAGES]


PEOPLE = [*((who, CHINESE) for who in REGIONS), ("province", ENGLISH), ("township", ENGLISH)]


@pytest.mark.parametrize("province", ["sqlite"], indirect=True, scope="session")  # each page on both: below
@pytest.mark.parametrize(("who", "language"), PEOPLE)
@pytest.mark.parametrize("path", PATHS)
def test_page_answers_first(look: OpenPage, path, who, language):
    seen = look(path, who, language)
    assert seen.answer
    assert not seen.notice


@pytest.mark.parametrize("path", PATHS)
def test_page_of_a_month(look: OpenPage, path):
    assert look(path, "city", period="2022-02").answer


def test_every_level_below_can_be_reached(look: OpenPage):
    seen = look("", "province", region="320583100001")
    for code in ("320000", "320500", "320583100"):
        assert f"/?region={code}&period=2023" in seen.links


def test_charts_hold_no_shapes_of_their_own(look: OpenPage):
    (chart,) = look("", "province").charts
    assert chart["data"][0]["geojson"] == "/geo/cities.geojson"
    assert len(chart["data"][0]["locations"]) == 13
    (chart,) = look("", "city").charts
    assert chart["data"][0]["geojson"] == "/geo/counties.geojson"
    assert "320571" not in chart["data"][0]["locations"]  # 苏州工业园区 has no polygon


def test_below_the_county_tables_take_the_place_of_the_map(look: OpenPage):
    seen = look("", "county")
    assert seen.charts == []
    assert len([name for name in seen.cells if name.endswith("镇")]) > 5
