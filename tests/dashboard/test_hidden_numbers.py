"""What an official without the lists sees: no small count, why not and who does, and no sentence that says none."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from dashboard.sections.regional_table import _compare_sums
from dashboard.views.changes import corrected_figures
from shared.clock import Period
from shared.indicators.catalogue import indicator
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.notes import suppression_note
from shared.locale import ENGLISH, use_language
from shared.services.month_close.restatements import Restatement
from tests.support.dashboard_pages import OpenPage

SAYS_NONE = (
    "No warning was issued",
    "no one was flagged",
    "No one was flagged",
    "Nothing was delivered",
    "0 delivered",
    "0 warnings became overdue",
)


@pytest.mark.parametrize("page", ["", "coverage", "warnings", "charity", "changes"])
def test_a_page_says_once_that_numbers_are_not_shown(look: OpenPage, page):
    seen = look(page, "without-lists", language=ENGLISH)
    with use_language(ENGLISH):
        assert seen.html.count(suppression_note()) == 1
    assert 'sz-blank">*' in seen.html or ">*<" in seen.html
    assert [text for text in SAYS_NONE if text in seen.html] == []
    assert ("sz-blank-value" in seen.html) == (page == "")
    assert not seen.answer[0].islower()


def test_who_reads_the_lists_sees_all(look: OpenPage):
    with use_language(ENGLISH):
        note = suppression_note()
    assert note not in look("coverage", "city", language=ENGLISH).html


def compare(key: str, whole: int, parts: list[int | None]) -> list[str]:
    """What a table of one figure says of its sum."""
    counts: dict[str, int | None] = {"whole": whole} | {str(n): number for n, number in enumerate(parts)}

    def cells(region) -> list[IndicatorValue]:
        number = counts[region.code]
        one = IndicatorValue(indicator(key), "", Period.parse("2023"), "", number or 0, None, "", date(2023, 12, 31))
        return [one if number is not None else one.without_counts()]

    regions = [SimpleNamespace(code=code, name=code) for code in counts]
    compared = SimpleNamespace(whole=regions[0], regions=regions[1:], without=[], deeper=[])
    with use_language(ENGLISH):
        return list(_compare_sums(compared, regions[1:], cells))


def test_regions_that_count_somebody_twice_are_added_up_beside_the_whole():
    (text,) = compare("persons_warned", 98, [40, 60])
    assert "the regions add up to 100, 2 more than whole" in text
    assert compare("persons_warned", 100, [40, 60]) == []
    assert compare("persons_warned", 98, [40, 60, None]) == []
    assert compare("low_income_population", 98, [40, 60]) == []


def correction(category: str, *, is_hidden: bool) -> Restatement:
    period, tier = Period.parse("2023-10"), indicator("recipients_by_tier")
    one = IndicatorValue(tier, "320500", period, f"tier={category}", 20, None, "", date(2023, 12, 31))
    one = one.without_counts() if is_hidden else one
    return Restatement(one, one, datetime(2023, 11, 12, tzinfo=UTC), "li", "a mistake")


def test_the_correction_of_a_category_names_it_unless_its_number_is_hidden():
    shown = [correction(category, is_hidden=False) for category in ("dibao", "tekun")]
    hidden = [correction(category, is_hidden=True) for category in ("dibao", "tekun")]
    assert len(corrected_figures._merge_hidden(shown)) == 2
    (merged,) = corrected_figures._merge_hidden(hidden)
    with use_language(ENGLISH):
        names = [corrected_figures._row(None, one).name for one in (shown[0], merged)]
    assert names == ["Recipients by tier · Tier: Minimum living guarantee (dibao)", "Recipients by tier"]
