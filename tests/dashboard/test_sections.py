"""Sections drawn from figures that only just fit: the funnel, the waits, the standards."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from dashboard.places import Place
from dashboard.sections import funnel, speed, standards
from tests.dashboard.test_numbers import YEAR, figure

HERE = Place("320583100", "Yushan", is_zone=False, parent="320583")
SIDES = {
    "persons_warned": (77,),
    "persons_verified": (77, 77),
    "persons_eligible": (20, 77),
    "assisted_after_warning": (9, 77),
    "persons_not_due": (1, 77),  # one of them was warned about again: checked once, and not yet due once
    "warning_to_assistance": (9, 70),
}


class Drawn:
    """What a section would draw: heads and groups of bars."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, section: Any) -> None:
        self.heads, self.groups = [], []
        monkeypatch.setattr(section, "head", lambda *words: self.heads.append(words[0]))
        monkeypatch.setattr(section, "bars", lambda groups, **_: self.groups.append(groups), raising=False)
        for name in ("draw", "foot"):
            monkeypatch.setattr(section, name, lambda *_, **__: None)


def visit_of(**read: Any) -> Any:
    return SimpleNamespace(
        read=lambda *_, **__: SimpleNamespace(**read),
        here=HERE,
        period=YEAR,
        where_and_when="",
        as_of=None,
        files=lambda *files: list(files),
    )


def test_checked_and_not_yet_due_together_are_no_more_than_the_warned(monkeypatch: pytest.MonkeyPatch):
    drawn = Drawn(monkeypatch, funnel)
    funnel.funnel(visit_of(one=lambda key, *_: figure(key, *SIDES[key])))
    warned, checked, *_others = drawn.groups[0][""]
    assert sum(piece.length for piece in checked.slices) == warned.slices[0].length


@pytest.mark.parametrize(("early", "late", "says"), [(0, 1, "全部"), (3, 1, "4 条")])
def test_one_of_one_is_all(monkeypatch: pytest.MonkeyPatch, early: int, late: int, says: str):
    drawn = Drawn(monkeypatch, speed)
    waits = {"overdue_01_07": early, "overdue_31_up": late}
    speed.overdue_by_age(visit_of(number=lambda _key, _place, _period, band: waits.get(band, 0)))
    assert says in drawn.heads[0]


def drawn_standards(monkeypatch: pytest.MonkeyPatch, **known: tuple[int, int]) -> tuple[list[str], list[str]]:
    """Heads and tables of the standards of three cities, of which some have a pair."""
    drawn, tables = Drawn(monkeypatch, standards), []
    monkeypatch.setattr(standards, "table", lambda *words: tables.append([row.name for row in words[3]]))
    cities = [Place(f"32{n:02}00", f"P{n}", is_zone=False, parent="320000") for n in (1, 2, 3)]
    visit = visit_of(one=lambda key, code, _period: figure(key, *known.get(f"c{code}", (None, None))))
    visit.around = SimpleNamespace(trail=(), below=cities)
    standards.standards(visit)
    return drawn.heads, tables


def test_of_what_was_never_loaded_there_is_no_row(monkeypatch: pytest.MonkeyPatch):
    assert drawn_standards(monkeypatch) == ([], [])
    heads, tables = drawn_standards(monkeypatch, c320200=(350, 1000))
    assert len(heads) == 1
    assert tables == [["P2"]]
