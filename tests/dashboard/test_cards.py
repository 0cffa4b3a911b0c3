"""A card is about one measure, and its line says between which values it moves."""

from __future__ import annotations

from dashboard.parts.cards import Card, _data
from dashboard.parts.colours import LIGHT
from shared.locale import CHINESE, use_language
from tests.dashboard.test_numbers import figure


def test_the_line_is_named_and_told_with_exact_ends():
    months = [figure("low_income_population", n) for n in (28_801, 29_050, 29_290)]
    with use_language(CHINESE):
        told = _data(Card("低收入人口", months[-1], "", "", months, [], []), LIGHT)
    assert (told["value"], told["spark_caption"]) == ("2.9万人", "低收入人口")
    assert "28,801人" in told["spark_range"]
    assert "29,290人" in told["spark_range"]
    assert told["spark_says"].count("28,801") == 1
    assert told["rests_on"].startswith("依据：")
    assert "数据" in told["rests_on"]


def test_a_blank_course_says_nothing():
    blank = [figure("coverage_rate", 5, None)] * 3
    assert _data(Card("A", blank[0], "", "", blank, [], []), LIGHT)["spark"] == ""
