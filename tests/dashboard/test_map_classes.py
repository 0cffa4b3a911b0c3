"""The classes of a map: few, round, and they hold every value."""

from __future__ import annotations

import itertools
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dashboard.components.charts.map_classes import (
    MAX_CLASSES,
    MIN_CLASSES,
    build_classes,
    find_class,
    select_class_colours,
)
from dashboard.components.charts.palette import LIGHT

SHARES = st.lists(st.decimals(0, 1000, places=3), min_size=1, max_size=20)


@given(SHARES)
def test_every_value_has_its_class(values):
    found = build_classes(values)
    assert 1 <= len(found) <= MAX_CLASSES
    assert all(high == low for (_, high), (low, _) in itertools.pairwise(found))
    for value in values:
        low, high = found[find_class(value, found)]
        assert low <= value < high


@given(SHARES)
def test_limits_are_round(values):
    low, high = build_classes(values)[0]
    digits = (high - low).normalize().as_tuple().digits
    assert digits in {(1,), (2,), (2, 5), (5,), (1, 2, 5), (1, 5), (3,), (4,), (6,), (8,)}
    assert low % (high - low) == 0
    assert len(build_classes(values)) >= MIN_CLASSES or min(values) == max(values)


def test_a_narrow_range_is_told_by_its_limits():
    found = build_classes([Decimal("94.8"), Decimal("98.4")])
    assert [int(low) for low, _high in found] == [94, 95, 96, 97, 98]


def test_without_a_value_there_is_no_class():
    assert build_classes([None]) == []


def test_the_last_class_of_percentages_ends_at_all():
    found = build_classes([Decimal(37), Decimal(100)], ceiling=Decimal(100))
    assert (len(found), found[-1][1]) == (4, 100)
    assert find_class(Decimal(100), found) == len(found) - 1
    assert build_classes([Decimal(37), Decimal(100)])[-1][1] == 120
    assert build_classes([Decimal(100)], ceiling=Decimal(100))  # all have all


def test_the_strongest_colour_marks_what_needs_attention():
    bands = build_classes([Decimal(n) for n in (10, 20, 30)])
    usual, more_is_better, less_is_better = (select_class_colours(bands, LIGHT, better) for better in (0, 1, -1))
    assert usual == less_is_better == more_is_better[::-1]
    assert usual[-1] == LIGHT.steps[-1]
