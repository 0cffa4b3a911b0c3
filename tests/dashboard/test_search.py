"""Search: regions, figures and terms by any of their names, inside the scope, with the same numbers as elsewhere."""

from types import SimpleNamespace

import pytest

from dashboard.views.search.matches import Matches, find_matches
from dashboard.views.search.region_matches import RegionIndex
from shared.access import Actor, Grant, Role, open_session
from shared.clock import Period
from shared.indicators.cube_snapshot import current_snapshot
from tests.support.dashboard_pages import REGIONS

pytestmark = pytest.mark.parametrize("province", ["sqlite"], indirect=True)  # about words; one statement by name
KUNSHAN = REGIONS["county"]


@pytest.fixture
def search(province):
    """What a province official, or one of another region, finds for a text."""

    def find(text: str, region: str = REGIONS["province"]) -> Matches:
        with open_session(Actor("x", "x", (Grant(Role.OFFICIAL, region),)), province) as session:
            context = SimpleNamespace(session=session, as_of=current_snapshot(session), period=Period.parse("2023"))
            return find_matches(RegionIndex(context), text)

    return find


@pytest.mark.parametrize("text", ["昆山", "昆山市", "kunshan", "Kunshan City", "ks", "320583", "昆山 苏州", "苏州 ks"])
def test_a_region_is_found_by_any_of_its_names(search, text):
    assert KUNSHAN in [region.code for region in search(text).regions]


@pytest.mark.parametrize("text", ["签收", "G2", "receipt_rate", "signed for"])
def test_a_figure_is_found_by_name_code_and_key(search, text):
    assert "receipt_rate" in [one.key for one in search(text).figures]


@pytest.mark.parametrize("text", ["昆山 低收入人口", "低收入人口 昆山市", "昆山低收入人口", "kunshan A2"])
def test_words_for_a_region_and_a_figure_belong_together(search, text):
    found = search(text)
    assert found.are_paired
    assert found.regions[0].code == KUNSHAN
    assert "low_income_population" in [one.key for one in found.figures]


def test_villages_are_found_by_two_characters(search):
    assert any(region.level == "village" for region in search("社区").regions)
    assert not any(region.level == "village" for region in search("社").regions)


def test_regions_of_others_are_not_found(search):
    assert not search("南京", KUNSHAN)
    assert search("昆山", KUNSHAN).regions


def test_a_figure_of_a_region_comes_with_its_value(look):
    cells = look("search", q="昆山市 low_income_population").cells
    figure, value = cells[next(name for name in cells if name.startswith("昆山市"))]
    assert figure == "低收入人口"
    assert value == look("", region="320500").cells["昆山市"][0] + "人"


def test_a_term_is_found_with_its_meaning(look):
    assert "入户" in look("search", q="核实").text


def test_what_is_nowhere_is_said(look):
    assert look("search", q="没有这样的名称").answer == "没有找到“没有这样的名称”。请缩短名称后再查，或输入拼音。"
    assert look("search").answer == "您要查找什么？"


def test_a_region_of_others_is_named_and_whom_to_ask(look):
    for text in ("南京", "nanjing"):
        assert "您没有查看南京市数据的权限" in look("search", "county", q=text).text
    assert "没有找到" in look("search", "county", q="没有这个地方").text
