"""What the address asks for: wrong words get a sentence and the valid choices, never an exception."""

import re
from datetime import date

import pytest

from dashboard.page_query import default_period
from shared.clock import now
from shared.indicators.cube_snapshot import CubeSnapshot, counted_periods
from tests.support.dashboard_pages import OpenPage

HOSTILE = [
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "\x00",
    "３２０５００",
    "9" * 5000,
    "../../etc",
    "%s%n",
    "-1",
]


@pytest.mark.parametrize("params", HOSTILE)
@pytest.mark.parametrize("name", ["region", "period"])
def test_hostile_words_anywhere(look: OpenPage, name, params):
    seen = look("coverage", "county", **{name: params})
    assert seen.notice
    assert not seen.answer
    assert "<script" not in seen.html
    assert len(seen.notice) < 400


@pytest.mark.parametrize(
    ("page", "params"),
    [("", {"measure": "x"}), ("charity", {"programme": "x"}), ("charity", {"cycle": "999"}), ("", {"period": "2099"})],
)
def test_unknown_choices(look: OpenPage, page, params):
    seen = look(page, "county", "en", **params)
    assert "Choose one of:" in seen.notice


def test_the_notice_leads_back_to_what_can_be_shown(look: OpenPage):
    seen = look("charity", "county", "en", programme="x", period="2022")
    assert "/charity?region=320583&period=2022&level=township" in seen.links


def test_a_foreign_region_is_named_with_whom_to_ask(look: OpenPage):
    seen = look("", "county", region="320582")
    assert "您没有查看张家港市数据的权限" in seen.notice
    assert "安全管理员" in seen.notice
    assert "is not available here" in look("", "county", "en", region="320599").notice
    for words in (seen.text, look("", "county", region="320500").notice):  # named, and nothing else of it told
        assert not re.search(r"\d人", words)


def test_choices_stand_in_their_own_order(look: OpenPage):
    choices = "2021-01 – 2023-12、2021年 (2021)、2022年 (2022)、2023年 (2023)、2023年第四季度 (2023-Q4)、"
    assert choices in look("", period="1999").notice


@pytest.mark.parametrize("page", ["", "coverage", "warnings", "charity"])
def test_a_county_official_learns_nothing_of_another_county(look: OpenPage, page):
    seen = look(page, "county")
    for name in ("张家港", "吴江", "苏州市", "江苏省 ·", "320582", "320500"):
        assert name not in seen.html


def test_somebody_with_two_counties_walks_between_them_and_no_further(look: OpenPage):
    seen = look("", "two-counties")
    assert "/?region=320583&period=2023" in seen.links
    assert look("", "two-counties", region="320583100").answer
    assert look("", "two-counties", region="320500").notice


def test_every_link_says_region_and_period(look: OpenPage):
    for page in ("", "charity"):
        links = look(page, "city").links
        inside = [link for link in links if not link.startswith(("/exports/", "/language", "/password", "/sign-out"))]
        assert inside
        assert [link for link in inside if not ("region=" in link and "period=" in link)] == []


def test_what_is_usual_is_left_out_otherwise(look: OpenPage):
    links = look("charity", "city").links
    assert "/charity?region=320583&period=2023" in links
    assert "/coverage?region=320500&period=2023&level=county" in links


@pytest.mark.parametrize(
    ("day", "usual"),
    [("2023-12-31", "2023"), ("2024-01-02", "2023"), ("2024-01-31", "2023"), ("2024-02-01", "2024")],
)
def test_a_new_year_is_shown_once_a_month_of_it_is_over(day, usual):
    months, years = counted_periods(date.fromisoformat(day))
    assert default_period(CubeSnapshot(date.fromisoformat(day), months, years, now())).key == usual


def test_region_and_period_go_along_to_other_pages(look: OpenPage):
    seen = look("charity", "province", region="320500", period="2022", programme="solar")
    assert "/warnings?region=320500&period=2022&level=county" in seen.links
    assert "/charity?region=320583&period=2022&programme=solar" in seen.links


def test_an_empty_parameter_is_none_and_a_strange_one_is_named_with_what_there_is(look: OpenPage):
    assert look("", region="", period="", level="").answer == look("").answer
    notice = look("", period="2023-01..2023-09\0").notice
    assert "此处没有“2023-01..2023-09”" in notice
    assert "2023年 (2023)" in notice
    assert "2023-YTD" in notice
    nothing = look("regions", "county", level="township", peers="320583").notice
    assert "可选" not in nothing
