"""Who is called the last or the most: only where that is true, may still change, and is no chance."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

from dashboard.places import Place
from dashboard.sections.quotas import _finding
from dashboard.sections.standing_out import _slowest, _undelivered
from shared.locale import ENGLISH, use_language
from tests.dashboard.test_numbers import YEAR, figure

WHOLE = Place("320000", "Jiangsu", is_zone=False, parent=None)
PLACES = [Place(f"32{n:02}00", f"P{n}", is_zone=False, parent="320000") for n in (1, 2, 3)]


class Read:
    """Figures of three places by key, and of the whole."""

    def __init__(self, **sides: list[tuple[int, int]]) -> None:
        self.found = {}
        for key, pairs in sides.items():
            whole = tuple(sum(side) for side in zip(*pairs, strict=True))
            for place, pair in zip([WHOLE, *PLACES], [whole, *pairs], strict=True):
                self.found[key, place.code] = figure(key, *pair)

    def one(self, key: str, place: str, _period: object, _value: str = ""):
        return self.found[key, place]

    part = one

    def number(self, key: str, place: str, _period: object, _value: str = ""):
        return self.found[key, place].value or 0


def of_run(deadline: date) -> SimpleNamespace:
    plan = SimpleNamespace(starts_on=date(2023, 7, 1), deadline_on=deadline)
    return SimpleNamespace(one=lambda read, key, place, period: read.one(key, place, period), shown=[plan], value="")


VISIT = SimpleNamespace(period=YEAR, here=WHOLE, around=SimpleNamespace(below=PLACES))
VISIT.address = SimpleNamespace(to=lambda page, **asked: f"/{page}?{asked}")
RATES = [(90, 100), (96, 100), (95, 100)]


def said_of(rates: list[tuple[int, int]], deadline: date) -> str:
    late = [(whole - part, whole) for part, whole in rates]
    with use_language(ENGLISH):
        return _finding(VISIT, of_run(deadline), Read(delivery_rate=rates, undelivered_overdue=late), PLACES)


def test_behind_is_who_delivered_least_of_a_run_that_goes_on():
    assert said_of(RATES, date(2026, 7, 27)).startswith("P1: furthest behind with 90.0%")
    assert said_of(RATES, date(2023, 11, 30)) == "19 units undelivered past the deadline, most in P1: 10 units"
    assert said_of([(100, 100)] * 3, date(2026, 7, 27)) == "The quota is delivered everywhere"
    assert "furthest" not in said_of([(90, 100)] * 3, date(2026, 7, 27))


def test_no_finding_on_a_tie_of_all_or_on_a_few():
    with use_language(ENGLISH):
        found = _undelivered(VISIT, Read(undelivered_overdue=[(183, 900), (183, 900), (20, 900)]))
        assert found.sentence.startswith("P1, P2: 183 units each")
        few = _undelivered(VISIT, Read(undelivered_overdue=[(1, 9), (1, 9), (0, 9)]))
        assert few.sentence == "Jiangsu: 2 units of the charity quota undelivered past the deadline."
        assert _slowest(VISIT, Read(warning_to_assistance=[(3, 10), (9, 29), (0, 20)])) is None
        assert _slowest(VISIT, Read(warning_to_assistance=[(10, 100)] * 3)) is None
