"""Tables: the blanks and marks never look alike."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from dashboard.components.html.data_table import Column, Row, SmallText, render_table
from dashboard.components.text.lock_text import describe_lock
from shared.clock import Period
from shared.indicators.catalogue import indicator
from shared.indicators.cube_snapshot import CubeSnapshot
from shared.indicators.indicator import Indicator
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.locked_months import LockedMonths, MonthLock
from shared.indicators.observation_status import BLANKS, WEAKEST_FIRST, ObservationStatus
from shared.locale import ENGLISH, use_language
from shared.models import Level

YEAR = Period.parse("2023")
RATE = indicator("coverage_rate")


LAW = {"monitor.assistance_days": 90}
YOUNG = indicator("verification_rate")


def rate(numerator: int | None, denominator: int | None, status: str = "", of: Indicator = RATE) -> IndicatorValue:
    return IndicatorValue(of, "320000", YEAR, "", numerator, denominator, status, YEAR.end, law=LAW)


def drawn(*values: IndicatorValue) -> str:
    with use_language(ENGLISH):
        rows = [Row(str(n), [indicator_value]) for n, indicator_value in enumerate(values)]
        return str(render_table("Rates", "Region", [Column("Rate", RATE.unit, has_bar=True)], rows))


@pytest.mark.parametrize(
    ("figure", "sign", "meaning"),
    [
        (rate(5, 1000, of=YOUNG), "<sup>i</sup>", "Incomplete (too recent)"),
        (rate(5, 1000, "estimated"), "<sup>e</sup>", "Estimated"),
        (rate(5, 1000, "unconfirmed"), "<sup>u</sup>", "Unverified"),
        (rate(5, None), ">…</td>", "Not reported"),
        (rate(5, 0), ">—</td>", "Not applicable"),
    ],
)
def test_each_state_has_a_sign_and_its_legend(figure, sign, meaning):
    html = drawn(rate(7, 1000), figure)
    assert sign in html
    assert f"{meaning}</span>" in html


def test_zero_is_a_number_and_what_all_are_needs_no_mark():
    html = drawn(rate(0, 1000))
    assert ">0.0<" in html
    assert "<sup>" not in html
    assert "sz-legend" not in html


def test_a_mark_that_all_share_stands_at_the_head():
    html = drawn(rate(5, 1000, of=YOUNG), rate(6, 1000, of=YOUNG))
    assert html.count("<sup>") == 1
    assert "<sup>i</sup>" in html.partition("<tbody>")[0]


@pytest.mark.parametrize(("is_left_out", "number", "is_said"), [(1, 5, True), (0, 5, False), (1, None, False)])
def test_what_no_lock_holds_in_a_locked_month_is_said(is_left_out: int, number: int | None, is_said):
    html = drawn(rate(7, 1000), replace(rate(number, 1000), is_left_out=bool(is_left_out)))
    assert ("corrections still move them" in html) is is_said


LOCKED = MonthLock(date(2023, 12, 31), date(2024, 1, 9), datetime(2024, 1, 9, tzinfo=UTC), 1)
HELD = [
    (Level.COUNTY, LockedMonths((LOCKED,)), "final", "2024-01-09"),
    (Level.TOWNSHIP, LockedMonths((LOCKED,)), "final", "not its categories"),
    (Level.VILLAGE, LockedMonths((LOCKED,)), "provisional", "figures of villages are not locked"),
    (Level.COUNTY, LockedMonths(()), "provisional", ""),
]


@pytest.mark.parametrize(("level", "locked", "state", "text"), HELD)
def test_the_frame_says_what_of_a_place_a_lock_holds(level: Level, locked: LockedMonths, state: str, text: str):
    snapshot = CubeSnapshot(date(2024, 1, 31), (), (), datetime(2024, 1, 31, tzinfo=UTC), locked=locked)
    with use_language(ENGLISH):
        found, said = describe_lock(snapshot, YEAR, level)
    assert (found, text in said, bool(text)) == (state, True, bool(said))


def test_the_frame_says_no_more_than_the_weakest_of_what_it_shows():
    """What may still move stands before what rests on little, and that before what was moved; blanks say nothing."""
    snapshot = CubeSnapshot(
        date(2024, 1, 31), (), (), datetime(2024, 1, 31, tzinfo=UTC), locked=LockedMonths((LOCKED,))
    )
    shown, said = [ObservationStatus.FINAL, ObservationStatus.NOT_APPLICABLE], []
    for state in reversed(WEAKEST_FIRST):
        shown.append(state)
        with use_language(ENGLISH):
            found, text = describe_lock(snapshot, YEAR, Level.COUNTY, shown)
        said.append(found)
        assert ("not every figure shown here is final" in text) == (state is not ObservationStatus.FINAL)
    assert said == list(reversed(WEAKEST_FIRST))
    assert {*WEAKEST_FIRST} | BLANKS == {*ObservationStatus}
    assert describe_lock(replace(snapshot, locked=LockedMonths(())), YEAR, Level.COUNTY, shown[:1]) == (
        ObservationStatus.PROVISIONAL,
        "",
    )


def test_bars_are_parts_of_the_longest():
    html = drawn(rate(5, 1000), rate(10, 1000), rate(5, 0))
    assert html.count("sz-bar-cell") == 2
    assert "width:50.0%" in html
    assert "width:100.0%" in html


def test_names_are_escaped():
    html = str(render_table("<b>", "<i>", [Column("<u>")], [Row("<script>", ["<img>"], link='"x')]))
    assert not any(tag in html for tag in ("<script>", "<img>", "<b>", "<i>", "<u>"))


def test_under_a_share_stands_what_it_is_a_share_of():
    assert "<small>15 / 7,400</small>" in drawn(rate(15, 7400))


def test_a_share_of_few_is_grey_without_a_bar_and_explained():
    html = drawn(rate(15, 29), rate(5, 30))
    assert html.count("sz-small-number") == 1
    assert html.count("sz-bar-cell") == 1
    assert "width:100.0%" in html  # of the longest that may be compared
    assert "denominator below 30" in html


def test_a_long_table_folds_what_is_past_the_tenth_row_and_what_is_empty():
    rows = [Row("all", [rate(9, 100)], is_total=True), *(Row(str(n), [rate(9 - n, 100)]) for n in range(10))]
    html = str(render_table("Rates", "Region", [Column("Rate", RATE.unit)], rows))
    assert html.count("sz-folded-row") == 1  # the tenth, with nothing in it
    assert str(len(rows)) in html.partition("sz-show-all")[2]
    assert "sz-show-all" not in str(render_table("Rates", "Region", [Column("Rate", RATE.unit)], rows[:9]))


@pytest.mark.parametrize(("key", "is_noted"), [("persons_warned", True), ("warnings_issued", False)])
def test_a_foot_says_where_parts_may_exceed_the_whole(key, is_noted):
    """Who was warned about in two cities is one person of the province: its cities add up to more than it has."""
    one = indicator(key)
    values = [IndicatorValue(one, "320000", YEAR, "", n, None, "", YEAR.end) for n in (3, 2, 2)]
    rows = [Row(str(n), [indicator_value], is_total=n == 0) for n, indicator_value in enumerate(values)]
    with use_language(ENGLISH):
        noted = "The parts may add up to more than the total" in render_table(
            "Persons", "Region", [Column("Persons")], rows
        )
        without = render_table("Persons", "Month", [Column("Persons")], [Row("1", [values[1]])])
    assert noted is is_noted
    assert "The parts may" not in without


def test_a_number_leads_to_its_figure_with_region_and_period():
    text = drawn(rate(5, 1000), rate(5, None))
    assert text.count("data-figure") == 1
    assert '<a href="/figures/coverage_rate?region=320000&amp;period=2023" data-figure>5.0</a>' in text


@pytest.mark.parametrize(("text", "is_grey"), [(SmallText("3.1"), True), ("3.1", False)])
def test_the_share_of_few_beside_a_count_is_grey_too(text, is_grey):
    with use_language(ENGLISH):
        drawn_table = render_table("Counts", "Region", [Column("Share")], [Row("One", [text])])
    assert ('<td class="sz-small-number">3.1</td>' in drawn_table) is is_grey
    assert ("denominator below 30" in drawn_table) is is_grey
