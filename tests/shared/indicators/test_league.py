"""The league table: ranks by the better side, ties alike, nothing ranked that rests on few."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from shared.clock import Period
from shared.indicators.catalogue import indicator
from shared.indicators.control_limits import derive_limits
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.league import has_goal, is_unfinished, is_worse, rank_values
from shared.rules.parameter_keys import ASSISTANCE_DAYS

YEAR = Period.parse("2023")
LATER = date(2024, 12, 31)
LAW = {ASSISTANCE_DAYS.name: 90}


def make_value(key: str, numerator: int | None, denominator: int | None, day: date = LATER) -> IndicatorValue:
    return IndicatorValue(indicator(key), "320000", YEAR, "", numerator, denominator, "", day, law=LAW)


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


@pytest.mark.parametrize(("days", "is_over"), [(89, False), (90, True)])
def test_what_waits_for_its_days_is_unranked_and_has_no_limits(days, is_over):
    """Of some regions more days are over than of others; a figure of those whose days are over can be ranked."""
    day = YEAR.end + timedelta(days=days)
    for key, is_ranked in (("verification_rate", is_over), ("mature_verification_rate", True)):
        values = [make_value(key, number, 100, day) for number in (20, 10)]
        ranked = rank_values(values)
        assert [one.value.numerator for one in ranked] == ([10, 20] if is_ranked else [20, 10])
        assert [one.rank for one in ranked] == ([2, 1] if is_ranked else [None, None])
        assert (derive_limits(values[0]) is not None) == is_ranked


def test_worse_and_unfinished_follow_the_better_side():
    whole = make_value("warning_to_assistance", 30, 100)
    assert is_worse(make_value("warning_to_assistance", 29, 100), whole)
    assert not is_worse(make_value("warning_to_assistance", 30, 100), whole)
    assert is_worse(make_value("false_alarm_rate", 31, 100), make_value("false_alarm_rate", 30, 100))
    assert is_unfinished(make_value("delivery_rate", 9_999, 10_000))
    assert not is_unfinished(make_value("delivery_rate", 7, 7))
    assert is_unfinished(make_value("undelivered_overdue", 1, 100))
    assert not has_goal(make_value("coverage_rate", 1, 100).indicator)
