"""Courses by month: the period looked at is marked, axes end where the months do, labels keep apart."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from dashboard.components.charts.line_charts import build_cumulative_vs_plan
from dashboard.components.charts.monthly_bars import build_cohort_bars, build_diverging_bars
from dashboard.components.charts.palette import DARK, LIGHT
from dashboard.components.charts.stacked_area import build_stacked_area
from dashboard.components.charts.time_axis import build_month_axis, use_whole_steps
from shared.clock import Period, months_to

MONTHS = months_to(date(2023, 12, 31), 36)
FLOWS = {name: [1.0] * 36 for name in ("in", "out", "net", "moved")}
TIERS = {"dibao": [80.0] * 36, "tekun": [18.0] * 36, "marginal": [1.0] * 36, "expenditure": [1.0] * 36}


@pytest.mark.parametrize(
    ("key", "first", "last"), [("2021", "2021-01-01", "2021-12-01"), ("2023-11", *["2023-11-01"] * 2)]
)
def test_the_chosen_period_is_marked(key, first, last):
    drawn = [
        build_diverging_bars(MONTHS, FLOWS, Period.parse(key), LIGHT),
        build_stacked_area(MONTHS, TIERS, Period.parse(key), LIGHT),
    ]
    for chart in drawn:
        shape = next(shape for shape in chart.layout.shapes if shape.type == "rect")
        assert abs((shape.x0 - date.fromisoformat(first)).days) <= 15
        assert abs((shape.x1 - date.fromisoformat(last)).days) <= 15


def test_an_axis_ends_with_the_last_month_and_steps_by_whole_months():
    axis = build_month_axis(MONTHS[0].start, MONTHS[-1].start)
    assert axis["range"][1] > MONTHS[-1].start
    assert axis["dtick"] in {"M1", "M3", "M6", "M12"}


def test_nobody_is_a_fifth_of_a_person():
    assert use_whole_steps([0, 1, 2]) == {"dtick": 1}
    assert use_whole_steps([0, 600]) == {}


def test_names_at_the_end_of_thin_bands_and_of_equal_lines_keep_apart():
    thin = [
        note.y
        for note in build_stacked_area(MONTHS, TIERS, MONTHS[-1], LIGHT).layout.annotations
        if note.xanchor == "left"
    ]
    assert len(thin) == 2
    assert thin[1] - thin[0] >= 0.06 * 100
    ways = {label: (date(2021, 1, 1), date(2023, 12, 31), 0.0) for label in ("2021", "2022")}
    lines = build_cumulative_vs_plan(MONTHS, {"2021": [0.0, 99.0], "2022": [0.0, 100.0]}, ways, "{label}", LIGHT)
    ends = sorted(note.y for note in lines.layout.annotations)
    assert ends[1] - ends[0] >= 0.06 * 100


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_neighbouring_layers_differ_in_grey_too(palette):
    greys = [light_of(colour) for colour in palette.layers]
    for one, other in pairwise(greys):
        assert (max(one, other) + 0.05) / (min(one, other) + 0.05) > 1.8


def light_of(colour: str) -> float:
    """Relative luminance as WCAG has it."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_piece_of_a_cohort_has_an_edge_and_the_open_one_is_hatched():
    outcomes = {name: [5.0] * 36 for name in ("assisted", "eligible", "not eligible", "open")}
    chart = build_cohort_bars(MONTHS, outcomes, MONTHS[-3:], "young", MONTHS[-1], LIGHT)
    assert {bar.marker.line.color for bar in chart.data} == {LIGHT.muted}
    assert [bool(bar.marker.pattern.shape) for bar in chart.data] == [False, False, False, True]
    assert "young" in chart.layout.annotations[0].text
