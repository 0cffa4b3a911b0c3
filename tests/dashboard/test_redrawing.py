"""Plotly is told when a chart is the same as before: Streamlit has each drawn twice."""

from __future__ import annotations

import json
from typing import Any

import plotly.graph_objects as go
import pytest

from dashboard.components.charts import base_chart
from dashboard.components.charts.base_chart import build_chart, draw_chart
from dashboard.components.charts.palette import LIGHT


def sent(monkeypatch: pytest.MonkeyPatch, values: list[float], **layout: Any) -> dict[str, Any]:
    """The layout as it reaches the browser."""
    figures: list[go.Figure] = []
    monkeypatch.setattr(base_chart.st, "plotly_chart", lambda figure, **_options: figures.append(figure))
    draw_chart(build_chart([go.Bar(x=["a", "b"], y=values)], LIGHT, height=300, **layout), "bars", "Bars")
    return json.loads(figures[0].to_json())["layout"]


def test_a_chart_has_a_number_that_its_data_decide(monkeypatch: pytest.MonkeyPatch):
    first = sent(monkeypatch, [1, 2])["datarevision"]
    assert sent(monkeypatch, [1, 2], hovermode="x")["datarevision"] == first
    assert sent(monkeypatch, [1, 3])["datarevision"] != first


def test_a_chart_has_no_template(monkeypatch: pytest.MonkeyPatch):
    assert "template" not in sent(monkeypatch, [1, 2])  # Plotly takes each copy of one for another
