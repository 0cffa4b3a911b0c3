"""Where the names of regions stand on a map: near the middles of their shapes, none upon another."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from dashboard.components.charts.label_boxes import LINE, Box, measure_width, overlap
from shared.settings import ROOT

WIDTH, HEIGHT = 620, 400  # pixels of what is drawn, at the usual width of a page
STRETCH = 1.19  # of a degree of latitude in Jiangsu, in degrees of longitude, on the map
SIDES = {"middle center": 0.0, "top center": 0.65, "bottom center": -0.65}  # lines above the middle

Point = tuple[float, float]  # longitude, latitude


@dataclass(frozen=True)
class RegionShape:
    """The middle of the largest part of a region, and the box around all of it, in degrees."""

    middle: Point
    box: Box


@dataclass(frozen=True)
class PlacedName:
    """A name: the point that it belongs to, and on which side of it the letters stand."""

    text: str
    at: Point
    side: str


@cache
def load_shapes(level: str) -> Mapping[str, RegionShape]:
    """The shapes of `cities` or `counties` by code."""
    collection = json.loads((ROOT / "seed" / "reference" / f"{level}.geojson").read_text(encoding="utf-8"))
    return {one["id"]: _measure_shape(one["geometry"]) for one in collection["features"]}


def _measure_shape(geometry: dict[str, Any]) -> RegionShape:
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    outlines = [part[0] for part in parts]
    x, y = zip(*(point for outline in outlines for point in outline), strict=True)
    return RegionShape(_find_middle(max(outlines, key=len)), (min(x), min(y), max(x), max(y)))


def _find_middle(outline: Sequence[Sequence[float]]) -> Point:
    """The centre of gravity of the area within a closed line."""
    sides = [(one, other, one[0] * other[1] - other[0] * one[1]) for one, other in pairwise(outline)]
    area = 3 * sum(weight for *_ends, weight in sides)
    x, y = (sum((one[n] + other[n]) * weight for one, other, weight in sides) / area for n in (0, 1))
    return x, y


def place_names(names: Mapping[str, str], level: str, size: int) -> list[PlacedName]:
    """Each name at the first side where it lies on no other; one without room is left to the table.

    `names` by code of region; `size` of the letters in pixels.
    """
    shapes = load_shapes(level)
    known = {code: shapes[code] for code in names if code in shapes}
    if not known:
        return []
    scale = _find_scale([shape.box for shape in known.values()])
    placed: list[PlacedName] = []
    occupied: list[Box] = []
    for code, shape in known.items():
        for side, lines_up in SIDES.items():
            box = _find_box(names[code], shape.middle, scale, size, lines_up)
            if not any(overlap(box, other) for other in occupied):
                occupied.append(box)
                placed.append(PlacedName(names[code], shape.middle, side))
                break
    return placed


def _find_scale(boxes: Sequence[Box]) -> float:
    """Pixels of a degree of longitude."""
    west, south, east, north = zip(*boxes, strict=True)
    return min(WIDTH / (max(east) - min(west)), HEIGHT / (STRETCH * (max(north) - min(south))))


def _find_box(name: str, middle: Point, scale: float, size: int, lines_up: float) -> Box:
    """What the letters cover, in pixels."""
    width = measure_width(name, size)
    x, y = middle[0] * scale, middle[1] * scale * STRETCH + lines_up * LINE * size
    return x - width / 2, y - size * LINE / 2, x + width / 2, y + size * LINE / 2
