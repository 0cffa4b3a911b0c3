"""Limits of chance around a mean, and who is similar to whom."""

from __future__ import annotations

import pytest

from shared.access import SYSTEM, open_session
from shared.clock import Period
from shared.indicators.control_limits import ACTION, WARNING, limits_around
from shared.indicators.peers import RESIDENTS, SHARE, Traits, find_peers, format_band, load_traits, pool
from shared.locale import ENGLISH, use_language
from tests.shared.indicators.test_league import YEAR, make_value


def test_limits_narrow_as_numbers_grow_and_stay_between_none_and_all():
    limits = limits_around(make_value("warning_to_assistance", 300, 1000))
    low, high = limits.interval(100, WARNING)
    assert (low, high) == pytest.approx((21.02, 38.98), abs=0.01)  # 30 ± 1.96 √(0.3 · 0.7 / 100)
    assert limits.interval(100, ACTION)[1] > high > limits.interval(400, WARNING)[1]
    assert limits.interval(2, ACTION) == (0.0, 100.0)
    assert limits.distance(make_value("warning_to_assistance", 50, 100)) > ACTION
    assert limits.distance(make_value("warning_to_assistance", 22, 100)) > -WARNING
    assert limits_around(make_value("warning_to_assistance", 10, 10)) is None
    assert limits_around(make_value("persons_warned", 10, None)) is None
    assert limits_around(make_value("standard_to_consumption", 30, 100)) is None  # money in money


def test_similar_counties_agree_in_all_traits(counted):
    with open_session(SYSTEM, counted) as session:
        traits = load_traits(session, ["320583", "320582", "320581", "320102", "320500"], Period.parse("2023"))
    assert "320500" not in traits  # a city is no county
    assert traits["320583"].kind == "县级市"
    peers = find_peers(traits, "320583")
    assert peers == {code for code, found in traits.items() if found == traits["320583"]}
    assert {"320583"} <= peers <= traits.keys() - {"320102"}
    with use_language(ENGLISH):
        assert Traits("县级市", len(RESIDENTS), 0).describe() == (
            "county-level city, residents 1,000,000 and more, low-income people per 1,000 residents below 8"
        )
        assert format_band(SHARE, 1) == "8 to below 15"


def test_the_mean_of_peers_adds_up_both_sides():
    mean = pool([make_value("warning_to_assistance", 10, 100), make_value("warning_to_assistance", 90, 300)])
    assert (mean.numerator, mean.denominator, mean.value) == (100, 400, 25)
    assert pool([make_value("persons_warned", 10, None)]) is None
    assert mean.period == YEAR
