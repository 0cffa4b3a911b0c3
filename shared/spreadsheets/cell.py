"""A cell of a workbook as the text that a person sees in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from shared.locale import _

from .limits import MAX_CELL_CHARACTERS

EXACT_DIGITS = 15
"""Digits of a number that a spreadsheet keeps: of an identity number of 18 it has replaced the last three by zeros."""
ERROR_VALUES = {"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#GETTING_DATA", "#SPILL!"}
LONGEST_FRACTION = 6


@dataclass(frozen=True)
class UnreadableCell:
    """A cell whose value is lost or none; the message says what to do."""

    message: str


Cell = str | UnreadableCell


def read_cell(value: object) -> Cell:
    """The text of a value as a reader of workbooks or CSV files gives it; empty for an empty cell."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return _read_number(value)
        case date() | time() | timedelta():
            return _read_day(value)
        case _:
            return _read_text(str(value))


def _read_day(value: date | time | timedelta) -> Cell:
    if not isinstance(value, date):
        return UnreadableCell(_("A time of day is no value here. Format the column as text and enter it again."))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    return value.isoformat()


def _read_number(value: float) -> Cell:
    if abs(value) >= 10**EXACT_DIGITS:
        return UnreadableCell(
            _("The spreadsheet has lost the last digits of this number. Format the column as text and enter it again.")
        )
    if value == int(value):
        return str(int(value))
    return f"{round(value, LONGEST_FRACTION)!r}"  # 0.1 + 0.2 is seen as 0.3


def _read_text(text: str) -> Cell:
    if text in ERROR_VALUES:
        return without_result()
    if len(text) > MAX_CELL_CHARACTERS:
        return UnreadableCell(_("The cell holds more than {n} characters.").format(n=f"{MAX_CELL_CHARACTERS:,}"))
    return text.strip()


def without_result() -> UnreadableCell:
    """A cell that shows an error instead of a value."""
    return UnreadableCell(_("The formula of this cell has no result. Enter the value."))
