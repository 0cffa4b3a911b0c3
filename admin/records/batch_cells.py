"""Cells of a list on which many records are entered: text to the value of a column and back, by the column's kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from shared.models.base import Base
from shared.models.columns import ColumnKind, meaning_of
from shared.parsing import format_count, format_date, format_yuan, parse_count, parse_date, parse_yuan, to_plain_text

PARSERS: dict[ColumnKind, Callable[[str], Any]] = {
    ColumnKind.AMOUNT: parse_yuan,
    ColumnKind.COUNT: parse_count,
    ColumnKind.EVENT_DATE: parse_date,
}
FORMATS: dict[ColumnKind, Callable[[Any], str]] = {
    ColumnKind.AMOUNT: format_yuan,
    ColumnKind.COUNT: format_count,
    ColumnKind.EVENT_DATE: format_date,
}


def parse_cell(model: type[Base], name: str, text: str) -> Any:
    """The value of a column that a text stands for; None for nothing. ParseError when it is none."""
    plain = to_plain_text(text)
    if not plain:
        return None
    parse = PARSERS.get(meaning_of(model, name).kind)
    return parse(text) if parse else plain


def format_cell(record: Base, name: str) -> str:
    """The value of a column as a field of a row holds it."""
    value = getattr(record, name)
    return "" if value is None else FORMATS.get(meaning_of(type(record), name).kind, str)(value)
