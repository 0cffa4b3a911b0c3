"""Recipients by tier over months: areas on each other, each with its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from textwrap import wrap

import plotly.graph_objects as go

from dashboard.components.charts.base_chart import build_chart
from dashboard.components.charts.palette import Palette
from dashboard.components.charts.time_axis import (
    HEIGHT,
    LABEL_HEIGHT,
    build_month_axis,
    frame_period,
    month_starts,
    name_line,
)
from shared.clock import Period

LABEL_WIDTH = 18


def build_stacked_area(
    months: Sequence[Period], series: Mapping[str, Sequence[float]], selected: Period, colours: Palette
) -> go.Figure:
    """Areas on each other, light and dark in turn, each named inside if there is room, else at its end."""
    traces = [
        go.Scatter(
            x=month_starts(months),
            y=list(values),
            name=name,
            stackgroup="all",
            mode="lines",
            line={"width": 1, "color": colours.ink},
            fillcolor=colour,
            hovertemplate="%{x|%Y-%m} " + name + " %{y:,}<extra></extra>",
        )
        for (name, values), colour in zip(series.items(), colours.layers, strict=False)
    ]
    middle = len(months) // 2
    inside = _inside_labels({name: values[middle] for name, values in series.items()}, months[middle].start, colours)
    ends = _end_labels({name: values[-1] for name, values in series.items()}, months[-1].start, colours)
    thin = [label for name, label in ends.items() if name not in inside]
    return build_chart(
        traces,
        colours,
        height=HEIGHT,
        annotations=[*inside.values(), *thin],
        margin={"r": 136 if thin else 24},
        xaxis=build_month_axis(months[0].start, months[-1].start, bars=False),
        shapes=frame_period(selected, months, colours, bars=False),
    )


def _inside_labels(heights: Mapping[str, float], day: date, colours: Palette) -> dict[str, dict[str, object]]:
    """Names in the middle of their bands, of those that are high enough for their lines."""
    total, base, labels = sum(heights.values()) or 1, 0.0, {}
    inks = (colours.on_strong, colours.on_weak, colours.on_strong, colours.on_weak)
    for (name, height), ink in zip(heights.items(), inks, strict=False):
        lines = wrap(name, LABEL_WIDTH)  # as wide as a phone shows
        if height / total >= (len(lines) + 0.2) * LABEL_HEIGHT:
            at = {"x": day, "y": base + height / 2, "text": "<br>".join(lines), "showarrow": False}
            labels[name] = at | {"font": {"size": 13, "color": ink}}
        base += height
    return labels


def _end_labels(ends: Mapping[str, float], day: date, colours: Palette) -> dict[str, dict[str, object]]:
    """Names at the right edge, in the middle of their band, pushed apart where bands are thin."""
    total, base, free, labels = sum(ends.values()) or 1, 0.0, 0.0, {}
    for (name, value), colour in zip(ends.items(), colours.layers, strict=False):
        lines = wrap(name, LABEL_WIDTH)
        half = LABEL_HEIGHT * len(lines) / 2
        middle = max((base + value / 2) / total, free + half)
        base, free = base + value, middle + half
        text = name_line("<br>   ".join(lines), colour)
        position = {"x": day, "y": middle * total, "xanchor": "left", "xshift": 6, "align": "left"}
        labels[name] = position | {"text": text, "showarrow": False, "font": {"size": 12}}
    return labels
