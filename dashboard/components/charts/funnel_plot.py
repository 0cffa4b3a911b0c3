"""The funnel plot: shares of regions against how many they rest on, with the limits of chance around the mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log10
from typing import Any

import plotly.graph_objects as go

from dashboard.components.charts.base_chart import build_chart
from dashboard.components.charts.funnel_names import RIGHT, Place, choose_names
from dashboard.components.charts.palette import Palette
from shared.indicators.control_limits import ACTION, WARNING, ControlLimits
from shared.indicators.indicator_value import MIN_DENOMINATOR

HEIGHT, STEPS = 440, 60
WIDE = 20  # times: from there on the axis grows by factors, or the small ones would lie on each other
LIMITS = ((ACTION, "99.8%", "solid"), (WARNING, "95%", "dash"))


@dataclass(frozen=True)
class FunnelPoint:
    """A region: how many its share rests on, the share, how far it lies from the mean, and what hovering shows."""

    name: str
    count: int
    value: float
    distance: float
    text: str

    @property
    def is_small(self) -> bool:
        """Whether it rests on too few to be compared."""
        return self.count < MIN_DENOMINATOR

    @property
    def is_outlier(self) -> bool:
        """Whether it lies beyond the outer limits."""
        return not self.is_small and abs(self.distance) > ACTION

    @property
    def is_beyond(self) -> bool:
        """Whether it lies beyond the inner limits."""
        return not self.is_small and abs(self.distance) > WARNING


@dataclass(frozen=True)
class FunnelNames:
    """What stands at the lower axis and beside the mean."""

    count: str
    mean: str


def build_funnel_plot(
    points: Sequence[FunnelPoint], limits: ControlLimits, names: FunnelNames, colours: Palette
) -> go.Figure:
    """Circles within the limits, filled ones beyond the inner, named diamonds beyond the outer, crosses of few."""
    counts = [point.count for point in points]
    is_wide = max(counts) > WIDE * min(counts)
    grid = _spread(min(counts), max(counts))
    axis: dict[str, Any] = {"title": {"text": names.count, "standoff": 4, "font": {"size": 13}}, "tickformat": ",~f"}
    axis |= {"type": "log", "tickvals": _list_ticks(grid[0], grid[-1])} if is_wide else {"nticks": 6}
    end = log10(grid[-1]) if is_wide else grid[-1]
    heights = _choose_range(points, limits)
    sides = _name_outliers(points, heights, is_wide=is_wide)
    return build_chart(
        [*_draw_limits(grid, limits, colours), *_draw_points(points, sides, colours)],
        colours,
        height=HEIGHT,
        annotations=_label_lines(end, grid[-1], limits, names, colours),
        xaxis=axis,
        yaxis={"range": heights},
        margin={"r": 96, "b": 40},
    )


def _spread(low: int, high: int) -> list[float]:
    """So many numbers from the lowest to the highest, each by the same factor above the one before."""
    growth = (high / low) ** (1 / STEPS)
    return [low * growth**step for step in range(STEPS + 1)]


def _list_ticks(low: float, high: float) -> list[int]:
    """1, 3, 10, 30, …: few enough for a phone."""
    ticks = (digit * 10**power for power in range(12) for digit in (1, 3))
    return [tick for tick in ticks if low <= tick <= high]


def _choose_range(points: Sequence[FunnelPoint], limits: ControlLimits) -> list[float]:
    """From zero, unless all compared shares are far from it: then from somewhat below the lowest."""
    compared = [point for point in points if not point.is_small] or list(points)
    edges = limits.interval(min(point.count for point in compared), ACTION)
    low = min(edges[0], *(point.value for point in compared))
    high = max(edges[1], *(point.value for point in compared))
    margin = 0.05 * (high - low)
    return [0 if low < high / 2 else low - margin, high + margin]


def _draw_limits(grid: Sequence[float], limits: ControlLimits, colours: Palette) -> list[go.Scatter]:
    mean = limits.factor * limits.mean
    lines = [([mean] * len(grid), {"color": colours.ink, "width": 1.5})]
    for errors, _name, dash in LIMITS:
        intervals = [limits.interval(count, errors) for count in grid]
        lines += [
            ([one[side] for one in intervals], {"color": colours.muted, "width": 1.2, "dash": dash}) for side in (0, 1)
        ]
    return [go.Scatter(x=list(grid), y=y, mode="lines", line=line, hoverinfo="skip") for y, line in lines]


def _name_outliers(points: Sequence[FunnelPoint], heights: Sequence[float], *, is_wide: bool) -> dict[FunnelPoint, str]:
    """The outliers that are named, the farthest first, and where their names stand."""
    measure = log10 if is_wide else float
    ends = [measure(choose(point.count for point in points)) for choose in (min, max)]

    def place(point: FunnelPoint) -> Place:
        across = (measure(point.count) - ends[0]) / ((ends[1] - ends[0]) or 1)
        return across, (point.value - heights[0]) / (heights[1] - heights[0])

    outliers = sorted((point for point in points if point.is_outlier), key=lambda point: -abs(point.distance))
    others = [place(point) for point in points if not point.is_outlier]
    sides = choose_names([point.name for point in outliers], [place(point) for point in outliers], others)
    return {outliers[n]: side for n, side in sides.items()}


def _draw_points(points: Sequence[FunnelPoint], sides: Mapping[FunnelPoint, str], colours: Palette) -> list[go.Scatter]:
    few = [point for point in points if point.is_small]
    beyond = [point for point in points if point.is_beyond and not point.is_outlier]
    outliers = sorted((point for point in points if point.is_outlier), key=lambda point: point not in sides)
    within = [point for point in points if not (point.is_small or point.is_beyond)]
    traces = [
        _draw_kind(few, {"symbol": "x-thin-open", "size": 6, "color": colours.muted}, sides, colours),
        _draw_kind(within, {"symbol": "circle-open", "size": 8, "color": colours.accent}, sides, colours),
        _draw_kind(beyond, {"symbol": "circle", "size": 9, "color": colours.accent}, sides, colours),
        _draw_kind(outliers, {"symbol": "diamond", "size": 11, "color": colours.series[2]}, sides, colours),
    ]
    return [trace for trace in traces if trace.x]


def _draw_kind(
    points: Sequence[FunnelPoint], marker: dict[str, Any], sides: Mapping[FunnelPoint, str], colours: Palette
) -> go.Scatter:
    return go.Scatter(
        x=[p.count for p in points],
        y=[p.value for p in points],
        mode="markers+text",
        marker=marker,
        text=[p.name if p in sides else "" for p in points],
        textposition=[sides.get(p, RIGHT) for p in points],
        textfont={"size": 12, "color": colours.ink},
        customdata=[p.text for p in points],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
    )


def _label_lines(
    end: float, count: float, limits: ControlLimits, names: FunnelNames, colours: Palette
) -> list[dict[str, Any]]:
    """The names of the lines at their right ends: the mean, and the limits on the side where there is more room."""
    side = 1 if limits.mean < 0.5 else 0
    outer, inner = ((limits.interval(count, errors)[side], name, colours.muted) for errors, name, _dash in LIMITS)
    lines = [(limits.factor * limits.mean, names.mean, colours.ink), inner, outer]
    return [
        {
            "x": end,
            "y": y,
            "text": text,
            "showarrow": False,
            "xanchor": "left",
            "xshift": 8,
            "yshift": 14 * n * (1 if side else -1),
            "font": {"size": 12, "color": colour},
        }
        for n, (y, text, colour) in enumerate(lines)
    ]
