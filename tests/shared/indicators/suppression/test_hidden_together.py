"""Which periods are hidden together, and when further ones are hidden."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from shared.clock import PartialPeriod, Period
from shared.indicators.hidden_periods import OTHERS, YEARS, CellPeriods, HiddenTogether, moved_by
from shared.indicators.protected_measures import group_of
from shared.indicators.sibling_counts import SiblingCounts
from shared.indicators.suppression import HiddenRegions, choose

PERIODS = CellPeriods(date(2023, 11, 30))
QUARTERS = ("2022-Q1", "2022-Q2", "2022-Q3", "2022-Q4")
FLOWS, DAYS, HISTORY = HiddenTogether.QUARTERS, HiddenTogether.DAYS, HiddenTogether.HISTORY


@pytest.mark.parametrize(
    ("together", "key", "names"),
    [
        (FLOWS, "2022", ("2022",)),
        (FLOWS, "2022-05", ("2022-Q2",)),
        (FLOWS, "2022-H2", ("2022-Q3", "2022-Q4")),
        (FLOWS, "2022+04", ("2022-Q1", "2022-Q2")),
        (FLOWS, "2023", ("2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4")),  # it is not over
        (FLOWS, "~2022", ("2022-Q1", "2022-Q2", "2022-Q3", "2022-Q4")),  # to November
        (FLOWS, "~2022Q4", ("2022-Q4",)),
        (DAYS, "2022", ("2022-12",)),
        (DAYS, "2023", ("2023-11",)),
        (DAYS, "~202211", ("2022-11",)),
        (HISTORY, "2022", (YEARS,)),
        (HISTORY, "2023", (OTHERS,)),
        (HISTORY, "~2022", (OTHERS,)),
    ],
)
def test_the_cells_of_a_period_are_hidden_with_those_that_tell_of_them(together, key, names):
    assert PERIODS.of_key(together, key) == names


def test_a_period_that_is_asked_for_is_hidden_as_its_cells_are():
    for key in ("2022", "2022-05", "2022-Q2", "2022-H2", "2022-YTD04", "2023"):
        for together in HiddenTogether:
            cells = PERIODS.of_key(together, key.replace("-YTD", "+"))
            assert PERIODS.of_period(together, Period.parse(key)) == cells
    part = PartialPeriod(date(2022, 1, 1), date(2022, 11, 30), Period.parse("2022"))
    assert PERIODS.of_period(FLOWS, part) == PERIODS.of_key(FLOWS, "~2022")


def test_what_stands_at_the_end_of_a_month_tells_of_what_moved_before_and_after_it():
    assert moved_by("2022-05") == ("2022-Q2",)
    assert moved_by("2022-12") == ("2022-Q4", "2023-Q1", "2022", "2023")


def hidden_of(first_of_a: int, months_of_a: int) -> set[tuple[str, str]]:
    """What is hidden where one of three regions counts few in its first month, and so many in each that follows."""
    months = [f"2022-{n:02}" for n in range(1, 13)]
    counts = {"a": [first_of_a, 0, 0] + [months_of_a] * 9, "b": [60] * 12, "c": [90] * 12}
    rows = [*(("", month) for month in months), ("", "2022")]
    series = [("education_persons", one, rows, np.array([*all_, sum(all_)])) for one, all_ in counts.items()]
    return set(choose(SiblingCounts(group_of("education_persons"), "abc", PERIODS, series), HiddenRegions()).places)


def test_a_small_month_hides_its_quarter_in_two_regions_and_all_quarters_where_years_tell_a_small_one():
    assert hidden_of(10, 40) == set()
    assert hidden_of(9, 40) == {(quarter, one) for quarter in QUARTERS for one in "ab"}
