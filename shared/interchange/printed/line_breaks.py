"""Lines of Chinese and Latin text: words and numbers stay whole, no line begins with a closing mark."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

OPENING, CLOSING = r"（《“‘〔【(\[", r"，。；：、！？）》”’〕】…—%‰)\]"
PIECES = re.compile(
    rf"[{OPENING}]*(?:[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef{OPENING}{CLOSING}]+)?[{CLOSING}]*\s*"
)
Measure = Callable[[str], float]


def break_lines(text: str, width: float, measure: Measure) -> list[str]:
    """The lines of a text, none wider than `width`; a word that is wider is cut."""
    lines, line = [], ""
    for piece in _pieces(text, width, measure):
        if line and measure(line + piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = piece
        else:
            line += piece
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _pieces(text: str, width: float, measure: Measure) -> Iterator[str]:
    """What may be set at the beginning of a line."""
    for found in PIECES.finditer(text):
        piece = found.group()
        while len(piece) > 1 and measure(piece.rstrip()) > width:
            fits = next(n for n in range(len(piece), 0, -1) if n == 1 or measure(piece[:n]) <= width)
            yield piece[:fits]
            piece = piece[fits:]
        if piece:
            yield piece


def longest_word(text: str, measure: Measure) -> float:
    """The width of the widest part of a text that should not be cut."""
    return max((measure(found.group().rstrip()) for found in PIECES.finditer(text)), default=0.0)


def shorten(text: str, width: float, measure: Measure) -> str:
    """A text that fits a line; the end of a longer one is left out."""
    if measure(text) <= width:
        return text
    return next((f"{text[:n]}…" for n in range(len(text), 0, -1) if measure(f"{text[:n]}…") <= width), "…")
