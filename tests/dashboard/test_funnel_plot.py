"""The funnel plot of a page, its table, and the similar counties of a league table."""

from __future__ import annotations

from dashboard.components.charts.funnel_names import LEFT, MOST_NAMES, RIGHT, choose_names
from dashboard.components.charts.funnel_plot import FunnelNames, FunnelPoint, build_funnel_plot
from dashboard.components.charts.palette import LIGHT
from shared.indicators.control_limits import ControlLimits
from tests.dashboard.test_league_table import region_rows
from tests.support.dashboard_pages import OpenPage


def test_outliers_are_named_and_marks_differ_without_colour():
    limits = ControlLimits(0.3, 100)
    points = [
        FunnelPoint("few", 5, 100, 3.4, ""),
        FunnelPoint("within", 400, 31, 0.4, ""),
        FunnelPoint("beyond", 400, 35, 2.2, ""),
        FunnelPoint("far", 400, 45, 6.5, ""),
    ]
    figure = build_funnel_plot(points, limits, FunnelNames("n", "mean"), LIGHT)
    marks = {trace.text[0] or trace.y[0]: trace.marker.symbol for trace in figure.data if trace.mode == "markers+text"}
    assert marks == {100: "x-thin-open", 31: "circle-open", 35: "circle", "far": "diamond"}
    assert {note.text for note in figure.layout.annotations} == {"mean", "95%", "99.8%"}
    assert figure.layout.xaxis.type == "log"


def test_no_name_lies_on_another_or_on_a_mark():
    near = [(0.5, 0.5), (0.51, 0.5), (0.5, 0.9), (0.99, 0.2)]
    assert choose_names(["first", "second", "third", "at the edge"], near, []) == {
        0: LEFT,
        1: RIGHT,
        2: RIGHT,
        3: LEFT,
    }
    many = [(0.1, n / 20) for n in range(20)]
    assert len(choose_names(["x"] * 20, many, [])) == MOST_NAMES


def test_a_rate_of_all_counties_has_a_funnel_with_a_table(look: OpenPage):
    seen = look("coverage", level="county")
    specs = [chart for chart in seen.charts if "Scatter" not in chart["data"][0].get("type", "")]
    assert any({"99.8%", "95%"} <= {n.get("text") for n in c["layout"].get("annotations", [])} for c in specs)
    table = seen.html.partition("各地区控制限")[2]
    assert "95% 控制限" in table
    assert "昆山市" in table
    assert "控制限" not in look("coverage").html  # thirteen cities make no funnel


def test_only_similar_counties_are_shown_with_their_mean(look: OpenPage):
    seen = look("", level="county", measure="coverage_rate", peers="320583")
    rows = region_rows(seen.html)
    assert "与昆山市同类（县级市" in seen.text
    assert 3 <= len(rows) < 60
    assert "同类县（市、区）平均" in rows[1]
    assert "peers=320583" in " ".join(link for link in seen.links if link.startswith("/exports/coverage_rate.csv"))
    assert "/?region=320000&period=2023&level=county&peers=320583" in look("", region="320583").links
    assert look("", level="county", peers="320999").notice
