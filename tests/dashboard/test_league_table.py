"""The league table of a page: all regions of a level in one table, ranked, sorted, searched and narrowed."""

from __future__ import annotations

import re

import pytest

from shared.locale import ENGLISH
from tests.support.dashboard_pages import OpenPage

NUMBER_OF_COUNTIES = 104


def region_rows(html: str) -> list[str]:
    """The rows of regions in the league table, in their order."""
    table = html.partition("sz-rank")[2].partition("</table>")[0]
    return re.findall(r'<tr[^>]*>\s*<td class="sz-rank">.*?</tr>', table, re.DOTALL)


def test_all_counties_stand_in_one_table_ten_rows_first(look: OpenPage):
    first = look("", level="county", measure="low_income_population")
    assert len(region_rows(first.html)) == 1 + 10  # and the province
    assert "/?region=320000&period=2023&level=county&rows=all" in first.links
    seen = look("", level="county", rows="all")
    assert len(region_rows(seen.html)) == 1 + NUMBER_OF_COUNTIES
    assert "昆山市 苏州市" in seen.cells  # with its city
    assert "江苏省内位次" in seen.text
    assert 'data-address="/?region=320000&amp;period=2023&amp;level=county' in seen.html
    (chart,) = seen.charts
    assert chart["data"][0]["geojson"] == "/geo/counties.geojson"
    assert any(link.startswith("/exports/low_income_population.csv?level=province%2Ccounty") for link in seen.links)


def test_a_table_is_searched_narrowed_and_sorted_by_its_address(look: OpenPage):
    found = look("", level="county", search="鼓楼")
    assert len(region_rows(found.html)) == 1 + 2  # in Nanjing and in Xuzhou
    worse = look("", level="county", measure="coverage_rate", only="worse", rows="all")
    _whole, *lower = region_rows(worse.html)
    assert 10 < len(lower) < NUMBER_OF_COUNTIES
    assert all(re.search(r"<td>−(?:\d|&lt;)", row) for row in lower)  # of neither side: below the province
    by_code = region_rows(look("", level="county", sort="-region").html)
    assert "宿迁" in by_code[1]  # the last codes first
    assert 'aria-sort="descending"' in look("", level="county", sort="-region").html


def test_a_figure_that_ends_higher_is_shown_there_and_says_why(look: OpenPage):
    seen = look("", "province", ENGLISH, level="township", measure="undelivered_overdue")
    assert "Not available at Township level: Undelivered past the deadline" in seen.text
    assert len(region_rows(seen.html)) == 1 + 10
    assert "level=province%2Ccounty" in " ".join(link for link in seen.links if "undelivered_overdue.csv" in link)


@pytest.mark.parametrize(
    ("who", "page", "measure", "name", "last"),
    [
        ("province", "regions", "pledge_rate", "Share of the plan pledged", "Province"),
        ("township", "regions", "coverage_rate", "Low-income share of residents", "Township"),
        ("township", "", "coverage_rate", "Low-income share of residents", "Township"),
    ],
)
def test_a_figure_that_no_region_below_can_have_is_answered_as_itself(look: OpenPage, who, page, measure, name, last):
    """Never another figure in its place; others that can be shown are offered."""
    seen = look(page, who, ENGLISH, measure=measure)
    (section,) = re.findall(r"<h2>([^<]*: there is none below [^<]*)</h2>", seen.html)
    assert section.startswith(f"{name}: ")
    assert f"level: {name} (down to {last} level)." in seen.text
    assert "sz-league" not in seen.html
    assert not [link for link in seen.links if "/low_income_population.csv" in link and "%2C" in link]
    assert any("measure=persons_warned" in link for link in seen.links)


def test_a_level_that_is_not_below_is_answered_with_those_that_are(look: OpenPage):
    assert (
        "昆山市没有可按“设区市”显示的下级。请从中选择：乡镇（街道） (township)。"
        in look("", "county", level="city").notice
    )
    assert look("", "county", level="x").notice
    links = look("", level="township").links
    assert "/?region=320500&period=2023&level=township" in links  # a chosen level goes along to a region above it


def test_every_table_of_regions_has_the_levels(look: OpenPage):
    for page, params in (("coverage", {}), ("warnings", {}), ("charity", {"programme": "solar"}), ("methodology", {})):
        seen = look(page, level="county", **params)
        assert "昆山市 苏州市" in seen.cells or "显示全部 104 个" in seen.text, page


def test_any_figure_has_a_league_table_on_its_page(look: OpenPage):
    seen = look("regions", level="county", measure="verification_rate")
    assert seen.answer.startswith("江苏省核实率：")
    assert len(region_rows(seen.html)) == 1 + 10
    menu = {link for link in seen.links if link.startswith("/regions?") and "measure=" in link}
    assert len(menu) > 40  # nearly all figures
    county = look("regions", "county", measure="delivery_rate")
    assert "签收率" not in county.answer  # quotas end at the county: the usual figure instead, and why
    assert "街道" in county.text or "镇" in county.text


def test_a_band_without_an_upper_limit_is_marked_by_its_lower_one(look: OpenPage):
    seen = look("regions", measure="tekun_to_dibao", level="city")
    assert len(region_rows(seen.html)) == 1 + 13
    assert "Infinity" not in seen.html


def test_no_region_is_the_worst_for_being_small(look: OpenPage):
    """Of a count of good things the highest is named; of a share the lowest."""
    assert "最高" in look("regions", measure="deliveries").text
    assert "最低" in look("regions", measure="delivery_rate").text


def test_the_menu_of_figures_says_where_a_county_stands_in_each(look: OpenPage):
    county = look("regions", region="320583", measure="coverage_rate")
    assert "指标后为昆山市在江苏省各县（市、区）中的位次。" in county.text
    rank = re.search(r"低收入人口占比\s*<small>(.*?)</small>", county.html)
    rows = region_rows(look("", level="county", measure="coverage_rate", rows="all").html)
    (kunshan,) = (row for row in rows if "昆山市" in row)
    in_table = re.search(r'class="sz-rank">(\d+)<', kunshan)
    assert rank
    assert in_table
    assert rank[1] == f"第 {in_table[1]}（共 {NUMBER_OF_COUNTIES} 个）"
    assert "指标后为" not in look("regions").text
