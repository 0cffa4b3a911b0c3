"""Limits of chance around a mean, and the mean of several."""

from __future__ import annotations

import pytest

from shared.indicators.control_limits import ACTION, WARNING, derive_limits
from shared.indicators.peers import pool
from tests.shared.indicators.test_league import YEAR, make_value


def test_limits_narrow_as_numbers_grow_and_stay_between_none_and_all():
    limits = derive_limits(make_value("warning_to_assistance", 300, 1000))
    low, high = limits.interval(100, WARNING)
    assert (low, high) == pytest.approx((21.02, 38.98), abs=0.01)  # 30 ± 1.96 √(0.3 · 0.7 / 100)
    assert limits.interval(100, ACTION)[1] > high > limits.interval(400, WARNING)[1]
    assert limits.interval(2, ACTION) == (0.0, 100.0)
    assert limits.distance(make_value("warning_to_assistance", 50, 100)) > ACTION
    assert limits.distance(make_value("warning_to_assistance", 22, 100)) > -WARNING
    assert derive_limits(make_value("warning_to_assistance", 10, 10)) is None
    assert derive_limits(make_value("persons_warned", 10, None)) is None
    assert derive_limits(make_value("standard_to_consumption", 30, 100)) is None  # money in money


def test_the_mean_of_peers_adds_up_both_sides():
    mean = pool([make_value("warning_to_assistance", 10, 100), make_value("warning_to_assistance", 90, 300)])
    assert (mean.numerator, mean.denominator, mean.value) == (100, 400, 25)
    assert pool([make_value("persons_warned", 10, None)]) is None
    assert mean.period == YEAR
