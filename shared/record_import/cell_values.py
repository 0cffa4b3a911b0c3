"""What the text of a cell stands for, by the kind of its column; the same parsers as forms use."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from shared.locale import _
from shared.models.columns import ColumnKind
from shared.models.labelled_enum import LabelledEnum
from shared.parsing import (
    ParseError,
    RegionDirectory,
    parse_boolean,
    parse_count,
    parse_date,
    parse_identity_number,
    parse_month,
    parse_region,
    parse_telephone,
    parse_yuan,
    to_plain_text,
)
from shared.spreadsheets.headings import plain_heading

from .import_column import ImportColumn, in_all_languages

PARSERS: dict[ColumnKind, Callable[[str], Any]] = {
    ColumnKind.AMOUNT: parse_yuan,
    ColumnKind.COUNT: parse_count,
    ColumnKind.DATE: parse_date,
    ColumnKind.EVENT_DATE: parse_date,
    ColumnKind.FLAG: parse_boolean,
    ColumnKind.MONTH: parse_month,
    ColumnKind.NUMBER: parse_count,
    ColumnKind.TELEPHONE: parse_telephone,
}


def parser_for(column: ImportColumn, directory: RegionDirectory) -> Callable[[str], Any]:
    """What turns the text of a cell of this column into its value, or raises ParseError.

    Of a person the identity number, of a household its number: which records they are is asked for many at once.
    """
    if column.choices is not None:
        return partial(_parse_choice, column.choices)
    if column.kind is ColumnKind.REGION:
        return lambda text: parse_region(text, directory)
    if column.name == "person_id":
        return parse_identity_number
    return PARSERS.get(column.kind, to_plain_text)


def _parse_choice(choices: type[LabelledEnum], text: str) -> str:
    value = _values_by_spelling(choices).get(plain_heading(text))
    if value is None:
        names = _(", ").join(str(choice.label) for choice in choices)
        raise ParseError(_("Enter one of: {names}.").format(names=names))
    return value


@cache
def _values_by_spelling(choices: type[LabelledEnum]) -> dict[str, str]:
    """The stored value by itself and by its names in all languages."""
    return {
        plain_heading(text): str(choice)
        for choice in choices
        for text in (str(choice), *in_all_languages(choice.label))
    }
