"""The clickable offline map, down to the county: shapes come by address, never inside the figure."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go
import streamlit as st

from dashboard.places import Place
from shared.indicators.figure import Figure
from shared.locale import _
from shared.models import Level

from .chart import CONFIG, chart
from .colours import Palette
from .numbers import exact, said

SHAPES = {Level.CITY: "cities", Level.COUNTY: "counties"}  # below the county there are no polygons


def can_draw(places: Sequence[Place]) -> bool:
    """Whether there are shapes for these regions, and more than one."""
    return len(places) > 1 and places[0].level in SHAPES


def choropleth(shown: Sequence[tuple[Place, Figure]], colours: Palette) -> go.Figure:
    """Regions coloured by their figure; statistical zones have no shape and stand in the table only."""
    known = [(place, figure) for place, figure in shown if figure.value is not None]
    drawn = [(place, figure) for place, figure in known if not place.is_zone]
    values = [float(figure.value or 0) for _place, figure in known]  # of the zones too: one scale with the table
    trace = go.Choropleth(
        geojson=f"/geo/{SHAPES[shown[0][0].level]}.geojson",
        featureidkey="id",
        locationmode="geojson-id",
        locations=[place.code for place, _figure in drawn],
        z=[float(figure.value or 0) for _place, figure in drawn],
        zmin=min(values, default=0) if shown[0][1].indicator.unit.is_rate else 0,
        zmax=max(values, default=0) or 1,
        text=[f"<b>{place.name}</b><br>{said(figure)}" for place, figure in drawn],
        hovertemplate="%{text}<extra></extra>",
        colorscale=[[n / (len(colours.steps) - 1), step] for n, step in enumerate(colours.steps)],
        marker={"line": {"color": colours.ground, "width": 1}},
        unselected={"marker": {"opacity": 1}},  # a click drills; the others must not fade
        colorbar={
            "thickness": 8,
            "len": 0.45,
            "x": 0,
            "y": 0,
            "xanchor": "left",
            "yanchor": "bottom",
            "outlinewidth": 0,
            "tickformat": ",~f",
            "nticks": 4,
            "title": {"text": str(shown[0][1].indicator.unit.label), "side": "top"},
        },
    )
    geo = {"visible": False, "fitbounds": "locations", "projection": {"type": "mercator"}, "bgcolor": "rgba(0,0,0,0)"}
    margin = {"l": 0, "r": 0, "t": 0, "b": 0}
    return chart([trace], colours, height=520, geo=geo, margin=margin, clickmode="event+select")


def clickable(figure: go.Figure, parent: str, shown: Sequence[tuple[Place, Figure]]) -> None:
    """Draw the map; a click walks down. The key holds the parent, so that each step starts without a selection."""
    key = f"map-{parent}"
    st.plotly_chart(
        figure,
        key=key,
        theme=None,
        config=CONFIG,
        on_select=lambda: _walk(key),
        selection_mode="points",
        alt=_describe(shown),
    )


def _walk(key: str) -> None:
    """Ask for the clicked region; whether it may be seen is decided by the rerun that follows."""
    points = st.session_state[key]["selection"]["points"]
    if points:
        st.query_params["region"] = points[0]["location"]


def _describe(shown: Sequence[tuple[Place, Figure]]) -> str:
    ranked = sorted((s for s in shown if s[1].value is not None), key=lambda s: s[1].value or 0, reverse=True)
    unit = shown[0][1].indicator.unit
    said_all = "; ".join(f"{place.name} {exact(figure.value or 0, unit)}" for place, figure in ranked)
    return _("Map of {figure}: {values}").format(figure=shown[0][1].indicator.name, values=said_all)
