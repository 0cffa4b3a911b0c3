"""Contrast of charts in both themes, as WCAG 1.4.11 and 1.4.3 ask: 3 : 1 of marks, 4.5 : 1 of letters."""

from __future__ import annotations

from itertools import pairwise

import pytest

from dashboard.components.charts.palette import DARK, LIGHT, Palette

MARK, LETTER, CLASS = 3, 4.5, 1.4
BOTH = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])


@BOTH
def test_every_mark_stands_out_from_the_ground(palette: Palette):
    assert {colour: contrast(colour, palette.ground) for colour in palette.marks if below(MARK, colour, palette)} == {}


@BOTH
def test_neighbours_on_each_other_stand_out_from_each_other(palette: Palette):
    for pile in (palette.layers, palette.series):
        assert [pair for pair in pairwise(pile) if contrast(*pair) < MARK] == []


@BOTH
def test_a_layer_stands_out_from_the_ground_by_itself_or_by_its_edge(palette: Palette):
    edge = palette.ink
    lost = [one for one in palette.layers if below(MARK, one, palette) and contrast(one, edge) < MARK]
    assert lost == []


@BOTH
def test_letters_stand_out_from_what_they_stand_on(palette: Palette):
    inks = (palette.on_strong, palette.on_weak) * 2
    assert [pair for pair in zip(palette.layers, inks, strict=True) if contrast(*pair) < LETTER] == []
    assert not below(LETTER, palette.ink, palette)
    assert not below(LETTER, palette.muted, palette)


@BOTH
def test_classes_of_a_map_are_steps_of_light_that_grey_paper_shows(palette: Palette):
    steps = (palette.not_compared, *palette.steps)
    assert [pair for pair in pairwise(steps) if contrast(*pair) < CLASS] == []


@BOTH
def test_a_strong_class_needs_no_edge(palette: Palette):
    assert [step for step in palette.strong_steps if below(MARK, step, palette)] == []


def below(ratio: float, colour: str, palette: Palette) -> bool:
    return contrast(colour, palette.ground) < ratio


def contrast(one: str, other: str) -> float:
    """The ratio of two colours, from 1 to 21."""
    low, high = sorted((light_of(one), light_of(other)))
    return (high + 0.05) / (low + 0.05)


def light_of(colour: str) -> float:
    """Relative luminance."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
