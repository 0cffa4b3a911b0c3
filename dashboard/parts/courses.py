"""Courses over months: stacked tiers, what came in and went out, cohorts, deliveries against their plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go

from shared.clock import Period

from .chart import chart
from .colours import Palette

HEIGHT = 320
LONGEST_WITHOUT_STEP = 300  # days that fit with a label a month
LINE = 0.07  # of the height of a chart: a line of a label
LABEL_LETTERS = 18
FEW = 5  # up to here an axis would step by fractions


def days(months: Sequence[Period]) -> list[date]:
    """Where the months stand on the axis."""
    return [month.start for month in months]


def stacked(
    months: Sequence[Period], series: Mapping[str, Sequence[float]], chosen: Period, colours: Palette
) -> go.Figure:
    """Areas on each other, light and dark in turn, each named inside if there is room, else at its end."""
    traces = [
        go.Scatter(
            x=days(months),
            y=list(values),
            name=name,
            stackgroup="all",
            mode="lines",
            line={"width": 1, "color": colours.ground},
            fillcolor=colour,
            hovertemplate="%{x|%Y-%m} " + name + " %{y:,}<extra></extra>",
        )
        for (name, values), colour in zip(series.items(), colours.layers, strict=False)
    ]
    middle = len(months) // 2
    inside = _inside_labels({name: values[middle] for name, values in series.items()}, months[middle].start, colours)
    ends = _end_labels({name: values[-1] for name, values in series.items()}, months[-1].start, colours)
    thin = [label for name, label in ends.items() if name not in inside]
    return chart(
        traces,
        colours,
        height=HEIGHT,
        annotations=[*inside.values(), *thin],
        margin={"r": 136 if thin else 24},
        xaxis=axis_of(months[0].start, months[-1].start, bars=False),
        shapes=[_over_areas(chosen, months, colours)],
    )


def _over_areas(chosen: Period, months: Sequence[Period], colours: Palette) -> dict[str, object]:
    """The period that the page is about, framed over the areas: a month is a line."""
    start, end = (max(day, months[0].start) for day in (chosen.start, Period.month_of(chosen.end).start))
    edges = {"x0": start, "x1": min(end, months[-1].start), "y0": 0, "y1": 1, "yref": "paper"}
    return {"type": "rect", "line": {"color": colours.ink, "width": 1.5, "dash": "dot"}} | edges


def _inside_labels(heights: Mapping[str, float], where: date, colours: Palette) -> dict[str, dict[str, object]]:
    """Names in the middle of their bands, of those that are high enough for a line."""
    total, below, labels = sum(heights.values()) or 1, 0.0, {}
    inks = (colours.on_strong, colours.on_weak, colours.on_strong, colours.on_weak)
    for (name, height), ink in zip(heights.items(), inks, strict=False):
        if height / total >= 1.2 * LINE:
            at = {"x": where, "y": below + height / 2, "text": name, "showarrow": False}
            labels[name] = at | {"font": {"size": 13, "color": ink}}
        below += height
    return labels


def axis_of(first: date, last: date, *, bars: bool = True) -> dict[str, object]:
    """Months from the first to the last; half a month more on both sides for bars."""
    half = timedelta(days=16 if bars else 0)
    step = next(f"M{n}" for n in (1, 3, 6, 12, 24) if (last - first).days <= n * LONGEST_WITHOUT_STEP)
    return {"type": "date", "tickformat": "%Y-%m", "dtick": step, "range": [first - half, last + half]}


def _end_labels(ends: Mapping[str, float], last: date, colours: Palette) -> dict[str, dict[str, object]]:
    """Names at the right edge, in the middle of their band, pushed apart where bands are thin."""
    total, below, free, labels = sum(ends.values()) or 1, 0.0, 0.0, {}
    for (name, value), colour in zip(ends.items(), colours.layers, strict=False):
        lines = wrap(name, LABEL_LETTERS)
        half = LINE * len(lines) / 2
        middle = max((below + value / 2) / total, free + half)
        below, free = below + value, middle + half
        text = f"<span style='color:{colour}'>■</span> " + "<br>   ".join(lines)
        where = {"x": last, "y": middle * total, "xanchor": "left", "xshift": 6, "align": "left"}
        labels[name] = where | {"text": text, "showarrow": False, "font": {"size": 12}}
    return labels


def flows(
    months: Sequence[Period], series: Mapping[str, Sequence[float]], chosen: Period, colours: Palette
) -> go.Figure:
    """Who came upwards, who left downwards, the net change as a line; moves inside, in grey: in this order."""
    (entries, came), (exits, left), (net, change), (moves, moved) = series.items()
    x = days(months)
    traces = [
        bars_of(x, entries, came, colours.series[0]),
        bars_of(x, exits, [-v for v in left], colours.series[1], customdata=list(left)),
        _line(x, net, change, {"color": colours.ink, "width": 2}, signed=True),
        _line(x, moves, moved, {"color": colours.muted, "width": 2, "dash": "dot"}),
    ]
    axis = {"zeroline": True, "zerolinecolor": colours.muted}
    return chart(
        traces,
        colours,
        height=HEIGHT,
        barmode="relative",
        bargap=0.25,
        xaxis=axis_of(months[0].start, months[-1].start),
        yaxis=axis | whole_steps([*came, *left, *moved]),
        shapes=[of_period(chosen, colours)],
        **LEGEND,
    )


def _line(x: list[date], name: str, values: Sequence[float], line: dict[str, object], *, signed: bool = False) -> Any:
    hover = "%{x|%Y-%m} " + name + (" %{y:+,}" if signed else " %{y:,}") + "<extra></extra>"
    return go.Scatter(x=x, y=list(values), name=name, mode="lines", line=line, hovertemplate=hover)


def of_period(chosen: Period, colours: Palette) -> dict[str, object]:
    """The period that the page is about, marked behind the course of all months."""
    half = timedelta(days=15)
    edges = {"x0": chosen.start - half, "x1": Period.month_of(chosen.end).start + half, "y0": 0, "y1": 1}
    return {
        "type": "rect",
        "yref": "paper",
        "layer": "below",
        "line": {"width": 0},
        "fillcolor": colours.steps[0],
    } | edges


def whole_steps(values: Sequence[float]) -> dict[str, object]:
    """Steps of one for an axis of a few: nobody is a fifth of a person."""
    return {"dtick": 1} if max(map(abs, values), default=0) <= FEW else {}


LEGEND: dict[str, Any] = {
    "showlegend": True,
    "legend": {
        "orientation": "h",
        "x": 0,
        "y": 1.02,
        "yanchor": "bottom",
        "font": {"size": 12},
        "traceorder": "normal",
    },
}


def bars_of(x: list[date], name: str, values: Sequence[float], colour: str, **more: object) -> go.Bar:
    """Bars of one kind, a month each."""
    number = "%{customdata:,}" if "customdata" in more else "%{y:,}"
    hover = "%{x|%Y-%m} " + name + " " + number + "<extra></extra>"
    return go.Bar(x=x, y=list(values), name=name, marker={"color": colour}, hovertemplate=hover, **more)


def cohorts(
    months: Sequence[Period],
    outcomes: Mapping[str, Sequence[float]],
    immature: Sequence[Period],
    words: str,
    chosen: Period,
    colours: Palette,
) -> go.Figure:
    """Months of issue stacked by what became of them; the last outcome, still open, is hatched; young ones marked."""
    names = list(outcomes)
    tones = [colours.series[0], colours.series[1], colours.line, colours.ground]
    traces = []
    for name, tone in zip(names, tones, strict=True):
        bar = bars_of(days(months), name, outcomes[name], tone)
        bar.marker.line = {"color": colours.muted, "width": 0.8}  # the light pieces end where one sees it
        if name == names[-1]:
            bar.marker.pattern = {"shape": "/", "size": 5, "fgcolor": colours.muted}
        traces.append(bar)
    shapes, notes = _young(immature, words, colours) if immature else ([], [])
    layout = {
        "shapes": [of_period(chosen, colours), *shapes],
        "annotations": notes,
        "barmode": "stack",
        "bargap": 0.2,
        "xaxis": axis_of(months[0].start, months[-1].start),
        "yaxis": whole_steps([sum(values) for values in zip(*outcomes.values(), strict=True)]),
    }
    above = LEGEND["legend"] | {"y": 1 + LINE + 0.02}  # the note on the young months stands between
    return chart(traces, colours, height=HEIGHT + 20, **layout, **LEGEND | {"legend": above})


def _young(
    immature: Sequence[Period], words: str, colours: Palette
) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    edge = immature[0].previous.start.replace(day=16)  # between two bars
    line = {"color": colours.muted, "width": 1, "dash": "dot"}
    shape = {"type": "line", "x0": edge, "x1": edge, "y0": 0, "y1": 1, "yref": "paper", "line": line}
    note = {
        "x": edge,
        "y": 1,
        "yref": "paper",
        "text": f"{words} →",
        "showarrow": False,
        "xanchor": "right",
        "yanchor": "bottom",
    }
    return [shape], [note | {"font": {"size": 12, "color": colours.muted}}]
