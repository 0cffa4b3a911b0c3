"""What charts over months share: the axis, the mark of the selected period, the legend."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from dashboard.components.charts.palette import Palette
from shared.clock import Period

HEIGHT = 320
MAX_DAYS_WITH_MONTHLY_TICKS = 300  # days that fit with a label a month
LABEL_HEIGHT = 0.07  # of the height of a chart: a line of a label
MAX_WITH_WHOLE_STEPS = 5  # up to here an axis would step by fractions
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


def month_starts(months: Sequence[Period]) -> list[date]:
    """The position of the months on the axis."""
    return [month.start for month in months]


def build_month_axis(first: date, last: date, *, bars: bool = True) -> dict[str, object]:
    """Months from the first to the last; half a month more on both sides for bars."""
    half = timedelta(days=16 if bars else 0)
    step = next(f"M{n}" for n in (1, 3, 6, 12, 24) if (last - first).days <= n * MAX_DAYS_WITH_MONTHLY_TICKS)
    return {"type": "date", "tickformat": "%Y-%m", "dtick": step, "range": [first - half, last + half]}


def highlight_period(selected: Period, colours: Palette) -> dict[str, object]:
    """The selected period, marked behind the series of all months."""
    half = timedelta(days=15)
    edges = {"x0": selected.start - half, "x1": Period.month_of(selected.end).start + half, "y0": 0, "y1": 1}
    return {
        "type": "rect",
        "yref": "paper",
        "layer": "below",
        "line": {"width": 0},
        "fillcolor": colours.steps[0],
    } | edges


def use_whole_steps(values: Sequence[float]) -> dict[str, object]:
    """Ticks at whole numbers for an axis of small counts."""
    return {"dtick": 1} if max(map(abs, values), default=0) <= MAX_WITH_WHOLE_STEPS else {}
