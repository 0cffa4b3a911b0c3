"""A click on the map leads where the link of the region leads."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from dashboard.components.charts import base_chart, choropleth
from dashboard.components.charts.base_chart import build_chart
from dashboard.components.charts.choropleth import draw_drill_down_map
from dashboard.components.charts.palette import LIGHT
from dashboard.page_url import PageUrl

URL = PageUrl("coverage", {"region": "320000", "period": "2023", "level": "city", "search": "无锡"})


@pytest.mark.parametrize(
    ("clicked", "region"),
    [([{"location": "320200"}], {"region": "320200", "period": "2023", "level": "county"}), ([], None)],
)
def test_the_level_below_is_shown_and_no_search_goes_along(
    monkeypatch: pytest.MonkeyPatch, clicked: list[Any], region: dict[str, str] | None
):
    asked: list[dict[str, str]] = []
    sent: list[dict[str, Any]] = []
    shade: Any = SimpleNamespace(name="Share", value=None)
    streamlit = SimpleNamespace(
        session_state={"map-320000": {"selection": {"points": clicked}}},
        query_params=SimpleNamespace(from_dict=asked.append),
    )
    monkeypatch.setattr(choropleth, "st", streamlit)
    monkeypatch.setattr(base_chart.st, "plotly_chart", lambda _figure, **options: sent.append(options))
    draw_drill_down_map(build_chart([], LIGHT, height=480), "320000", URL, [shade])
    sent[0]["on_select"]()
    assert asked == ([region] if region else [])
