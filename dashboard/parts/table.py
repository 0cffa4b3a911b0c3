"""Tables: beside every chart and map. A number keeps all its digits, a blank says which blank it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.notes import PARTS_EXCEED, may_exceed
from shared.indicators.observation_status import ObservationStatus
from shared.indicators.units import Unit

from .marks import BLANKS, legend, mark
from .numbers import column_unit, exact, grouped
from .small import words_for_small
from .template import render

SHOWN = 10  # rows that a phone shows before it is asked for all


@dataclass(frozen=True)
class Row:
    """A line of a table: a name, perhaps a link, and one figure (or text) a column."""

    name: str
    cells: Sequence[IndicatorValue | str | None]
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
    sides: str = ""


def table(caption: str, first: str, columns: Sequence[Column], rows: Sequence[Row]) -> Markup:
    """The table as HTML. A mark that all cells of a column share stands once, at its head."""
    states = [_states(rows, n) for n in range(len(columns))]
    shared_marks = [mark(next(iter(s))) if len(s) == 1 else "" for s in states]
    tops = [_top(rows, n) if column.bar else None for n, column in enumerate(columns)]
    later = _later(rows)
    return render(
        "table",
        caption=caption,
        first=first,
        columns=[
            {"name": c.name, "unit": column_unit(c.unit) if c.unit else "", "mark": m}
            for c, m in zip(columns, shared_marks, strict=True)
        ],
        rows=[
            {
                "name": row.name,
                "link": row.link,
                "whole": row.whole,
                "here": row.here,
                "later": n in later,
                "cells": [_cell(value, shared_marks[n], tops[n], whole=row.whole) for n, value in enumerate(row.cells)],
            }
            for n, row in enumerate(rows)
        ],
        legend=[*legend(set().union(*states)), *_legend_of_small(rows)],
        all_rows=len(rows) if later else 0,
        note=PARTS_EXCEED if _may_exceed(rows) else "",
    )


def _later(rows: Sequence[Row]) -> set[int]:
    """Rows that a phone folds away: past the first ten, and those with nothing but zeros and blanks."""
    past = {n for n, row in enumerate(rows) if n >= SHOWN and not (row.whole or row.here)}
    empty = {n for n, row in enumerate(rows) if not (row.whole or row.here) and _is_empty(row)}
    return past | empty if len(rows) > SHOWN else set()


def _is_empty(row: Row) -> bool:
    figures = [cell for cell in row.cells if isinstance(cell, IndicatorValue)]
    return bool(figures) and not any(figure.value for figure in figures)


def _legend_of_small(rows: Sequence[Row]) -> list[tuple[str, str]]:
    cells = (cell for row in rows for cell in row.cells)
    return [words_for_small()] if any(isinstance(cell, IndicatorValue) and cell.is_small for cell in cells) else []


def _may_exceed(rows: Sequence[Row]) -> bool:
    """Whether a whole stands above parts that may add up to more: who counts in two of them counts once in it."""
    counted = (cell.indicator for row in rows if row.whole for cell in row.cells if isinstance(cell, IndicatorValue))
    return len(rows) > 1 and any(map(may_exceed, counted))


def _states(rows: Sequence[Row], column: int) -> set[ObservationStatus]:
    found = (row.cells[column] for row in rows)
    return {figure.state for figure in found if isinstance(figure, IndicatorValue)}


def _top(rows: Sequence[Row], column: int) -> Decimal:
    found = (row.cells[column] for row in rows if not row.whole)
    return max(
        (f.value for f in found if isinstance(f, IndicatorValue) and f.value and not f.is_small), default=Decimal(0)
    )


def _cell(value: IndicatorValue | str | None, shared_mark: str, top: Decimal | None, *, whole: bool) -> _Cell:
    if not isinstance(value, IndicatorValue):
        return _Cell(value or "")
    if value.value is None:
        return _Cell(BLANKS[value.state], title=str(value.state.label), classes="sz-blank")
    small = value.is_small
    bar = None if whole or small or not top else float(100 * value.value / top)
    own = mark(value.state)
    return _Cell(
        exact(value.value, value.indicator.unit),
        "" if own == shared_mark else own,
        str(value.state.label) if own else "",
        classes="sz-small" if small else "",
        bar=round(bar, 1) if bar is not None else None,
        sides=_sides(value),
    )


def _sides(figure: IndicatorValue) -> str:
    """What a share is a share of: `15 / 74`. Sums of money stand in columns of their own."""
    if not figure.indicator.unit.is_rate or figure.indicator.band:
        return ""
    return f"{grouped(figure.numerator or 0)} / {grouped(figure.denominator or 0)}"
