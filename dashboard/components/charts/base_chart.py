"""Charts: figures of plotly.graph_objects, drawn without a tool bar and without any request to other servers."""

from __future__ import annotations

import json
from typing import Any
from zlib import crc32

import plotly.graph_objects as go
import streamlit as st

from dashboard.components.charts.palette import DARK, Palette
from dashboard.components.html.rendering import draw_element

FONT = "PingFang SC, Microsoft YaHei, Noto Sans SC, sans-serif"
CONFIG = {"topojsonURL": "/server-static/", "displayModeBar": False, "scrollZoom": False, "locale": "en"}
TOP_MARGIN = 14  # above the plot: Plotly hides the topmost number of an axis when it does not fit the chart


def build_chart(traces: list[Any], colours: Palette, *, height: int, **layout: Any) -> go.Figure:
    """A Plotly figure in the style of the dashboard: zero baseline, light lines, no legend by default."""
    axis = {"gridcolor": colours.line, "linecolor": colours.line, "tickcolor": colours.line, "zeroline": False}
    style: dict[str, Any] = {
        "template": "none",  # without one, plotly would take Streamlit's along, 3 kB a chart
        "font": {"family": FONT, "size": 13, "color": colours.ink},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 8, "r": 8, "t": TOP_MARGIN, "b": 8},
        "height": height,
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {"bgcolor": colours.ground, "bordercolor": colours.line, "font": {"color": colours.ink}},
        "xaxis": axis | {"showgrid": False, "fixedrange": True, "automargin": True},
        "yaxis": axis | {"rangemode": "tozero", "fixedrange": True, "automargin": True, "tickformat": ",~f"},
    }
    for name, value in layout.items():
        style[name] = style[name] | value if isinstance(style.get(name), dict) else value
    figure = go.Figure(traces, style, skip_invalid=False)
    figure.layout.template = None
    return figure


def build_key(figure: go.Figure, key: str) -> str:
    """The key of a chart, from which Streamlit makes a class: the style sheet turns dark ones for paper."""
    return f"dark-{key}" if figure.layout.font.color == DARK.ink else key


def draw_chart(figure: go.Figure, key: str, alt: str, **choice: Any) -> None:
    """Draw a chart; `alt` is its text for screen readers, `choice` what Streamlit does when a part is selected."""

    def draw() -> None:
        figure.update_layout(datarevision=_revision(figure))
        st.plotly_chart(figure, key=build_key(figure, key), theme=None, config=CONFIG, alt=alt, **choice)

    draw_element(draw, figure.layout.height)


def _revision(figure: go.Figure) -> int:
    """A number that changes with what the chart shows.

    Streamlit has each chart drawn twice, from two copies of the same data; with this Plotly sees that it is the same.
    """
    return crc32(json.dumps([trace.to_plotly_json() for trace in figure.data], default=str).encode())
