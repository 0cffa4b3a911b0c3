"""Bars by month: entries and exits, and cohorts by outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import plotly.graph_objects as go

from dashboard.components.charts.base_chart import build_chart
from dashboard.components.charts.palette import Palette
from dashboard.components.charts.time_axis import (
    HEIGHT,
    LABEL_HEIGHT,
    LEGEND,
    build_month_axis,
    frame_period,
    month_starts,
    use_whole_steps,
)
from shared.clock import Period

COHORT_PATTERNS = ("", "", "", "/")  # of the outcomes in turn


def build_diverging_bars(
    months: Sequence[Period], series: Mapping[str, Sequence[float]], selected: Period, colours: Palette
) -> go.Figure:
    """Entries upwards, exits downwards, the net change as a line, changes of tier as a grey line: in this order."""
    (entries, entered), (exits, exited), (net, change), (moves, moved) = series.items()
    x = month_starts(months)
    traces = [
        build_bars(x, entries, entered, colours.series[0]),
        build_bars(x, exits, [-v for v in exited], colours.series[1], customdata=list(exited)),
        _build_line(x, net, change, {"color": colours.ink, "width": 2}, signed=True),
        _build_line(x, moves, moved, {"color": colours.muted, "width": 2, "dash": "dot"}),
    ]
    axis = {"zeroline": True, "zerolinecolor": colours.muted}
    return build_chart(
        traces,
        colours,
        height=HEIGHT,
        barmode="relative",
        bargap=0.25,
        xaxis=build_month_axis(months[0].start, months[-1].start),
        yaxis=axis | use_whole_steps([*entered, *exited, *moved]),
        shapes=frame_period(selected, months, colours),
        **LEGEND,
    )


def _build_line(
    x: list[date], name: str, values: Sequence[float], line: dict[str, object], *, signed: bool = False
) -> Any:
    hover = "%{x|%Y-%m} " + name + (" %{y:+,}" if signed else " %{y:,}") + "<extra></extra>"
    return go.Scatter(x=x, y=list(values), name=name, mode="lines", line=line, hovertemplate=hover)


def build_bars(x: list[date], name: str, values: Sequence[float], colour: str, **more: object) -> go.Bar:
    """Bars of one series, one for each month."""
    number = "%{customdata:,}" if "customdata" in more else "%{y:,}"
    hover = "%{x|%Y-%m} " + name + " " + number + "<extra></extra>"
    return go.Bar(x=x, y=list(values), name=name, marker={"color": colour}, hovertemplate=hover, **more)


def build_cohort_bars(
    months: Sequence[Period],
    outcomes: Mapping[str, Sequence[float]],
    immature: Sequence[Period],
    note_on_immature: str,
    selected: Period,
    colours: Palette,
) -> go.Figure:
    """Months of issue stacked by outcome: dark, light, empty, hatched; immature months are marked."""
    tones = [colours.series[0], colours.series[1], colours.ground, colours.ground]
    traces = []
    for name, tone, pattern in zip(outcomes, tones, COHORT_PATTERNS, strict=True):
        bar = build_bars(month_starts(months), name, outcomes[name], tone)
        bar.marker.line = {"color": colours.muted, "width": 0.8}  # the light pieces end where one sees it
        bar.marker.pattern = {"shape": pattern, "size": 5, "solidity": 0.2, "fgcolor": colours.muted}
        traces.append(bar)
    shapes, notes = mark_immature(immature, note_on_immature, colours) if immature else ([], [])
    layout = {
        "shapes": [*frame_period(selected, months, colours), *shapes],
        "annotations": notes,
        "barmode": "stack",
        "bargap": 0.2,
        "xaxis": build_month_axis(months[0].start, months[-1].start),
        "yaxis": use_whole_steps([sum(values) for values in zip(*outcomes.values(), strict=True)]),
    }
    legend_above = LEGEND["legend"] | {"y": 1 + LABEL_HEIGHT + 0.02}  # the note on the young months stands between
    return build_chart(traces, colours, height=HEIGHT + 20, **layout, **LEGEND | {"legend": legend_above})


def mark_immature(
    immature: Sequence[Period], note_on_immature: str, colours: Palette
) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """A dotted line before the first of the months that are not complete, with a note."""
    edge = immature[0].previous.start.replace(day=16)  # between two bars
    line = {"color": colours.muted, "width": 1, "dash": "dot"}
    shape = {"type": "line", "x0": edge, "x1": edge, "y0": 0, "y1": 1, "yref": "paper", "line": line}
    note = {
        "x": edge,
        "y": 1,
        "yref": "paper",
        "text": f"{note_on_immature} →",
        "showarrow": False,
        "xanchor": "right",
        "yanchor": "bottom",
    }
    return [shape], [note | {"font": {"size": 12, "color": colours.muted}}]
