"""The page of a figure: what it proves, who may open the list behind it, and how it is cited."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from math import isclose
from urllib.parse import parse_qsl

import pytest
from sqlalchemy import Engine, select

from dashboard.figure_page.html_page import Assets
from dashboard.figure_page.page import render_figure_page
from shared.access import SYSTEM, Actor, Grant, Role, open_session
from shared.clock import Period, freeze
from shared.indicators.catalogue import INDICATORS
from shared.indicators.cube_snapshot import current_snapshot
from shared.indicators.figure_lists import Part, select_rows
from shared.indicators.intervals import interval_of, wilson_interval
from shared.indicators.notes import suppression_note
from shared.indicators.values import load_value
from shared.locale import CHINESE, ENGLISH, use_language
from shared.models import ProposedChange
from tests.dashboard.page_reader import TAG
from tests.support.dashboard_pages import REGIONS
from tests.support.databases import REFERENCE_DAY

ORIGIN, KEY = "https://suzhu.example", "assisted_share"
EACH = 4  # every fourth figure is looked at: all kinds of units, sides and maturities are among them
Open = Callable[..., tuple[int, str]]


@pytest.fixture
def open_page(province: Engine) -> Iterator[Open]:
    freeze(REFERENCE_DAY)

    def at(key: str = KEY, role: Role = Role.LIST_READER, language: str = ENGLISH, **params: str) -> tuple[int, str]:
        actor = Actor("anna", "Anna", (Grant(role, REGIONS["province"]),), session_id=1, language=language)
        params = {"region": REGIONS["province"], "period": "2023"} | params
        status, html = render_figure_page(province, actor, key, params, ORIGIN, Assets(["/a.css"], "/b.js"))
        return int(status), html

    return at


def text_of(html: str) -> str:
    return " ".join(unescape(TAG.sub(" ", html)).split())


@pytest.mark.parametrize(
    ("count", "total", "low", "high"), [(15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (9, 9, 0.7009, 1)]
)
def test_wilson_agrees_with_published_examples(count, total, low, high):
    """15 of 148: Newcombe (1998), table I; 0 of 20: the same."""
    assert all(isclose(a, b, abs_tol=6e-5) for a, b in zip(wilson_interval(count, total), (low, high), strict=True))


def test_a_share_shows_both_sides_interval_maturity_and_selection(open_page: Open, province: Engine):
    _status, html = open_page()
    text = text_of(html)
    with open_session(SYSTEM, province) as session:
        value, state = load_value(session, KEY, REGIONS["province"], Period.parse("2023")), current_snapshot(session)
        digest = select_rows(value.indicator, Part.NUMERATOR, value.region_code, value.period, state).digest
    low, high = interval_of(value)
    assert f"Numerator People assisted after a warning: {value.numerator:,}" in text
    assert f"Denominator People flagged: {value.denominator:,}" in text
    assert f"{low:.1f} to {high:.1f} %, n = {value.denominator:,}" in text
    assert "complete on 2024-03-30" in text
    assert "The period runs until 2023-12-31" in text
    assert digest in text


def test_counts_and_amounts_have_no_interval_and_say_why(open_page: Open):
    assert "No interval: every record is counted" in text_of(open_page("low_income_population")[1])
    assert "No interval: amounts" in text_of(open_page("temporary_per_grant")[1])
    assert "No interval: it is read from the days" in text_of(open_page("median_days_to_assistance")[1])


def test_the_first_link_is_the_list_for_whom_it_is_open_else_the_sentence_who_may(open_page: Open):
    _status, html = open_page(role=Role.CLERK, dimension="risk", category="illness")
    main = html.partition("<main")[2]
    first = unescape(re.search(r'href="([^"]*)"', main)[1])
    assert (
        first == f"/admin/figures/{KEY}/rows?region=320000&period=2023&dimension=risk&category=illness&part=numerator"
    )
    denied = open_page("low_income_population", role=Role.OFFICIAL)[1]
    assert "/admin/figures/" not in denied
    assert "open to these roles" in denied


def test_a_number_that_is_not_shown_says_why_and_to_whom_it_is(open_page: Open):
    html = open_page("persons_warned", role=Role.OFFICIAL, region=REGIONS["county"])[1]
    with use_language(ENGLISH):
        assert suppression_note() in unescape(html)
    assert "/admin/figures/" not in html
    assert "n = " not in text_of(html)


def test_it_is_cited_in_both_languages_with_an_address_that_holds_it(open_page: Open):
    text = text_of(open_page()[1])
    chinese, english = re.findall(r'<p lang="[^"]*" id="citation-\d">(.*?)</p>', open_page()[1])
    assert chinese.startswith("江苏省2023年")
    assert english.startswith("Jiangsu, 2023: Share assisted after a warning ")
    for sentence in (chinese, english):
        params = dict(parse_qsl(unescape(sentence).rpartition("?")[2]))
        assert f"{open_page(**params)[0]} {params['frozen'][0]}" == "200 ~"
    selection = re.search(r"selection (\w{12})\.", english)[1]
    assert f"Selection {selection}" in text


def test_what_would_still_change_it(open_page: Open, province: Engine):
    with open_session(SYSTEM, province) as session:
        period = Period.parse("2023")
        both = (load_value(session, key, REGIONS["province"], period) for key in ("persons_warned", "persons_verified"))
        warned, verified = (one.numerator for one in both)
        waiting = len(session.scalars(select(ProposedChange.id).where(ProposedChange.state == "waiting")).all())
    text = text_of(open_page("verification_rate")[1])
    assert f"{warned - verified} people flagged in the period still have no outcome." in text
    assert (f"{waiting} changes of records in the region await confirmation." in text) == (waiting > 0)
    assert "people flagged in the period still have no outcome" not in text_of(open_page("coverage_rate")[1])


def test_figures_of_all_kinds_have_their_page_at_every_level(open_page: Open):
    for number, key in enumerate(list(INDICATORS)[::EACH]):
        region = list(REGIONS.values())[number % len(REGIONS)]
        status, html = open_page(key, language=(CHINESE, ENGLISH)[number % 2], region=region, period="2023-06")
        assert status == 200, key
        assert "None" not in text_of(html), key


def test_a_blank_says_why_and_is_no_inside_of_a_band(open_page: Open):
    assert "There is no such figure at this level" in text_of(open_page("quota", region=REGIONS["township"])[1])
    text = text_of(open_page("standard_to_consumption", region=REGIONS["township"])[1])
    assert "There is no such figure at this level" in text
    of_county = text_of(open_page("standard_to_consumption", region="320681", period="2023-03")[1])
    assert "No value was reported or published" in of_county
    assert "9,360" in of_county  # the side that is known
    assert "the value lies" not in text


@pytest.mark.parametrize("params", [{"region": "110000"}, {"period": "1999"}, {"period": "2023-01..2023-03"}])
def test_an_address_that_means_nothing_says_so(open_page: Open, params):
    status, html = open_page(**params)
    assert status == 404
    assert 'role="alert"' in html


def test_who_may_not_see_it_is_refused_and_a_colleague_learns_of_which_region(open_page: Open, province: Engine):
    assert open_page(role=Role.AUDIT_ADMIN)[0] == 403
    actor = Actor("li", "Li", (Grant(Role.OFFICIAL, REGIONS["county"]),), session_id=1, language=ENGLISH)
    status, html = render_figure_page(province, actor, KEY, {"region": "320100"}, ORIGIN, Assets([], "/b.js"))
    assert status == 403
    assert "You do not have permission to see the statistics of Nanjing" in text_of(html)
