"""The typeface of documents: embedded, so that every viewer and printer shows the same Chinese characters."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from shared.unseen_characters import BLANKS

NAME = "SuzhuPaper"
FILE = Path(__file__).parent / "fonts" / "paper.ttf"
"""Noto Sans SC, cut to the characters of GB 2312 and of our regions (`seed/paper_font.py`), SIL Open Font License."""

ALIKE = {"▸": "›"}  # what the face has for signs that it lacks
MISSING = "〓"  # what Chinese printers set for a character they do not have
UNSEEN = dict.fromkeys(map(ord, set(BLANKS) - {" ", "\u00a0"}), None)


@lru_cache(maxsize=1)
def typeface() -> TTFont:
    """The typeface, read and registered once a process."""
    font = TTFont(NAME, FILE)
    pdfmetrics.registerFont(font)
    return font


def printable(text: str) -> str:
    """A text without characters that leave no mark or turn the others around."""
    return text.translate(UNSEEN).encode("utf-8", "replace").decode()


def to_glyphs(text: str) -> str:
    """A printable text; each character that the typeface does not have is a mark in its place."""
    known = typeface().face.charToGlyph
    characters = (ALIKE.get(character, character) for character in printable(text))
    return "".join(character if ord(character) in known else MISSING for character in characters)


def width_of(text: str, size: float) -> float:
    """The width of a text, in points."""
    return pdfmetrics.stringWidth(text, typeface().fontName, size)
