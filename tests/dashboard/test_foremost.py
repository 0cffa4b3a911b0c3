"""Superlatives stay true when several are equal."""

from dashboard.parts.foremost import foremost, together
from dashboard.parts.ranking import Ranking
from dashboard.places import Place
from shared.locale import ENGLISH, use_language
from tests.dashboard.test_numbers import figure

WHOLE = Place("320000", "Jiangsu", is_zone=False, parent=None)


def ranked(key: str, *sides: tuple[int | None, int | None]) -> Ranking:
    places = [Place(f"3201{n:02}", f"P{n}", is_zone=False, parent="320000") for n in range(len(sides))]
    lines = [(place, figure(key, *both), None) for place, both in zip(places, sides, strict=True)]
    whole = [sum(side or 0 for side in column) for column in zip(*sides, strict=True)]
    return Ranking((WHOLE, figure(key, *whole), None), lines, is_compared=False)


def ranking(*values: int | None) -> Ranking:
    places = [Place(f"3201{n:02}", f"P{n}", is_zone=False, parent="320000") for n in range(len(values))]
    lines = [(place, figure("persons_warned", value), None) for place, value in zip(places, values, strict=True)]
    return Ranking((WHOLE, figure("persons_warned", sum(v or 0 for v in values)), None), lines, is_compared=False)


def test_all_who_are_first():
    assert foremost([3, 1, 3], lambda n: n) == [3, 3]
    assert foremost([3, 1, 3], lambda n: n, min) == [1]
    assert foremost([], lambda n: n) == []


def test_many_names_are_counted():
    with use_language(ENGLISH):
        assert together(["A", "B", "C"]) == "A, B, C"
        assert together(["A", "B", "C", "D"]) == "A, B and 2 more"


def test_a_title_never_names_one_of_equals():
    with use_language(ENGLISH):
        assert ranking(5, 2).title() == "P0: highest with 5 persons; Jiangsu has 7 persons"
        assert ranking(5, 5, 1).title() == "P0, P1: highest with 5 persons each; Jiangsu has 11 persons"
        assert ranking(0, 0).title() == "Jiangsu: 0 persons"  # nothing stands out
        assert ranking(8, 8).title() == "The same everywhere: 8 persons; Jiangsu has 16 persons"
        assert ranking(7).title() == "Jiangsu: 7 persons"
        assert ranking(None, None).title() == "Jiangsu: 0 persons"


def test_a_count_of_a_few_is_no_headline():
    with use_language(ENGLISH):
        assert ranking(4, 1).title() == "Jiangsu: 5 persons"


def test_where_more_is_better_the_lowest_stands_first():
    found = ranked("warning_to_assistance", (30, 100), (10, 100), (50, 100))
    assert [line[0].name for line in found.ranked] == ["P1", "P0", "P2"]
    with use_language(ENGLISH):
        assert found.title() == "P1: lowest with 10.0%; Jiangsu has 30.0%"


def test_a_share_of_few_is_neither_ranked_nor_named():
    found = ranked("warning_to_assistance", (30, 100), (0, 29), (50, 100), (None, 0))
    assert [line[0].name for line in found.ranked] == ["P0", "P2", "P1", "P3"]
    with use_language(ENGLISH):
        assert found.title().startswith("P0: lowest with 30.0%")
        assert ranked("warning_to_assistance", (1, 2), (0, 29), (30, 100)).title() == "Jiangsu: 23.7%"
