"""Names on maps: one for each city, on its shape, none upon another."""

from __future__ import annotations

from itertools import combinations

import pytest

from dashboard.components.charts import map_names
from dashboard.components.charts.label_boxes import overlap
from dashboard.components.charts.map_names import load_shapes, place_names

NAMES = (
    *("Nanjing", "Wuxi", "Xuzhou", "Changzhou", "Suzhou", "Nantong", "Lianyungang"),
    *("Huai'an", "Yancheng", "Yangzhou", "Zhenjiang", "Taizhou", "Suqian"),
)
CITIES = {f"32{number:02}00": name for number, name in enumerate(NAMES, start=1)}


def test_close_names_keep_apart():
    placed = place_names(CITIES, "cities", 10)
    assert [name.text for name in placed] == list(CITIES.values())
    assert {name.side for name in placed} > {"middle center"}  # some had to move
    scale = map_names._find_scale([load_shapes("cities")[code].box for code in CITIES])
    boxes = [map_names._find_box(p.text, p.at, scale, 10, map_names.SIDES[p.side]) for p in placed]
    assert not any(overlap(*pair) for pair in combinations(boxes, 2))


@pytest.mark.parametrize("level", ["cities", "counties"])
def test_a_middle_lies_within_the_box_of_its_shape(level):
    for shape in load_shapes(level).values():
        west, south, east, north = shape.box
        assert west < shape.middle[0] < east
        assert south < shape.middle[1] < north


def test_a_name_without_room_is_left_out_and_a_zone_has_none():
    assert 0 < len(place_names(CITIES, "cities", 60)) < len(CITIES)
    assert place_names({"320571": "zone"}, "cities", 12) == []
