"""The clickable offline map, down to the county: shapes come by address, never inside the figure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from dashboard.places import Place
from shared.locale import CHINESE, _, current_language
from shared.models import Level

from .chart import CONFIG, chart
from .colours import Palette
from .map_classes import Class, Shade, class_of, tones

SHAPES = {Level.CITY: "cities", Level.COUNTY: "counties"}  # below the county there are no polygons


def can_draw(places: Sequence[Place]) -> bool:
    """Whether there are shapes for these regions, and more than one."""
    return len(places) > 1 and places[0].level in SHAPES


def coloured(shades: Sequence[Shade], bands: Sequence[Class], colours: Palette) -> go.Figure:
    """Regions coloured by the class of their share, with their names; zones have no shape and stand in the table."""
    drawn = [shade for shade in shades if shade.value is not None and not shade.place.is_zone]
    where: dict[str, Any] = {
        "geojson": f"/geo/{SHAPES[shades[0].place.level]}.geojson",
        "featureidkey": "id",
        "locationmode": "geojson-id",
        "locations": [shade.place.code for shade in drawn],
    }
    palette = [colours.few, *tones(bands, colours)]
    shapes = go.Choropleth(
        **where,
        z=[class_of(shade.value, bands) + 1 if shade.is_ranked and shade.value is not None else 0 for shade in drawn],
        zmin=-0.5,
        zmax=len(bands) + 0.5,
        text=[f"<b>{shade.place.name}</b><br>{shade.name} {shade.text}" for shade in drawn],
        hovertemplate="%{text}<extra></extra>",
        colorscale=_steps(palette),
        marker={"line": {"color": colours.muted, "width": 0.7}},
        unselected={"marker": {"opacity": 1}},  # a click drills; the others must not fade
        showscale=False,
    )
    names = go.Scattergeo(
        **where,
        mode="text",
        text=[shade.place.name for shade in drawn],
        textfont={
            "size": 12 if current_language() == CHINESE else 10,
            "color": colours.ink,
        },  # the style sheet adds a rim
        hoverinfo="skip",
    )
    geo = {"visible": False, "fitbounds": "locations", "projection": {"type": "mercator"}, "bgcolor": "rgba(0,0,0,0)"}
    margin = {"l": 0, "r": 0, "t": 0, "b": 0}
    return chart([shapes, names], colours, height=480, geo=geo, margin=margin, clickmode="event+select")


def _steps(palette: Sequence[str]) -> list[list[object]]:
    """A colour scale without transitions: each colour holds its part of the way."""
    share = 1 / len(palette)
    return [[edge * share, tone] for n, tone in enumerate(palette) for edge in (n, n + 1)]


def clickable(figure: go.Figure, parent: str, shades: Sequence[Shade]) -> None:
    """Draw the map; a click walks down. The key holds the parent, so that each step starts without a selection."""
    key = f"map-{parent}"
    st.plotly_chart(
        figure,
        key=key,
        theme=None,
        config=CONFIG,
        on_select=lambda: _walk(key),
        selection_mode="points",
        alt=_describe(shades),
    )


def _walk(key: str) -> None:
    """Ask for the clicked region; whether it may be seen is decided by the rerun that follows."""
    points = st.session_state[key]["selection"]["points"]
    if points:
        st.query_params["region"] = points[0]["location"]


def _describe(shades: Sequence[Shade]) -> str:
    ranked = sorted((shade for shade in shades if shade.value is not None), key=lambda shade: -(shade.value or 0))
    said_all = _("; ").join(f"{shade.place.name} {shade.text}" for shade in ranked)
    return _("Map of {figure}: {values}").format(figure=shades[0].name, values=said_all)
