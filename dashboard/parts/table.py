"""Tables: beside every chart and map. A number keeps all its digits, a blank says which blank it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from shared.indicators.figure import Figure, State
from shared.indicators.units import Unit

from .marks import BLANKS, legend, mark
from .numbers import exact
from .template import render


@dataclass(frozen=True)
class Row:
    """A line of a table: a name, perhaps a link, and one figure (or text) a column."""

    name: str
    cells: Sequence[Figure | str | None]
    link: str = ""
    whole: bool = False
    here: bool = False


@dataclass(frozen=True)
class Column:
    """A column: its name, the unit under it, and whether its numbers get bars."""

    name: str
    unit: Unit | None = None
    bar: bool = False


@dataclass(frozen=True)
class _Cell:
    text: str
    mark: str = ""
    title: str = ""
    classes: str = ""
    bar: float | None = None


def table(caption: str, first: str, columns: Sequence[Column], rows: Sequence[Row]) -> Markup:
    """The table as HTML. A mark that all cells of a column share stands once, at its head."""
    states = [_states(rows, n) for n in range(len(columns))]
    shared_marks = [mark(next(iter(s))) if len(s) == 1 else "" for s in states]
    tops = [_top(rows, n) if column.bar else None for n, column in enumerate(columns)]
    return render(
        "table",
        caption=caption,
        first=first,
        columns=[
            {"name": c.name, "unit": c.unit.label if c.unit else "", "mark": m}
            for c, m in zip(columns, shared_marks, strict=True)
        ],
        rows=[
            {
                "name": row.name,
                "link": row.link,
                "whole": row.whole,
                "here": row.here,
                "cells": [_cell(value, shared_marks[n], tops[n], whole=row.whole) for n, value in enumerate(row.cells)],
            }
            for row in rows
        ],
        legend=legend(set().union(*states)),
    )


def _states(rows: Sequence[Row], column: int) -> set[State]:
    found = (row.cells[column] for row in rows)
    return {figure.state for figure in found if isinstance(figure, Figure)}


def _top(rows: Sequence[Row], column: int) -> Decimal:
    found = (row.cells[column] for row in rows if not row.whole)
    return max((f.value for f in found if isinstance(f, Figure) and f.value), default=Decimal(0))


def _cell(value: Figure | str | None, shared_mark: str, top: Decimal | None, *, whole: bool) -> _Cell:
    if not isinstance(value, Figure):
        return _Cell(value or "")
    if value.value is None:
        return _Cell(BLANKS[value.state], title=str(value.state.label), classes="sz-blank")
    bar = None if whole or not top else float(100 * value.value / top)
    own = mark(value.state)
    return _Cell(
        exact(value.value, value.indicator.unit),
        "" if own == shared_mark else own,
        str(value.state.label) if own else "",
        bar=round(bar, 1) if bar is not None else None,
    )
