"""The line of a chart as a picture without words: no typeface is needed, and it prints in grey."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

from PIL import Image, ImageDraw

from .document import LineChart

WIDTH, HEIGHT, EDGE = 1500, 480, 12  # pixels: 450 dots an inch on half a page
INK, FRAME, BAND = 20, 150, 226  # grey, 0 is black
LINE_WIDTH, FRAME_WIDTH, DOT = 9, 2, 13


def draw_line_picture(chart: LineChart) -> BytesIO:
    """The picture as PNG: the highest number at its upper edge, the lowest at the lower one."""
    picture = Image.new("L", (WIDTH, HEIGHT), 255)
    draw = ImageDraw.Draw(picture)
    step = (WIDTH - 2 * EDGE) / max(len(chart.points) - 1, 1)
    if chart.marked:
        first, last = (EDGE + step * (number + half) for number, half in zip(chart.marked, (-0.5, 0.5), strict=True))
        draw.rectangle((first, EDGE, last, HEIGHT - EDGE), fill=BAND)
    for height in (EDGE, HEIGHT - EDGE):
        draw.line((0, height, WIDTH, height), fill=FRAME, width=FRAME_WIDTH)
    places = [_place(chart, number, step) for number in range(len(chart.points))]
    for start, end in pairwise(places):
        if start and end:
            draw.line((*start, *end), fill=INK, width=LINE_WIDTH, joint="curve")
    if known := [place for place in places if place]:
        x, y = known[-1]
        draw.ellipse((x - DOT, y - DOT, x + DOT, y + DOT), fill=INK)
    file = BytesIO()
    picture.save(file, "PNG")
    file.seek(0)
    return file


def _place(chart: LineChart, number: int, step: float) -> tuple[float, float] | None:
    value = chart.points[number]
    if value is None:
        return None
    low, high = min(chart.known), max(chart.known)
    part = (value - low) / (high - low) if high > low else 0.5
    return EDGE + number * step, HEIGHT - EDGE - part * (HEIGHT - 2 * EDGE)
