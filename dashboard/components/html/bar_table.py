"""Bars drawn as tables: screen readers read them, they print without colour. All bars share one scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from dashboard.components.html.rendering import render_template

PLAIN, THIN, OUTLINE, HATCHED, SPACE = "", "sz-thin", "sz-outline", "sz-hatched", "sz-space"
Length = int | float | Decimal


@dataclass(frozen=True)
class Slice:
    """A piece of a bar: behind the piece before it if `stacked`, else over it."""

    length: Length
    tooltip: str = ""
    style: str = PLAIN
    stacked: bool = True


@dataclass(frozen=True)
class Bar:
    """A named bar with its number, which leads to the page of the figure; notes stand beside name and number.

    `is_small`: whether it shows a share of too few to be compared.
    """

    name: str
    slices: Sequence[Slice]
    value: str
    figure_url: str
    name_note: str = ""
    value_note: str = ""
    is_small: bool = False


def render_bars(
    groups: Mapping[str, Sequence[Bar]], *, tall: bool = False, legend: Sequence[tuple[str, str]] = ()
) -> Markup:
    """Groups of bars by title; `legend` explains the styles used."""
    top = max((_bar_end(bar) for group in groups.values() for bar in group), default=0) or 1
    groups_of_bars = [
        {"title": title, "bars": [_bar_data(bar, top) for bar in group]} for title, group in groups.items()
    ]
    return render_template("bar_table", groups=groups_of_bars, tall=tall, legend=legend)


def _bar_end(bar: Bar) -> float:
    return max((start + float(piece.length) for start, piece in _position_slices(bar)), default=0)


def _position_slices(bar: Bar) -> list[tuple[float, Slice]]:
    placed, end = [], 0.0
    for piece in bar.slices:
        start = end if piece.stacked else 0.0
        placed.append((start, piece))
        end = max(end, start + float(piece.length))
    return placed


def _bar_data(bar: Bar, top: float) -> dict[str, object]:
    slices = [
        {
            "style": piece.style,
            "tooltip": piece.tooltip,
            "start": round(100 * start / top, 2),
            "width": round(100 * float(piece.length) / top, 2),
        }
        for start, piece in _position_slices(bar)
        if piece.length
    ]
    return {
        "name": bar.name,
        "slices": slices,
        "value": bar.value,
        "figure_url": bar.figure_url,
        "is_small": bar.is_small,
        "name_note": bar.name_note,
        "value_note": bar.value_note,
    }
