"""What charts over months share: the axis, the mark of the selected period, the legend."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from dashboard.components.charts.palette import Palette
from shared.clock import Period

HEIGHT = 320
SHORT = 300  # days: in less, Plotly would put ticks within months
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
    """Months from the first to the last; half a month more on both sides for bars.

    The browser chooses the step that fits its width, but never less than a month.
    """
    half = timedelta(days=16 if bars else 0)
    days = (last - first).days
    step = {} if days > SHORT else {"dtick": "M1" if days <= SHORT / 2 else "M2"}
    return {"type": "date", "tickformat": "%Y-%m", "range": [first - half, last + half], **step}


def frame_period(
    selected: Period, months: Sequence[Period], colours: Palette, *, bars: bool = True, at_ends: bool = False
) -> list[dict[str, Any]]:
    """The frame around the selected period, as far as it lies within the months; none where it lies outside.

    For `bars` half a month more on both sides; `at_ends`: the points stand at the last days of months.
    A frame and no ground of another colour: before one, lines would stand out less (WCAG 1.4.11).
    """
    framed = [month for month in months if selected.start <= month.start <= selected.end]
    if not framed:
        return []
    half = timedelta(days=15 if bars else 0)
    last = framed[-1].end if at_ends else framed[-1].start
    edges = {"x0": framed[0].start - half, "x1": last + half, "y0": 0, "y1": 1, "yref": "paper"}
    return [{"type": "rect", "line": {"color": colours.ink, "width": 1.5, "dash": "dot"}} | edges]


def name_line(text: str, colour: str) -> str:
    """A name in ink with the mark of its line before it: letters need more contrast than lines."""
    return f"<span style='color:{colour}'>■</span> {text}"


def use_whole_steps(values: Sequence[float]) -> dict[str, object]:
    """Ticks at whole numbers for an axis of small counts."""
    return {"dtick": 1} if max(map(abs, values), default=0) <= MAX_WITH_WHOLE_STEPS else {}
