"""Sections drawn from figures that only just fit: the funnel, the waits, the standards."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from dashboard.region_navigation import RegionRef
from dashboard.views.coverage import dibao_standards as standards
from dashboard.views.warnings import timeliness, warning_funnel
from tests.dashboard.test_number_format import YEAR, make_value

HERE = RegionRef("320583100", "Yushan", is_zone=False, parent="320583")
SIDES = {
    "persons_warned": (77,),
    "persons_verified": (77, 77),
    "persons_eligible": (20, 77),
    "assisted_after_warning": (9, 77),
    "persons_not_due": (1, 77),  # one of them was warned about again: checked once, and not yet due once
    "warning_to_assistance": (9, 70),
}


class DrawnSections:
    """What a section would draw: heads and groups of bars."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, section: Any) -> None:
        self.heads, self.groups = [], []
        monkeypatch.setattr(section, "draw_section_header", lambda *words: self.heads.append(words[0]))
        monkeypatch.setattr(section, "render_bars", lambda groups, **_: self.groups.append(groups), raising=False)
        for name in ("emit_html", "draw_section_footer"):
            monkeypatch.setattr(section, name, lambda *_, **__: None)


def context_of(**values: Any) -> Any:
    return SimpleNamespace(
        load_values=lambda *_, **__: SimpleNamespace(hides=lambda _region: False, **values),
        region=HERE,
        period=YEAR,
        region_and_period="",
        figure_url=lambda *_: "",
        as_of=None,
        allowed_downloads=lambda *files: list(files),
    )


def test_checked_and_not_yet_due_together_are_no_more_than_the_warned(monkeypatch: pytest.MonkeyPatch):
    drawn = DrawnSections(monkeypatch, warning_funnel)
    warning_funnel.draw_warning_funnel(context_of(total=lambda key, *_: make_value(key, *SIDES[key])))
    warned, checked, *_others = drawn.groups[0][""]
    assert sum(piece.length for piece in checked.slices) == warned.slices[0].length


@pytest.mark.parametrize(("early", "late", "text"), [(0, 1, "全部"), (3, 1, "4 条")])
def test_one_of_one_is_all(monkeypatch: pytest.MonkeyPatch, early: int, late: int, text: str):
    drawn = DrawnSections(monkeypatch, timeliness)
    waits = {"overdue_01_07": early, "overdue_31_up": late}
    timeliness.draw_overdue_by_age(context_of(value_or_zero=lambda _key, _place, _period, band: waits.get(band, 0)))
    assert text in drawn.heads[0]


@pytest.mark.parametrize(("limit", "bands"), [(45, 4), (60, 4), (61, 5), (90, 5)])
def test_days_to_assistance_end_where_the_law_says(monkeypatch: pytest.MonkeyPatch, limit: int, bands: int):
    drawn = DrawnSections(monkeypatch, timeliness)
    monkeypatch.setattr(timeliness, "csv_link", lambda *_, **__: None)
    context = context_of(value_or_zero=lambda *_: 1, total=lambda key, *_: make_value(key, 10, 20))
    context.as_of = SimpleNamespace(days=lambda _key: limit)
    timeliness.draw_days_to_assistance(context)
    assert len(drawn.groups[0][""]) == bands


def drawn_standards(monkeypatch: pytest.MonkeyPatch, **known: tuple[int, int]) -> tuple[list[str], list[str]]:
    """Heads and tables of the standards of three cities, of which some have a pair."""
    drawn, tables = DrawnSections(monkeypatch, standards), []
    monkeypatch.setattr(standards, "make_sortable", lambda _context, column: column)
    monkeypatch.setattr(standards, "sort_regions", lambda _context, regions, *_columns: regions)
    monkeypatch.setattr(standards, "render_table", lambda *words: tables.append([row.name for row in words[3]]))
    cities = [RegionRef(f"32{n:02}00", f"P{n}", is_zone=False, parent="320000") for n in (1, 2, 3)]
    context = context_of(total=lambda key, code, _period: make_value(key, *known.get(f"c{code}", (None, None))))
    context.navigation = SimpleNamespace(breadcrumb=(), children=cities)
    standards.draw_dibao_standards(context)
    return drawn.heads, tables


def test_of_what_was_never_loaded_there_is_no_row(monkeypatch: pytest.MonkeyPatch):
    assert drawn_standards(monkeypatch) == ([], [])
    heads, tables = drawn_standards(monkeypatch, c320200=(350, 1000))
    assert len(heads) == 1
    assert tables == [["P2"]]
