"""What a two-page document holds, in the language of its reader, before it is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

LONGEST_ADDRESS = 110


@dataclass(frozen=True)
class PrintedTable:
    """A table; all columns but the first `text_columns` hold numbers. `widths` are shares of the width of the page."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    text_columns: int = 1


class BarStyle(StrEnum):
    """How a bar is filled, so that it is told from others without colour."""

    FILLED = "filled"
    HATCHED = "hatched"
    OUTLINED = "outlined"


@dataclass(frozen=True)
class PrintedBar:
    """A bar from zero to `length`, inside an outline to `outline` where there is one. None: a blank has no bar."""

    name: str
    length: float | None
    text: str
    style: BarStyle = BarStyle.FILLED
    outline: float | None = None


@dataclass(frozen=True)
class BarChart:
    """Bars below each other; a dashed line stands at `mean`. `note` says what the lines and fillings mean."""

    title: str
    caption: str
    bars: Sequence[PrintedBar]
    note: str = ""
    mean: float | None = None

    @property
    def longest(self) -> float:
        """The end of the scale, which begins at zero."""
        lengths = [number or 0 for bar in self.bars for number in (bar.length, bar.outline)]
        return max([*lengths, self.mean or 0]) or 1.0


@dataclass(frozen=True)
class LineChart:
    """A line over months; None leaves a gap. `marked`: the first and the last month of the chosen period, by number."""

    title: str
    caption: str
    points: Sequence[float | None]
    first: str
    last: str
    lowest: str
    highest: str
    marked: tuple[int, int] | None = None
    note: str = ""

    @property
    def known(self) -> list[float]:
        """The numbers that there are."""
        return [point for point in self.points if point is not None]


Chart = BarChart | LineChart


@dataclass(frozen=True)
class PrintedLink:
    """An address, and the sentence that leads to it."""

    sentence: str
    address: str

    @property
    def text(self) -> str:
        """The address in words; of one that nobody types from paper the beginning, the whole is behind it."""
        return self.address if len(self.address) <= LONGEST_ADDRESS else f"{self.address[:LONGEST_ADDRESS]}…"


@dataclass(frozen=True)
class PrintedDocument:
    """Title, facts, sentences, table and charts on the first page; charts, lists and definitions on the second."""

    language: str
    title: str
    facts: Sequence[str]
    notice: str
    sentences: Sequence[str]
    table: PrintedTable
    first_charts: Sequence[Chart]
    second_charts: Sequence[Chart]
    lists: Sequence[tuple[str, Sequence[str]]]
    definitions_title: str
    definitions: Sequence[tuple[str, str]]
    colophon: Sequence[str]
    links: Sequence[PrintedLink]
    author: str
    footer: str
