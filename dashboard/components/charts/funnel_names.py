"""Which regions a funnel plot names, and on which side of their marks: no name upon another, or upon a mark."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.components.charts.label_boxes import LINE, Box, measure_width, overlap

WIDTH, HEIGHT = 640, 370  # pixels within the axes, at the usual width of a page
LETTERS, MARK, GAP = 12, 6, 8  # pixels: of the letters, from the middle of a mark to its edge, and to its name
MOST_NAMES = 8  # of outliers, the farthest: all stand in the table
RIGHT, LEFT = "middle right", "middle left"

Place = tuple[float, float]  # shares of the width and of the height


def choose_names(names: Sequence[str], places: Sequence[Place], others: Sequence[Place]) -> dict[int, str]:
    """The side of each name that has room, by its position in `names`, which begin with what matters most.

    `places` are those of the named marks, `others` those of the marks without names.
    """
    marks = [_find_mark(place) for place in (*places, *others)]
    occupied: list[Box] = []
    sides: dict[int, str] = {}
    for n, (name, place) in enumerate(zip(names, places, strict=True)):
        obstacles = [*marks[:n], *marks[n + 1 :], *occupied]
        for side in (RIGHT, LEFT):
            box = _find_box(name, place, side)
            if box[0] >= 0 and box[2] <= WIDTH and not any(overlap(box, other) for other in obstacles):
                occupied.append(box)
                sides[n] = side
                break
        if len(sides) == MOST_NAMES:
            break
    return sides


def _find_mark(place: Place) -> Box:
    x, y = place[0] * WIDTH, place[1] * HEIGHT
    return x - MARK, y - MARK, x + MARK, y + MARK


def _find_box(name: str, place: Place, side: str) -> Box:
    """What the letters cover."""
    x, y, half = place[0] * WIDTH, place[1] * HEIGHT, LINE * LETTERS / 2
    width = measure_width(name, LETTERS)
    left = x + GAP if side == RIGHT else x - GAP - width
    return left, y - half, left + width, y + half
