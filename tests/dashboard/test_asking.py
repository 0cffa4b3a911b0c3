"""What the address asks for: wrong words get a sentence and the valid choices, never an exception."""

import pytest

from tests.dashboard.conftest import Look

pytestmark = pytest.mark.xdist_group("dashboard")
HOSTILE = [
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "\x00",
    "３２０５００",
    "",
    "9" * 5000,
    "../../etc",
    "%s%n",
    "-1",
]


@pytest.mark.parametrize("asked", HOSTILE)
@pytest.mark.parametrize("name", ["region", "period"])
def test_hostile_words_anywhere(look: Look, name, asked):
    seen = look("coverage", "county", **{name: asked})
    assert seen.notice
    assert not seen.answer
    assert "<script" not in seen.html
    assert len(seen.notice) < 400


@pytest.mark.parametrize(
    ("page", "asked"),
    [("", {"measure": "x"}), ("charity", {"programme": "x"}), ("charity", {"run": "999"}), ("", {"period": "2099"})],
)
def test_unknown_choices(look: Look, page, asked):
    seen = look(page, "county", "en", **asked)
    assert "You can choose:" in seen.notice


def test_the_notice_leads_back_to_what_can_be_shown(look: Look):
    seen = look("charity", "county", "en", programme="x", period="2022")
    assert "/charity?period=2022" in seen.links


def test_a_foreign_region_looks_like_none(look: Look):
    foreign, invented = (look("", "county", region=code) for code in ("320582", "320599"))
    assert foreign.notice.replace("320582", "320599") == invented.notice
    above = look("", "county", region="320500")
    assert "苏州" not in above.text


@pytest.mark.parametrize("page", ["", "coverage", "warnings", "charity"])
def test_a_county_official_learns_nothing_of_another_county(look: Look, page):
    seen = look(page, "county")
    for name in ("张家港", "吴江", "苏州市", "江苏省 ·", "320582", "320500"):
        assert name not in seen.html


def test_somebody_with_two_counties_walks_between_them_and_no_further(look: Look):
    seen = look("", "two-counties")
    assert "/?region=320583" in seen.links
    assert look("", "two-counties", region="320583100").answer
    assert look("", "two-counties", region="320500").notice


def test_defaults_are_left_out_of_links(look: Look):
    seen = look("charity", "city", region="320500", period="2023")
    own = [link for link in seen.links if link.startswith(("/?", "/coverage", "/charity"))]
    assert not any("region=320500&" in link or "period=2023&" in link for link in own)
    assert "/coverage" in own


def test_region_and_period_go_along_to_other_pages(look: Look):
    seen = look("charity", "province", region="320500", period="2022", programme="solar")
    assert "/warnings?region=320500&period=2022" in seen.links
    assert "/charity?region=320583&period=2022&programme=solar" in seen.links
