"""Courses by month: the period looked at is marked, axes end where the months do, labels keep apart."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dashboard.components.charts.course_chart import Course, build_courses
from dashboard.components.charts.line_charts import build_area, build_cumulative_vs_plan, build_monthly_bars
from dashboard.components.charts.monthly_bars import build_cohort_bars, build_diverging_bars
from dashboard.components.charts.palette import LIGHT
from dashboard.components.charts.sparkline import build_sparkline
from dashboard.components.charts.stacked_area import build_stacked_area
from dashboard.components.charts.time_axis import build_month_axis, use_whole_steps
from shared.clock import Period, months_to
from shared.indicators.units import Unit
from shared.locale import ENGLISH, use_language

MONTHS = months_to(date(2023, 12, 31), 36)
FLOWS = {name: [1.0] * 36 for name in ("in", "out", "net", "moved")}
TIERS = {"dibao": [80.0] * 36, "tekun": [18.0] * 36, "marginal": [1.0] * 36, "expenditure": [1.0] * 36}


@pytest.mark.parametrize(
    ("key", "first", "last"), [("2021", "2021-01-01", "2021-12-01"), ("2023-11", *["2023-11-01"] * 2)]
)
def test_the_chosen_period_is_marked(key, first, last):
    for chart in draw_every_kind(Period.parse(key)):
        shape = next(shape for shape in chart.layout.shapes if shape.type == "rect")
        assert abs((shape.x0 - date.fromisoformat(first)).days) <= 15
        assert abs((shape.x1 - date.fromisoformat(last)).days) <= 31
        assert shape.line.color == LIGHT.ink
        assert shape.fillcolor is None  # lines stand out from the ground, not from another colour


def test_a_period_outside_of_the_months_is_not_marked():
    assert [shape for chart in draw_every_kind(Period.parse("2019")) for shape in chart.layout.shapes] == []


def draw_every_kind(selected: Period) -> list[Any]:
    ways = {"2021": (date(2021, 1, 1), date(2023, 12, 31), 9.0)}
    return [
        build_diverging_bars(MONTHS, FLOWS, selected, LIGHT),
        build_stacked_area(MONTHS, TIERS, selected, LIGHT),
        build_cohort_bars(MONTHS, FLOWS, [], "", selected, LIGHT),
        build_courses(MONTHS, [Course("Nanjing", [1.0] * 36)], selected, LIGHT, Unit.PERSONS, []),
        build_cumulative_vs_plan(MONTHS, {"2021": [1.0] * 36}, ways, "{label}", selected, LIGHT),
        build_area(MONTHS, [1.0] * 36, "", selected, LIGHT),
        build_monthly_bars(MONTHS, [1.0] * 36, "", selected, LIGHT),
    ]


def test_a_sparkline_frames_the_chosen_months():
    assert "rect" in build_sparkline([1, 2, 3], LIGHT.accent, [2])
    assert "rect" not in build_sparkline([1, 2, 3], LIGHT.accent)


def test_six_lines_differ_in_their_dashes_and_the_names_are_in_ink():
    courses = [Course(name, [float(n)] * 36) for n, name in enumerate("abcdef")]
    chart = build_courses(MONTHS, courses, MONTHS[-1], LIGHT, Unit.PERSONS, [])
    assert len({line.line.dash for line in chart.data}) == len(courses)
    assert {note.font.color for note in chart.layout.annotations} == {None}  # as the chart: ink


def test_hovering_over_a_line_reads_right_for_one_and_for_none():
    course = Course("Nanjing", [1.0, 67_000.0, None])
    with use_language(ENGLISH):
        (line,) = build_courses(MONTHS[:3], [course], MONTHS[0], LIGHT, Unit.PERSONS, []).data
    assert list(line.customdata) == ["1 person", "67,000 people", ""]


def test_the_name_of_a_plan_does_not_cross_the_axis():
    ways = {"2021": (date(2020, 12, 1), date(2021, 2, 1), 9.0), "2023": (date(2023, 1, 1), date(2023, 12, 31), 9.0)}
    lines = {name: [1.0] * 36 for name in ways}
    chart = build_cumulative_vs_plan(MONTHS, lines, ways, "plan {label}", MONTHS[-1], LIGHT)
    sides = {note.text: note.xanchor for note in chart.layout.annotations}
    assert (sides["plan 2021"], sides["plan 2023"]) == ("left", "right")


def test_an_axis_ends_with_the_last_month_and_steps_by_whole_months():
    axis = build_month_axis(MONTHS[0].start, MONTHS[-1].start)
    assert axis["range"][1] > MONTHS[-1].start
    assert "dtick" not in axis  # by the width of the screen
    assert build_month_axis(date(2023, 1, 1), date(2023, 4, 1))["dtick"] == "M1"
    assert build_month_axis(date(2023, 1, 1), date(2023, 9, 1))["dtick"] == "M2"


def test_a_name_inside_of_a_layer_is_not_wider_than_a_phone():
    long = {"Minimum living guarantee": [80.0] * 36, "Low-income families just above": [10.0] * 36, "x": [10.0] * 36}
    notes = build_stacked_area(MONTHS, long, MONTHS[-1], LIGHT).layout.annotations
    assert [note.text for note in notes if note.xanchor != "left"] == ["Minimum living<br>guarantee", "x"]


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
    lines = build_cumulative_vs_plan(
        MONTHS, {"2021": [0.0, 99.0], "2022": [0.0, 100.0]}, ways, "{label}", MONTHS[-1], LIGHT
    )
    ends = sorted(note.y for note in lines.layout.annotations)
    assert ends[1] - ends[0] >= 0.06 * 100


def test_every_piece_of_a_cohort_has_an_edge_and_the_open_one_is_hatched():
    outcomes = {name: [5.0] * 36 for name in ("assisted", "eligible", "not eligible", "open")}
    chart = build_cohort_bars(MONTHS, outcomes, MONTHS[-3:], "young", MONTHS[-1], LIGHT)
    assert {bar.marker.line.color for bar in chart.data} == {LIGHT.muted}
    assert [bar.marker.pattern.shape for bar in chart.data] == ["", "", "", "/"]
    assert "young" in chart.layout.annotations[0].text
