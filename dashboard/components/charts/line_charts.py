"""Line charts by month: cumulative deliveries against the plan, one quantity as an area, monthly bars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import plotly.graph_objects as go

from dashboard.components.charts.base_chart import build_chart
from dashboard.components.charts.monthly_bars import build_bars
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
from shared.clock import Period

NEAR_THE_AXIS = 0.25  # of the width: a name left of a point there would lie on the numbers of the axis


def build_cumulative_vs_plan(
    months: Sequence[Period],
    courses: Mapping[str, Sequence[float]],
    plans: Mapping[str, tuple[date, date, float]],
    plan_name: str,
    selected: Period,
    colours: Palette,
) -> go.Figure:
    """Cumulative lines by cycle, each with a dashed line from its start to its quota on the deadline."""
    traces, notes, ends = [], [], [month.end for month in months]
    last_day = max([ends[-1], *(deadline for _start, deadline, quota in plans.values() if quota)])
    top = max([0.0, *(max(values) for values in courses.values()), *(quota for *_days, quota in plans.values())])
    names_at = _spread_labels({name: values[-1] for name, values in courses.items()}, top)
    for (name, values), colour in zip(courses.items(), colours.series, strict=False):
        start, deadline, quota = plans[name]
        hover = "%{x|%Y-%m} " + name + " %{y:,}<extra></extra>"
        solid = {"color": colour, "width": 2.5}
        since = sum(end < start for end in ends)
        points = {"x": ends[since:], "y": list(values[since:])}
        traces.append(go.Scatter(**points, mode="lines", line=solid, hovertemplate=hover))
        notes.append(_build_annotation(ends[-1], names_at[name], name_line(name, colour), colours.ink))
        if quota:
            dashed = {"color": colour, "width": 1, "dash": "dash"}
            traces.append(go.Scatter(x=[start, deadline], y=[0, quota], mode="lines", line=dashed, hoverinfo="skip"))
            notes.append(_name_plan(plan_name.format(label=name), plans[name], months[0].start, last_day, colours))
    axis = build_month_axis(months[0].start, last_day, bars=False)
    frame = frame_period(selected, months, colours, bars=False, at_ends=True)
    return build_chart(traces, colours, height=HEIGHT, annotations=notes, xaxis=axis, shapes=frame, margin={"t": 24})


def _name_plan(
    name: str, plan: tuple[date, date, float], first: date, last: date, colours: Palette
) -> dict[str, object]:
    """The name of a plan, left of the middle of its line; near the axis, which it would cross, at the upper end."""
    start, deadline, quota = plan
    halfway = start + (deadline - start) / 2
    if (halfway - first) / (last - first) > NEAR_THE_AXIS:
        return _build_annotation(halfway, quota / 2, name, colours.muted)
    return _build_annotation(deadline, quota, name, colours.muted) | {"xanchor": "left"}


def _spread_labels(ends: Mapping[str, float], top: float) -> dict[str, float]:
    """The height of the names at the ends of the lines: at least one label apart."""
    line, free, regions = LABEL_HEIGHT * top, 0.0, {}
    for name, value in sorted(ends.items(), key=lambda end: end[1]):
        regions[name] = max(value, free)
        free = regions[name] + line
    return regions


def _build_annotation(x: date, y: float, text: str, colour: str) -> dict[str, object]:
    font = {"size": 12, "color": colour}
    return {"x": x, "y": y, "text": text, "showarrow": False, "xanchor": "right", "yanchor": "bottom", "font": font}


def build_area(
    months: Sequence[Period], values: Sequence[float], name: str, selected: Period, colours: Palette
) -> go.Figure:
    """One cumulative quantity, by month."""
    hover = "%{x|%Y-%m} " + name + " %{y:,}<extra></extra>"
    fill = {"fill": "tozeroy", "fillcolor": colours.steps[0]}
    line = go.Scatter(
        x=month_starts(months),
        y=list(values),
        mode="lines",
        line={"color": colours.accent, "width": 2.5},
        hovertemplate=hover,
        **fill,
    )
    return build_chart(
        [line],
        colours,
        height=HEIGHT - 60,
        xaxis=build_month_axis(months[0].start, months[-1].start, bars=False),
        yaxis=use_whole_steps(values),
        shapes=frame_period(selected, months, colours, bars=False),
        margin={"r": 32},
    )


def build_monthly_bars(
    months: Sequence[Period], values: Sequence[float], name: str, selected: Period, colours: Palette
) -> go.Figure:
    """One quantity of each month."""
    return build_chart(
        [build_bars(month_starts(months), name, values, colours.accent)],
        colours,
        height=HEIGHT - 60,
        bargap=0.25,
        xaxis=build_month_axis(months[0].start, months[-1].start),
        yaxis=use_whole_steps(values),
        shapes=frame_period(selected, months, colours),
    )
