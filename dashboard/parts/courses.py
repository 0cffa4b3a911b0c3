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


def days(months: Sequence[Period]) -> list[date]:
    """Where the months stand on the axis."""
    return [month.start for month in months]


def stacked(months: Sequence[Period], series: Mapping[str, Sequence[float]], colours: Palette) -> go.Figure:
    """Areas on each other, each labelled at its end."""
    traces = [
        go.Scatter(
            x=days(months),
            y=list(values),
            name=name,
            stackgroup="all",
            mode="lines",
            line={"width": 0.5, "color": colour},
            fillcolor=colour,
            hovertemplate="%{x|%Y-%m} " + name + " %{y:,}<extra></extra>",
        )
        for (name, values), colour in zip(series.items(), colours.series, strict=False)
    ]
    labels = _end_labels({name: values[-1] for name, values in series.items()}, months[-1].start, colours)
    return chart(
        traces,
        colours,
        height=HEIGHT,
        annotations=labels,
        margin={"r": 128},
        xaxis=_axis(months[0].start, months[-1].start, bars=False),
    )


def _axis(first: date, last: date, *, bars: bool = True) -> dict[str, object]:
    """Months from the first to the last; half a month more on both sides for bars."""
    half = timedelta(days=16 if bars else 0)
    step = next(f"M{n}" for n in (1, 3, 6, 12, 24) if (last - first).days <= n * LONGEST_WITHOUT_STEP)
    return {"type": "date", "tickformat": "%Y-%m", "dtick": step, "range": [first - half, last + half]}


def _end_labels(ends: Mapping[str, float], last: date, colours: Palette) -> list[dict[str, object]]:
    """Names at the right edge, in the middle of their band, pushed apart where bands are thin."""
    total, below, free, labels = sum(ends.values()) or 1, 0.0, 0.0, []
    for (name, value), colour in zip(ends.items(), colours.series, strict=False):
        lines = wrap(name, LABEL_LETTERS)
        half = LINE * len(lines) / 2
        middle = max((below + value / 2) / total, free + half)
        below, free = below + value, middle + half
        text = f"<span style='color:{colour}'>■</span> " + "<br>   ".join(lines)
        where = {"x": last, "y": middle * total, "xanchor": "left", "xshift": 6, "align": "left"}
        labels.append(where | {"text": text, "showarrow": False, "font": {"size": 12}})
    return labels


def flows(months: Sequence[Period], series: Mapping[str, Sequence[float]], colours: Palette) -> go.Figure:
    """Entries upwards, exits downwards, the net change as a line between them: in this order in `series`."""
    (entries, came), (exits, left), (net, change) = series.items()
    x = days(months)
    traces = [
        _bars(x, entries, came, colours.series[0]),
        _bars(x, exits, [-v for v in left], colours.series[1], customdata=list(left)),
        go.Scatter(
            x=x,
            y=list(change),
            name=net,
            mode="lines+markers",
            line={"color": colours.ink, "width": 2},
            marker={"size": 4},
            hovertemplate="%{x|%Y-%m} " + net + " %{y:+,}<extra></extra>",
        ),
    ]
    axis = {"zeroline": True, "zerolinecolor": colours.muted}
    return chart(
        traces,
        colours,
        height=HEIGHT,
        barmode="relative",
        bargap=0.25,
        xaxis=_axis(months[0].start, months[-1].start),
        yaxis=axis,
        **LEGEND,
    )


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


def _bars(x: list[date], name: str, values: Sequence[float], colour: str, **more: object) -> go.Bar:
    number = "%{customdata:,}" if "customdata" in more else "%{y:,}"
    hover = "%{x|%Y-%m} " + name + " " + number + "<extra></extra>"
    return go.Bar(x=x, y=list(values), name=name, marker={"color": colour}, hovertemplate=hover, **more)


def cohorts(
    months: Sequence[Period],
    outcomes: Mapping[str, Sequence[float]],
    immature: Sequence[Period],
    words: str,
    colours: Palette,
) -> go.Figure:
    """Months of issue stacked by what became of them; the last outcome, still open, is hatched; young ones marked."""
    names = list(outcomes)
    tones = [colours.series[0], colours.series[1], colours.line, colours.ground]
    traces = []
    for name, tone in zip(names, tones, strict=True):
        bar = _bars(days(months), name, outcomes[name], tone)
        if name == names[-1]:
            bar.marker.pattern = {"shape": "/", "size": 5, "fgcolor": colours.muted}
            bar.marker.line = {"color": colours.muted, "width": 0.5}
        traces.append(bar)
    shapes, notes = _young(immature, words, colours) if immature else ([], [])
    layout = {
        "shapes": shapes,
        "annotations": notes,
        "barmode": "stack",
        "bargap": 0.2,
        "xaxis": _axis(months[0].start, months[-1].start),
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


def against_plan(
    months: Sequence[Period],
    courses: Mapping[str, Sequence[float]],
    ways: Mapping[str, tuple[date, date, float]],
    plan_name: str,
    colours: Palette,
) -> go.Figure:
    """Cumulative lines by run, each beside the straight way from its start to its quota on the deadline."""
    traces, notes, ends = [], [], [month.end for month in months]
    names_at = _apart({name: values[-1] for name, values in courses.items()})
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
    axis = _axis(months[0].start, last, bars=False)
    return chart(traces, colours, height=HEIGHT, annotations=notes, xaxis=axis, margin={"t": 24})


def _apart(ends: Mapping[str, float]) -> dict[str, float]:
    """Where names stand above the ends of their lines: at least the height of a label apart."""
    line, free, places = LINE * max(ends.values(), default=0), 0.0, {}
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
    return chart([line], colours, height=HEIGHT - 60, xaxis=_axis(months[0].start, months[-1].start, bars=False))


def columns(months: Sequence[Period], values: Sequence[float], name: str, colours: Palette) -> go.Figure:
    """One quantity that happens, by month."""
    return chart(
        [_bars(days(months), name, values, colours.accent)],
        colours,
        height=HEIGHT - 60,
        bargap=0.25,
        xaxis=_axis(months[0].start, months[-1].start),
    )
