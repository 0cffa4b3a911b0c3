"""Courses of charity: deliveries against their plan, what grows, what happens month by month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import plotly.graph_objects as go

from shared.clock import Period

from .chart import chart
from .colours import Palette
from .courses import HEIGHT, LINE, axis_of, bars_of, days, whole_steps


def against_plan(
    months: Sequence[Period],
    courses: Mapping[str, Sequence[float]],
    ways: Mapping[str, tuple[date, date, float]],
    plan_name: str,
    colours: Palette,
) -> go.Figure:
    """Cumulative lines by run, each beside the straight way from its start to its quota on the deadline."""
    traces, notes, ends = [], [], [month.end for month in months]
    top = max([0.0, *(max(values) for values in courses.values()), *(quota for *_days, quota in ways.values())])
    names_at = _apart({name: values[-1] for name, values in courses.items()}, top)
    for (name, values), colour in zip(courses.items(), colours.series, strict=False):
        start, deadline, quota = ways[name]
        hover = "%{x|%Y-%m} " + name + " %{y:,}<extra></extra>"
        solid = {"color": colour, "width": 2.5}
        since = sum(end < start for end in ends)
        own = {"x": ends[since:], "y": list(values[since:])}
        traces.append(go.Scatter(**own, mode="lines", line=solid, hovertemplate=hover))
        notes.append(_note(ends[-1], names_at[name], name, colour))
        if quota:
            dashed = {"color": colour, "width": 1, "dash": "dash"}
            traces.append(go.Scatter(x=[start, deadline], y=[0, quota], mode="lines", line=dashed, hoverinfo="skip"))
            halfway = start + (deadline - start) / 2
            notes.append(_note(halfway, quota / 2, plan_name.format(label=name), colours.muted))
    last = max([ends[-1], *(deadline for _start, deadline, quota in ways.values() if quota)])
    axis = axis_of(months[0].start, last, bars=False)
    return chart(traces, colours, height=HEIGHT, annotations=notes, xaxis=axis, margin={"t": 24})


def _apart(ends: Mapping[str, float], top: float) -> dict[str, float]:
    """Where names stand above the ends of their lines: at least the height of a label apart."""
    line, free, places = LINE * top, 0.0, {}
    for name, value in sorted(ends.items(), key=lambda end: end[1]):
        places[name] = max(value, free)
        free = places[name] + line
    return places


def _note(x: date, y: float, text: str, colour: str) -> dict[str, object]:
    font = {"size": 12, "color": colour}
    return {"x": x, "y": y, "text": text, "showarrow": False, "xanchor": "right", "yanchor": "bottom", "font": font}


def growth(months: Sequence[Period], values: Sequence[float], name: str, colours: Palette) -> go.Figure:
    """One quantity that grows, by month."""
    hover = "%{x|%Y-%m} " + name + " %{y:,}<extra></extra>"
    fill = {"fill": "tozeroy", "fillcolor": colours.steps[0]}
    line = go.Scatter(
        x=days(months),
        y=list(values),
        mode="lines",
        line={"color": colours.accent, "width": 2.5},
        hovertemplate=hover,
        **fill,
    )
    axis = axis_of(months[0].start, months[-1].start, bars=False)
    return chart([line], colours, height=HEIGHT - 60, xaxis=axis, yaxis=whole_steps(values), margin={"r": 32})


def columns(months: Sequence[Period], values: Sequence[float], name: str, colours: Palette) -> go.Figure:
    """One quantity that happens, by month."""
    return chart(
        [bars_of(days(months), name, values, colours.accent)],
        colours,
        height=HEIGHT - 60,
        bargap=0.25,
        xaxis=axis_of(months[0].start, months[-1].start),
        yaxis=whole_steps(values),
    )
