"""Courses: one figure of several regions by month, each line with its name at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import cycle

import plotly.graph_objects as go

from dashboard.components.charts.base_chart import build_chart
from dashboard.components.charts.monthly_bars import mark_immature
from dashboard.components.charts.palette import Palette
from dashboard.components.charts.time_axis import (
    HEIGHT,
    LABEL_HEIGHT,
    build_month_axis,
    frame_period,
    month_starts,
    name_line,
    use_whole_steps,
)
from dashboard.components.text.number_format import format_exact_with_unit
from shared.clock import Period
from shared.indicators.units import Unit
from shared.locale import _

LABEL_MARGIN, LETTER = 24, 13  # pixels beside the names, and of a letter of theirs
MAX_LABEL_MARGIN = 140
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")  # as many as the tray holds regions


@dataclass(frozen=True)
class Course:
    """A line: its name, a number for each month or none, and the range that the law asks for."""

    name: str
    values: Sequence[float | None]
    is_reference: bool = False
    band: tuple[Decimal, Decimal] | None = None


def build_courses(
    months: Sequence[Period],
    courses: Sequence[Course],
    selected: Period,
    colours: Palette,
    unit: Unit,
    immature: Sequence[Period],
) -> go.Figure:
    """Lines that are told apart on grey paper too: by colour, dashes and a name at the end."""
    styles = _styles(courses, colours)
    traces = [
        go.Scatter(
            x=month_starts(months),
            y=list(course.values),
            mode="lines",
            name=course.name,
            line=style,
            customdata=[_format_value(value, unit) for value in course.values],
            hovertemplate="%{x|%Y-%m} " + course.name + " %{customdata}<extra></extra>",
        )
        for course, style in zip(courses, styles, strict=True)
    ]
    shapes, notes = mark_immature(immature, _("incomplete"), colours) if immature else ([], [])
    known = [value for course in courses for value in course.values if value is not None]
    limits = [float(limit) for limit in (courses[0].band or ()) if limit.is_finite()]
    law = {"type": "line", "x0": 0, "x1": 1, "xref": "paper", "line": {"color": colours.muted, "dash": "longdash"}}
    frame = frame_period(selected, months, colours, bars=False)
    width = max((len(course.name) * LETTER for course in courses), default=0)
    return build_chart(
        traces,
        colours,
        height=HEIGHT + 40,
        xaxis=build_month_axis(months[0].start, months[-1].start, bars=False),
        yaxis=use_whole_steps(known) if not unit.is_rate else {},
        shapes=[*frame, *shapes, *(law | {"y0": y, "y1": y} for y in limits)],
        annotations=[*notes, *_names_at_ends(courses, styles, months[-1])],
        margin={"r": min(width, MAX_LABEL_MARGIN) + LABEL_MARGIN},
    )


def _styles(courses: Sequence[Course], colours: Palette) -> list[dict[str, object]]:
    """Each with a dash of its own, for grey paper; what is compared with is thin and dotted."""
    own: list[dict[str, object]] = [
        {"color": colour, "width": 2.5, "dash": dash}
        for dash, colour in zip(DASHES, cycle(colours.series), strict=False)
    ]
    others: list[dict[str, object]] = [
        {"color": colours.muted, "width": 1.5, "dash": one} for one in ("dot", "dashdot")
    ]
    return [(others if course.is_reference else own).pop(0) for course in courses]


def _format_value(value: float | None, unit: Unit) -> str:
    """What hovering shows: `1 person`, `67,000 people`."""
    return "" if value is None else format_exact_with_unit(Decimal(str(value)), unit)


def _names_at_ends(
    courses: Sequence[Course], styles: Sequence[dict[str, object]], last: Period
) -> list[dict[str, object]]:
    """Names beside the last numbers, pushed apart where lines end near each other."""
    ends = [
        (next((value for value in reversed(course.values) if value is not None), None), course.name, style)
        for course, style in zip(courses, styles, strict=True)
    ]
    known = sorted(((value, name, style) for value, name, style in ends if value is not None), key=lambda end: end[0])
    top = max((value for course in courses for value in course.values if value is not None), default=0)
    step, free, labels = LABEL_HEIGHT * top, 0.0, []
    for value, name, style in known:
        at = max(value, free)
        free = at + step
        place = {"x": last.start, "y": at, "xanchor": "left", "yanchor": "middle", "showarrow": False, "xshift": 4}
        labels.append(place | {"text": name_line(name, str(style["color"])), "font": {"size": 13}})
    return labels
