"""What letters cover in a chart, in pixels: by it names are moved, or left out, that would lie on each other."""

from __future__ import annotations

LINE, SMALL_LETTER, LARGE_LETTER = 1.2, 0.56, 1.0  # of the size of the letters: height of a line, widths

Box = tuple[float, float, float, float]  # left, lower, right and upper edge


def measure_width(name: str, size: int) -> float:
    """The width of a name in letters of `size`; Chinese ones are square."""
    return size * sum(SMALL_LETTER if letter.isascii() else LARGE_LETTER for letter in name)


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes share more than an edge."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
