"""Sparklines: 36 months in the height of two lines of text, as an SVG image that prints and scales."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

WIDTH, HEIGHT, MARGIN = 240, 40, 3
SVG = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {w} {h}' preserveAspectRatio='none'>"
    "{chosen}"
    "<polyline points='{points}' fill='none' stroke='{colour}' stroke-width='2' vector-effect='non-scaling-stroke'/>"
    "</svg>"
)


CHOSEN = (
    "<rect x='{x:.1f}' y='0.5' width='{width:.1f}' height='39' fill='none' stroke='{colour}' stroke-width='1' "
    "stroke-dasharray='2 2' vector-effect='non-scaling-stroke'/>"
)


def build_sparkline(values: Sequence[float], colour: str, chosen: Sequence[int] = ()) -> str:
    """The data URL of the image; empty for fewer than two values. `chosen` are the positions to frame."""
    if len(values) < 2:
        return ""
    low, high = min(values), max(values)
    span, step = (high - low) or 1, WIDTH / (len(values) - 1)
    inner = HEIGHT - 2 * MARGIN
    points = " ".join(f"{n * step:.1f},{HEIGHT - MARGIN - inner * (v - low) / span:.1f}" for n, v in enumerate(values))
    frame = ""
    if chosen:
        first, last = (min(max(n * step, 1), WIDTH - 1) for n in (chosen[0], chosen[-1]))
        frame = CHOSEN.format(x=first, width=max(last - first, 0.1), colour=colour)
    return "data:image/svg+xml," + quote(SVG.format(w=WIDTH, h=HEIGHT, points=points, colour=colour, chosen=frame))
