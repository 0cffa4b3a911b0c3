"""The offline map with drill-down to the county: shapes are loaded by URL, never inside the Plotly figure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import plotly.graph_objects as go
import streamlit as st

from dashboard.components.charts.base_chart import build_chart, build_key, draw_chart
from dashboard.components.charts.map_classes import Class, RegionShare, find_class, select_class_colours
from dashboard.components.charts.map_names import place_names
from dashboard.components.charts.palette import Palette
from dashboard.page_url import PageUrl
from dashboard.region_navigation import RegionRef
from shared.locale import CHINESE, _, current_language
from shared.models import Level
from shared.models.region import level_of

MOST_NAMES = 20  # of more regions the names would lie on each other
SHAPES = {Level.CITY: "cities", Level.COUNTY: "counties"}  # below the county there are no polygons


def has_shapes(regions: Sequence[RegionRef]) -> bool:
    """Whether there are shapes for these regions, and more than one."""
    return len(regions) > 1 and regions[0].level in SHAPES


def build_choropleth(
    shades: Sequence[RegionShare], bands: Sequence[Class], colours: Palette, better: int = 0
) -> go.Figure:
    """Regions coloured by the class of their share, with their names; zones have no shape and stand in the table."""
    coloured = [shade for shade in shades if shade.value is not None and not shade.region.is_zone]
    geo_options: dict[str, Any] = {
        "geojson": f"/geo/{SHAPES[shades[0].region.level]}.geojson",
        "featureidkey": "id",
        "locationmode": "geojson-id",
        "locations": [shade.region.code for shade in coloured],
    }
    classes = [_number_class(shade, bands) for shade in coloured]
    palette = [colours.not_compared, *select_class_colours(bands, colours, better)]
    shapes = go.Choropleth(
        **geo_options,
        z=classes,
        zmin=-0.5,
        zmax=len(bands) + 0.5,
        text=[f"<b>{shade.region.name}</b><br>{shade.name} {shade.text}" for shade in coloured],
        hovertemplate="%{text}<extra></extra>",
        colorscale=_build_colour_scale(palette),
        marker={"line": {"color": [_choose_border(palette[n], colours) for n in classes], "width": 0.7}},
        unselected={"marker": {"opacity": 1}},  # a click drills; the others must not fade
        showscale=False,
    )
    names = _draw_names(coloured, colours) if len(coloured) <= MOST_NAMES else []
    geo = {"visible": False, "fitbounds": "locations", "projection": {"type": "mercator"}, "bgcolor": "rgba(0,0,0,0)"}
    margin = {"l": 0, "r": 0, "t": 0, "b": 0}
    return build_chart([shapes, *names], colours, height=480, geo=geo, margin=margin, clickmode="event+select")


def _draw_names(coloured: Sequence[RegionShare], colours: Palette) -> list[go.Scattergeo]:
    """The names on the shapes, as far as they keep apart; the style sheet adds a rim."""
    size = 12 if current_language() == CHINESE else 10
    names = {shade.region.code: _shorten(shade.region.name) for shade in coloured}
    placed = place_names(names, SHAPES[coloured[0].region.level], size) if coloured else []
    return [
        go.Scattergeo(
            mode="text",
            lon=[name.at[0] for name in placed],
            lat=[name.at[1] for name in placed],
            text=[name.text for name in placed],
            textposition=[name.side for name in placed],
            textfont={"size": size, "color": colours.ink},
            hoverinfo="skip",
        )
    ]


def _shorten(name: str) -> str:
    """The name as maps write it: 常州 for 常州市, so that the names of small neighbours keep apart."""
    return name.removesuffix("市") if len(name) > len("沙市") else name


def _number_class(shade: RegionShare, bands: Sequence[Class]) -> int:
    """Which colour a region has: 0 what is not compared."""
    return find_class(shade.value, bands) + 1 if shade.is_ranked and shade.value is not None else 0


def _choose_border(tone: str, colours: Palette) -> str:
    """What parts a region from its neighbours of the same class: the ground between the strong ones."""
    return colours.ground if tone in colours.strong_steps else colours.muted


def _build_colour_scale(palette: Sequence[str]) -> list[list[object]]:
    """A colour scale in steps of equal width."""
    share = 1 / len(palette)
    return [[edge * share, tone] for n, tone in enumerate(palette) for edge in (n, n + 1)]


def draw_drill_down_map(figure: go.Figure, parent: str, url: PageUrl, shades: Sequence[RegionShare]) -> None:
    """Draw the map; a click selects a region. The key has the parent, so that the next map starts unselected."""
    key = f"map-{parent}"
    chosen = partial(_select_region, build_key(figure, key), url)
    draw_chart(figure, key, _describe_map(shades), on_select=chosen, selection_mode="points")


def _select_region(key: str, url: PageUrl) -> None:
    """Lead to the clicked region, as its link does; the rerun that follows checks whether the user may see it."""
    points = st.session_state[key]["selection"]["points"]
    if points:
        region = points[0]["location"]
        params = dict(parse_qsl(urlsplit(url.link(region=region)).query))
        # With a level the address is whole, and links.js leaves it as it is until the page is drawn.
        st.query_params.from_dict({"level": str(level_of(region).below)} | params)


def _describe_map(shades: Sequence[RegionShare]) -> str:
    ranked = sorted((shade for shade in shades if shade.value is not None), key=lambda shade: -(shade.value or 0))
    hover_texts = _("; ").join(f"{shade.region.name} {shade.text}" for shade in ranked)
    return _("Map of {figure}: {values}").format(figure=shades[0].name, values=hover_texts)
