"""Which heading of a file is which column of its kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shared.errors import UserError
from shared.locale import _
from shared.locale import lazy as _l
from shared.spreadsheets.headings import plain_heading

from .import_column import ImportColumn, in_all_languages
from .import_kind import ImportKind

ERROR_HEADING = _l("What is wrong")
"""The column in which refused rows come back; sent in again it is no value of a record."""


@dataclass(frozen=True)
class ColumnMatch:
    """By position in the file the column that stands there; headings that are of none are left out."""

    columns: Mapping[int, ImportColumn]
    unknown: Sequence[str]


def known_headings(kind: ImportKind) -> set[str]:
    """All headings by which a table of this kind is found in a file."""
    return set().union(*(column.spellings() for column in kind.columns))


def match_columns(kind: ImportKind, headings: Sequence[str], chosen: Mapping[str, str] = {}) -> ColumnMatch:
    """The columns of a file. UserError, before any row is read, where a required one is missing or two are one.

    `chosen`: heading → name of the column, as a person has decided; it goes before what is recognised.
    """
    by_name = {column.name: column for column in kind.columns}
    by_spelling = {spelling: column for column in kind.columns for spelling in column.spellings()}
    decided = {plain_heading(heading): by_name[name] for heading, name in chosen.items()}
    found: dict[int, ImportColumn] = {}
    for place, heading in enumerate(headings):
        plain = plain_heading(heading)
        if column := decided.get(plain) or by_spelling.get(plain):
            _refuse_second(found, column, headings, heading)
            found[place] = column
    _require_all(kind, found)
    return ColumnMatch(found, [heading for place, heading in enumerate(headings) if _is_unknown(heading, place, found)])


def is_error_heading(heading: str) -> bool:
    """Whether it is the column in which refused rows came back, in any language."""
    return plain_heading(heading) in {plain_heading(text) for text in in_all_languages(ERROR_HEADING)}


def _is_unknown(heading: str, place: int, found: Mapping[int, ImportColumn]) -> bool:
    return bool(heading) and place not in found and not is_error_heading(heading)


def _refuse_second(found: Mapping[int, ImportColumn], column: ImportColumn, headings: Sequence[str], new: str) -> None:
    for place, other in found.items():
        if other is column:
            message = _("The headings {title} and {text} both mean {name}. Remove or rename one of them.")
            raise UserError(message.format(title=headings[place], text=new, name=column.heading))


def _require_all(kind: ImportKind, found: Mapping[int, ImportColumn]) -> None:
    missing = [str(column.heading) for column in kind.columns if column.is_required and column not in found.values()]
    if missing:
        message = _("These columns are missing: {names}. Add them, or say which of the headings they are.")
        raise UserError(message.format(names=_(", ").join(missing)))
