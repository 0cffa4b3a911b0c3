"""Superlatives stay true when several are equal."""

from dataclasses import replace

from dashboard.components.html.league_table import League, LeagueLine
from dashboard.components.text.ranking_text import find_extremes, join_names
from dashboard.region_navigation import RegionRef
from shared.indicators.league import RankedValue, rank_values
from shared.locale import ENGLISH, use_language
from tests.dashboard.test_number_format import make_value

WHOLE = RegionRef("320000", "Jiangsu", is_zone=False, parent=None)


def ranked(key: str, *sides: tuple[int | None, int | None]) -> League:
    regions = {
        f"3201{n:02}": RegionRef(f"3201{n:02}", f"P{n}", is_zone=False, parent="320000") for n in range(len(sides))
    }
    values = [replace(make_value(key, *both), region_code=code) for code, both in zip(regions, sides, strict=True)]
    whole = make_value(key, *(sum(side or 0 for side in column) for column in zip(*sides, strict=True)))
    lines = [LeagueLine(regions[ranked.value.region_code], "", ranked) for ranked in rank_values(values)]
    return League(LeagueLine(WHOLE, "", RankedValue(whole)), lines, is_compared=False)


def ranking(*values: int | None) -> League:
    return ranked("persons_warned", *((value, None) for value in values))


def test_all_who_are_first():
    assert find_extremes([3, 1, 3], lambda n: n) == [3, 3]
    assert find_extremes([3, 1, 3], lambda n: n, min) == [1]
    assert find_extremes([], lambda n: n) == []


def test_many_names_are_counted():
    with use_language(ENGLISH):
        assert join_names(["A", "B", "C"]) == "A, B, C"
        assert join_names(["A", "B", "C", "D"]) == "A, B and 2 more"


def test_a_title_never_names_one_of_equals():
    with use_language(ENGLISH):
        assert ranking(5, 2).format_title() == "P0: highest with 5 people; Jiangsu: 7 people"
        assert ranking(5, 5, 1).format_title() == "P0, P1: highest with 5 people each; Jiangsu: 11 people"
        assert ranking(0, 0).format_title() == "Jiangsu: 0 people"  # nothing stands out
        assert ranking(8, 8).format_title() == "The same in every region: 8 people; Jiangsu: 16 people"
        assert ranking(7).format_title() == "Jiangsu: 7 people"
        assert ranking(None, None).format_title() == "Jiangsu: 0 people"


def test_a_count_of_a_few_is_no_headline():
    with use_language(ENGLISH):
        assert ranking(4, 1).format_title() == "Jiangsu: 5 people"


def test_where_more_is_better_the_lowest_stands_first():
    found = ranked("warning_to_assistance", (30, 100), (10, 100), (50, 100))
    assert [line.region.name for line in found.lines] == ["P1", "P0", "P2"]
    with use_language(ENGLISH):
        assert found.format_title() == "P1: lowest with 10.0%; Jiangsu: 30.0%"


def test_a_share_of_few_is_neither_ranked_nor_named():
    found = ranked("warning_to_assistance", (30, 100), (0, 29), (50, 100), (None, 0))
    assert [line.region.name for line in found.lines] == ["P0", "P2", "P1", "P3"]
    with use_language(ENGLISH):
        assert found.format_title().startswith("P0: lowest with 30.0%")
        assert ranked("warning_to_assistance", (1, 2), (0, 29), (30, 100)).format_title() == "Jiangsu: 23.7%"
