"""A card is about one measure, and its line says between which values it moves."""

from __future__ import annotations

from dashboard.components.charts.palette import LIGHT
from dashboard.components.html.indicator_cards import Card, _card_data
from shared.locale import CHINESE, use_language
from tests.dashboard.test_number_format import make_value


def test_the_line_is_named_and_told_with_exact_ends():
    months = [make_value("low_income_population", n) for n in (28_801, 29_050, 29_290)]
    with use_language(CHINESE):
        card = _card_data(Card("低收入人口", months[-1], "", "", months, [], []), LIGHT)
    assert (card["value"], card["sparkline_caption"]) == ("2.9万人", "低收入人口")
    assert "28,801人" in card["sparkline_range"]
    assert "29,290人" in card["sparkline_range"]
    assert card["sparkline_text"].count("28,801") == 1
    assert card["figure_url"].startswith("/figures/low_income_population?region=")
    assert card["legal_basis"].startswith("依据：")
    assert "数据" in card["legal_basis"]


def test_a_blank_course_says_nothing():
    blank = [make_value("coverage_rate", 5, None)] * 3
    assert _card_data(Card("A", blank[0], "", "", blank, [], []), LIGHT)["sparkline"] == ""
