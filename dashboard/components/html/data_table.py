"""Tables: beside every chart and map. Numbers have all their digits, a blank has the symbol of its status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Self

from markupsafe import Markup

from dashboard.components.html.figure_list_links import figure_url_of
from dashboard.components.html.rendering import render_template
from dashboard.components.text.number_format import format_exact, format_thousands
from dashboard.components.text.small_numbers import describe_small_numbers
from shared.indicators.catalogue import indicator
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.notes import PARTS_EXCEED, may_exceed, residents_note
from shared.indicators.observation_status import ObservationStatus
from shared.indicators.rounding import format_column_unit
from shared.indicators.status_symbols import BLANK_SYMBOLS, build_legend, status_symbol
from shared.indicators.units import Unit
from shared.locale import _

MARK = "┃"  # how a mark on bars is called in the legend
TEXT = "sz-text"
ROWS_ON_PHONE = 10  # rows that a phone shows before it is asked for all


class Folding(StrEnum):
    """Which rows are hidden at first: on a phone those after the tenth, nowhere any, or everywhere the empty ones."""

    ON_PHONE, NEVER, EMPTY = "sz-fold-on-phone", "", "sz-fold-empty"


class SmallText(str):
    """The text of a share of few: shown in grey."""

    __slots__ = ()


class NumberText(str):
    """The text of a number that is no figure of its own; a table is sorted by the number."""

    __slots__ = ("number",)
    number: Decimal

    def __new__(cls, text: str, number: Decimal) -> Self:
        """The text, with its number beside it."""
        made = super().__new__(cls, text)
        made.number = number
        return made


TableCell = IndicatorValue | str | None


@dataclass(frozen=True)
class Row:
    """A row: its name, perhaps a link and a note under it, and a value or a text for each column.

    `leading` stands before the name, in a table that has a leading column; `tray`: the anchor and the link that puts
    the region into the tray or takes it out, and whether it is in.
    """

    name: str
    cells: Sequence[TableCell]
    link: str = ""
    is_total: bool = False
    is_selected: bool = False
    note: str = ""
    leading: str = ""
    tray: tuple[str, str, bool] | None = None


@dataclass(frozen=True)
class Mark:
    """A line across the bars of a column: at which number, and what it means."""

    value: Decimal
    meaning: str


@dataclass(frozen=True)
class Column:
    """A column: its name, the unit or a note under it, whether its numbers have bars, and marks on these.

    A column of `is_text` begins at the left. `key`: the figure, or what else a table of regions can be sorted by.
    A heading with a `link` sorts the table; `direction` says how it does already. `top`: the longest bar where rows
    are left out.
    """

    name: str
    unit: Unit | None = None
    key: str = ""
    has_bar: bool = False
    marks: Sequence[Mark] = ()
    note: str = ""
    link: str = ""
    anchor: str = ""
    direction: str = ""
    top: Decimal | None = None
    is_text: bool = False


def indicator_column(key: str, *, has_bar: bool = False) -> Column:
    """The column of an indicator."""
    return Column(str(indicator(key).name), indicator(key).unit, key, has_bar)


@dataclass(frozen=True)
class _Cell:
    text: str
    symbol: str = ""
    title: str = ""
    classes: str = ""
    bar: float | None = None
    marks: Sequence[float] = ()
    ratio: str = ""
    figure_url: str = ""


def render_table(
    caption: str,
    first_heading: str | Column,
    columns: Sequence[Column],
    rows: Sequence[Row],
    *,
    leading: Column | None = None,
    folding: Folding = Folding.ON_PHONE,
    notes: Sequence[str] = (),
    is_list_on_phone: bool = False,
) -> Markup:
    """The table as HTML. A symbol that all cells of a column share stands once, in its header.

    A table whose columns are texts as much as numbers `is_list_on_phone`: there each cell has its heading before it.
    """
    states = [_column_states(rows, n) for n in range(len(columns))]
    shared_symbols = [status_symbol(next(iter(s))) if len(s) == 1 else "" for s in states]
    tops = [column.top or _column_maximum(rows, n) if column.has_bar else None for n, column in enumerate(columns)]
    folded = _find_folded_rows(rows, folding)
    first = first_heading if isinstance(first_heading, Column) else Column(first_heading)
    return render_template(
        "data_table",
        caption=caption,
        leading=_heading(leading) if leading else None,
        first=_heading(first),
        columns=[_heading(column, symbol) for column, symbol in zip(columns, shared_symbols, strict=True)],
        rows=[
            vars(row) | {"is_folded": n in folded, "cells": _build_cells(row, columns, shared_symbols, tops)}
            for n, row in enumerate(rows)
        ],
        legend=[*build_legend(set().union(*states)), *_small_number_legend(rows), *_mark_legend(columns)],
        folding=folding,
        is_list_on_phone=is_list_on_phone,
        all_rows=len(rows) if folded else 0,
        notes=[*_sum_notes(rows), *notes, *_residents_notes(rows), *_lock_notes(rows)],
    )


def _heading(column: Column, symbol: str = "") -> dict[str, str]:
    unit = format_column_unit(column.unit) if column.unit else column.note
    texts = {"name": column.name, "link": column.link, "anchor": column.anchor, "direction": column.direction}
    return texts | {"unit": unit, "symbol": symbol, "classes": TEXT if column.is_text else ""}


def _mark_legend(columns: Sequence[Column]) -> list[tuple[str, str]]:
    return [(MARK, mark.meaning) for column in columns for mark in column.marks]


def _find_folded_rows(rows: Sequence[Row], folding: Folding) -> set[int]:
    """The hidden rows: those with nothing but zeros and blanks, and on a phone those after the tenth."""
    if folding is Folding.NEVER or len(rows) <= ROWS_ON_PHONE:
        return set()
    foldable = {n: row for n, row in enumerate(rows) if not (row.is_total or row.is_selected)}
    is_past = ROWS_ON_PHONE if folding is Folding.ON_PHONE else len(rows)
    return {n for n, row in foldable.items() if n >= is_past or _is_empty(row)}


def _is_empty(row: Row) -> bool:
    values = [cell for cell in row.cells if isinstance(cell, IndicatorValue)]
    return bool(values) and not any(indicator_value.value for indicator_value in values)


def _small_number_legend(rows: Sequence[Row]) -> list[tuple[str, str]]:
    cells = (cell for row in rows for cell in row.cells)
    return [describe_small_numbers()] if any(map(_is_small, cells)) else []


def _is_small(cell: TableCell) -> bool:
    return cell.is_small if isinstance(cell, IndicatorValue) else isinstance(cell, SmallText)


def _may_parts_exceed(rows: Sequence[Row]) -> bool:
    """Whether the rows may add up to more than the total: who counts in two of them counts once in it."""
    counted = (cell.indicator for row in rows if row.is_total for cell in row.cells if isinstance(cell, IndicatorValue))
    return len(rows) > 1 and any(map(may_exceed, counted))


def _sum_notes(rows: Sequence[Row]) -> list[str]:
    return [str(PARTS_EXCEED)] if _may_parts_exceed(rows) else []


def _residents_notes(rows: Sequence[Row]) -> list[str]:
    """Of each row whose residents are a sum, or unknown, since divisions changed."""
    template = _("{region}: {value}")
    found = [(row.name, residents_note(cell)) for row in rows for cell in row.cells if isinstance(cell, IndicatorValue)]
    return list(dict.fromkeys(template.format(region=name, value=note) for name, note in found if note))


def _lock_notes(rows: Sequence[Row]) -> list[str]:
    """Where the months are locked, and numbers among them are not."""
    values = (cell for row in rows for cell in row.cells if isinstance(cell, IndicatorValue))
    has_some = any(one.is_left_out and one.state is ObservationStatus.PROVISIONAL for one in values)
    text = _("No lock holds some of these numbers, though their months are locked: corrections still move them.")
    return [text] if has_some else []


def _column_states(rows: Sequence[Row], column: int) -> set[ObservationStatus]:
    cells = (row.cells[column] for row in rows)
    return {indicator_value.state for indicator_value in cells if isinstance(indicator_value, IndicatorValue)}


def _column_maximum(rows: Sequence[Row], column: int) -> Decimal:
    cells = (row.cells[column] for row in rows if not row.is_total)
    return max(
        (f.value for f in cells if isinstance(f, IndicatorValue) and f.value and not f.is_small), default=Decimal(0)
    )


def _build_cells(
    row: Row, columns: Sequence[Column], shared_symbols: Sequence[str], tops: Sequence[Decimal | None]
) -> list[_Cell]:
    return [
        _build_text(value) if column.is_text else _build_cell(value, symbol, top, column.marks, is_total=row.is_total)
        for value, column, symbol, top in zip(row.cells, columns, shared_symbols, tops, strict=True)
    ]


def _build_text(value: TableCell) -> _Cell:
    return _Cell(str(value or ""), classes=TEXT)


def _build_cell(
    value: TableCell, shared_symbol: str, top: Decimal | None, marks: Sequence[Mark], *, is_total: bool
) -> _Cell:
    if not isinstance(value, IndicatorValue):
        return _Cell(value or "", classes="sz-small-number" if isinstance(value, SmallText) else "")
    if value.value is None:
        return _Cell(BLANK_SYMBOLS[value.state], title=str(value.state.label), classes="sz-blank")
    small = value.is_small
    bar = None if is_total or small or not top else float(100 * value.value / top)
    symbol = status_symbol(value.state)
    return _Cell(
        format_exact(value.value, value.indicator.unit),
        "" if symbol == shared_symbol else symbol,
        str(value.state.label) if symbol else "",
        classes="sz-small-number" if small else "",
        bar=round(bar, 1) if bar is not None else None,
        marks=[round(float(100 * mark.value / top), 1) for mark in marks if top and mark.value <= top],
        ratio=_format_ratio(value),
        figure_url=figure_url_of(value),
    )


def _format_ratio(indicator_value: IndicatorValue) -> str:
    """Numerator and denominator of a share: `15 / 74`. Sums of money have columns of their own."""
    if not indicator_value.indicator.unit.is_rate or indicator_value.indicator.band:
        return ""
    return f"{format_thousands(indicator_value.numerator or 0)} / {format_thousands(indicator_value.denominator or 0)}"
