"""Bars set as tables: read out as tables, printed without colour, as light as text. All bars share one scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from .template import render

PLAIN, THIN, OUTLINE, HATCHED = "", "sz-thin", "sz-outline", "sz-hatch"
Length = int | float | Decimal


@dataclass(frozen=True)
class Slice:
    """A piece of a bar; `after` the piece before it, or over it."""

    length: Length
    says: str = ""
    style: str = PLAIN
    after: bool = True


@dataclass(frozen=True)
class Bar:
    """A named bar with its number; `beside` stands under the name, `under` under the number."""

    name: str
    slices: Sequence[Slice]
    value: str
    beside: str = ""
    under: str = ""


def bars(groups: Mapping[str, Sequence[Bar]], *, tall: bool = False, key: Sequence[tuple[str, str]] = ()) -> Markup:
    """Groups of bars by title; `key` explains the styles used."""
    top = max((_reach(bar) for group in groups.values() for bar in group), default=0) or 1
    shown = [{"title": title, "bars": [_data(bar, top) for bar in group]} for title, group in groups.items()]
    return render("bars", groups=shown, tall=tall, key=key)


def _reach(bar: Bar) -> float:
    return max((start + float(piece.length) for start, piece in _placed(bar)), default=0)


def _placed(bar: Bar) -> list[tuple[float, Slice]]:
    placed, end = [], 0.0
    for piece in bar.slices:
        start = end if piece.after else 0.0
        placed.append((start, piece))
        end = max(end, start + float(piece.length))
    return placed


def _data(bar: Bar, top: float) -> dict[str, object]:
    slices = [
        {
            "style": piece.style,
            "says": piece.says,
            "start": round(100 * start / top, 2),
            "width": round(100 * float(piece.length) / top, 2),
        }
        for start, piece in _placed(bar)
        if piece.length
    ]
    return {"name": bar.name, "slices": slices, "value": bar.value, "beside": bar.beside, "under": bar.under}
