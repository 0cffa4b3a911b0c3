"""Superlatives stay true when several are equal."""

from dashboard.parts.foremost import foremost, together
from dashboard.parts.ranking import Ranking
from dashboard.places import Place
from shared.locale import ENGLISH, speaking
from tests.dashboard.test_numbers import figure

WHOLE = Place("320000", "Jiangsu", is_zone=False, parent=None)


def ranking(*values: int | None) -> Ranking:
    places = [Place(f"3201{n:02}", f"P{n}", is_zone=False, parent="320000") for n in range(len(values))]
    lines = [(place, figure("persons_warned", value), None) for place, value in zip(places, values, strict=True)]
    return Ranking((WHOLE, figure("persons_warned", sum(v or 0 for v in values)), None), lines, is_compared=False)


def test_all_who_are_first():
    assert foremost([3, 1, 3], lambda n: n) == [3, 3]
    assert foremost([3, 1, 3], lambda n: n, min) == [1]
    assert foremost([], lambda n: n) == []


def test_many_names_are_counted():
    with speaking(ENGLISH):
        assert together(["A", "B", "C"]) == "A, B, C"
        assert together(["A", "B", "C", "D"]) == "A, B and 2 more"


def test_a_title_never_names_one_of_equals():
    with speaking(ENGLISH):
        assert ranking(5, 2).title() == "P0: highest with 5 persons; Jiangsu has 7 persons"
        assert ranking(5, 5, 1).title() == "P0, P1: highest with 5 persons; Jiangsu has 11 persons"
        assert ranking(0, 0).title() == "The same everywhere: 0 persons; Jiangsu has 0 persons"
        assert ranking(7).title() == "Jiangsu: 7 persons"
        assert ranking(None, None).title() == "Jiangsu: 0 persons"
