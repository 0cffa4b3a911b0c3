"""The league table: ranks by the better side, ties alike, nothing ranked that rests on few."""

from __future__ import annotations

import pytest

from shared.clock import Period
from shared.indicators.catalogue import indicator
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.league import has_goal, is_unfinished, is_worse, rank_values

YEAR = Period.parse("2023")


def make_value(key: str, numerator: int | None, denominator: int | None) -> IndicatorValue:
    return IndicatorValue(indicator(key), "320000", YEAR, "", numerator, denominator, "", YEAR.end)


def ranks(key: str, *sides: tuple[int | None, int | None]) -> list[tuple[int | None, int | None, bool]]:
    """Numerator, rank and tie of each, in the order of the table."""
    ranked = rank_values(make_value(key, *both) for both in sides)
    return [(one.value.numerator, one.rank, one.is_tied) for one in ranked]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("warning_to_assistance", [(10, 4, False), (20, 2, True), (20, 2, True), (50, 1, False)]),  # more is better
        ("false_alarm_rate", [(50, 4, False), (20, 2, True), (20, 2, True), (10, 1, False)]),  # less is better
        ("coverage_rate", [(50, 1, False), (20, 2, True), (20, 2, True), (10, 4, False)]),  # neither: the highest first
    ],
)
def test_what_needs_attention_stands_first_and_equals_share_a_rank(key, expected):
    found = ranks(key, (20, 100), (50, 100), (10, 100), (20, 100), (1, 29), (None, 0))
    assert found == [*expected, (1, None, False), (None, None, False)]


def test_worse_and_unfinished_follow_the_better_side():
    whole = make_value("warning_to_assistance", 30, 100)
    assert is_worse(make_value("warning_to_assistance", 29, 100), whole)
    assert not is_worse(make_value("warning_to_assistance", 30, 100), whole)
    assert is_worse(make_value("false_alarm_rate", 31, 100), make_value("false_alarm_rate", 30, 100))
    assert is_unfinished(make_value("delivery_rate", 9_999, 10_000))
    assert not is_unfinished(make_value("delivery_rate", 7, 7))
    assert is_unfinished(make_value("undelivered_overdue", 1, 100))
    assert not has_goal(make_value("coverage_rate", 1, 100).indicator)
