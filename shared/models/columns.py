"""Columns that know what they are: each is declared once, with its kind, its label, its help and its choices.

Forms, lists, filters, checks, messages, files and the display of the audit trail read it from there (`meaning_of`).
The constructors return what SQLAlchemy's `mapped_column` does; whether a value may be missing says the annotation.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from babel.support import LazyProxy
from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, String
from sqlalchemy.orm import MappedColumn, mapped_column

from .labelled_enum import LabelledEnum

MEANING = "meaning"
REGION_CODE = String(12)
BIG_KEY = BigInteger().with_variant(Integer, "sqlite")


class ColumnKind(StrEnum):
    """What values of a column are, whatever the database stores them as."""

    ACTION = "action"  # of the audit trail
    ACTOR = "actor"  # login of whoever acted
    AMOUNT = "amount"  # money, stored in fen
    CODED = "coded"  # one of a list of values
    COUNT = "count"  # how many; shown in groups of three digits
    DATE = "date"
    DOCUMENT = "document"  # structured content that only the program reads
    EVENT_DATE = "event_date"  # something happened on it: never a day to come
    FLAG = "flag"
    FREE_TEXT = "free_text"  # as people write it
    IDENTIFIER = "identifier"  # a key, a login, a code: written by rules, not translated
    INSTANT = "instant"
    MONTH = "month"  # YYYY-MM
    NUMBER = "number"  # a number that counts nothing: a year, a version, a key
    PERSON_NAME = "person_name"  # stored in the one spelling of `shared.person_names`
    REASON = "reason"  # as people write it, or a sentence of the program kept in English
    RECORD_KIND = "record_kind"  # the table of a record
    REFERENCE = "reference"  # the key of another record
    REFERENCE_PERIOD = "reference_period"  # the day or period of a published value, as printed
    REGION = "region"
    SECRET = "secret"  # noqa: S105 - hashes and sealed numbers: nobody sees them


class Requirement(StrEnum):
    """Whether a value must be entered where the database wants one and has no default."""

    REQUIRED = "required"
    IF_FOUND = "if_found"  # a published value that was looked for and not found has none
    DERIVED = "derived"  # filled in from the identity number
    OPTIONAL = "optional"  # may be an empty text


@dataclass(frozen=True, kw_only=True)
class ColumnMeaning:
    """What a column means to people.

    `year_name`: beside a masked number only the year of this date is shown, and files call it so. `is_managed`: the
    program fills it, no form does.
    """

    kind: ColumnKind
    label: LazyProxy
    help: LazyProxy | str = ""
    choices: type[LabelledEnum] | None = None
    requirement: Requirement = Requirement.REQUIRED
    year_name: str = ""
    is_managed: bool = False

    @property
    def is_typed_text(self) -> bool:
        """Whether people write it freely, so that a file must not let a spreadsheet run it as a formula."""
        limited = {ColumnKind.CODED, ColumnKind.REGION, ColumnKind.REFERENCE, ColumnKind.SECRET}
        return self.kind not in limited


def meaning_of(record: type[Any], name: str) -> ColumnMeaning:
    """What a column of a record class means. KeyError for one that is none, or was declared without a meaning."""
    meaning: ColumnMeaning = record.__mapper__.columns[name].info[MEANING]
    return meaning


def find_meaning(column: Column[Any] | None) -> ColumnMeaning | None:
    """The meaning of a column of a table; None for no column."""
    return None if column is None else column.info.get(MEANING)


def choices_for(record: type[Any], name: str) -> type[LabelledEnum] | None:
    """The list of values that a column chooses from; None when it may hold anything, or is no column."""
    meaning = find_meaning(record.__mapper__.columns.get(name))
    return meaning.choices if meaning else None


def is_region(record: type[Any], name: str) -> bool:
    """Whether a column holds the code of a region."""
    meaning = find_meaning(record.__mapper__.columns.get(name))
    return meaning is not None and meaning.kind is ColumnKind.REGION


def _declare(kind: ColumnKind, label: LazyProxy, *column: Any, **options: Any) -> MappedColumn[Any]:
    """A column with its meaning; `options` of the meaning and of the column may stand side by side."""
    names = ColumnMeaning.__dataclass_fields__
    meaning = {name: options.pop(name) for name in list(options) if name in names}
    return mapped_column(*column, info={MEANING: ColumnMeaning(kind=kind, label=label, **meaning)}, **options)


def prefix_searchable(length: int) -> String:
    """A text found by its first characters: in the order of code points on both databases, so that its index serves."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


def free_text(label: LazyProxy, length: int, **options: Any) -> MappedColumn[Any]:
    """Text as people write it, at most `length` characters."""
    return _declare(ColumnKind.FREE_TEXT, label, String(length), **options)


def reason(label: LazyProxy, length: int = 200, **options: Any) -> MappedColumn[Any]:
    """Why something was done: what a person wrote, or a sentence of the program that readers see in their language."""
    return _declare(ColumnKind.REASON, label, String(length), **options)


def identifier(label: LazyProxy, length: int, *, is_searchable: bool = False, **options: Any) -> MappedColumn[Any]:
    """A key, a login or a number that follows rules of its own."""
    return _declare(
        ColumnKind.IDENTIFIER, label, prefix_searchable(length) if is_searchable else String(length), **options
    )


def person_name(label: LazyProxy, length: int, *, is_searchable: bool = False, **options: Any) -> MappedColumn[Any]:
    """The name of a person or a donor."""
    return _declare(
        ColumnKind.PERSON_NAME, label, prefix_searchable(length) if is_searchable else String(length), **options
    )


def coded(label: LazyProxy, choices: type[LabelledEnum], length: int = 0, **options: Any) -> MappedColumn[Any]:
    """One value of a list, stored as a plain string of at most `length` characters, or as a number without one."""
    kind = String(length) if length else Integer()
    return _declare(ColumnKind.CODED, label, kind, choices=choices, **options)


def region_code(label: LazyProxy, *, is_linked: bool = True, **options: Any) -> MappedColumn[Any]:
    """The code of a region. Not `is_linked`: it may name one that stands nowhere any more."""
    keys = (ForeignKey("region.code"),) if is_linked else ()
    return _declare(ColumnKind.REGION, label, REGION_CODE, *keys, **options)


def reference(label: LazyProxy, target: str, **options: Any) -> MappedColumn[Any]:
    """The key of another record: `person.id`."""
    return _declare(ColumnKind.REFERENCE, label, ForeignKey(target), **options)


def amount(label: LazyProxy, *, is_large: bool = False, **options: Any) -> MappedColumn[Any]:
    """Money in fen. `is_large`: sums beyond 20 million yuan."""
    return _declare(ColumnKind.AMOUNT, label, BigInteger() if is_large else Integer(), **options)


def count(label: LazyProxy, *column: Any, **options: Any) -> MappedColumn[Any]:
    """How many there are of something."""
    return _declare(ColumnKind.COUNT, label, *column, **options)


def number(label: LazyProxy, **options: Any) -> MappedColumn[Any]:
    """A number that counts nothing, such as a year."""
    return _declare(ColumnKind.NUMBER, label, **options)


def flag(label: LazyProxy, **options: Any) -> MappedColumn[Any]:
    """Yes or no."""
    return _declare(ColumnKind.FLAG, label, **options)


def day(label: LazyProxy, **options: Any) -> MappedColumn[Any]:
    """A day that may lie ahead."""
    return _declare(ColumnKind.DATE, label, **options)


def event_day(label: LazyProxy, **options: Any) -> MappedColumn[Any]:
    """The day on which something happened: entering one before it has come would be a guess."""
    return _declare(ColumnKind.EVENT_DATE, label, **options)


def month(label: LazyProxy, **options: Any) -> MappedColumn[Any]:
    """A calendar month, YYYY-MM."""
    return _declare(ColumnKind.MONTH, label, String(7), **options)


def instant(label: LazyProxy, **options: Any) -> MappedColumn[Any]:
    """A moment, UTC."""
    return _declare(ColumnKind.INSTANT, label, **options)


def secret(label: LazyProxy, length: int = 0, **options: Any) -> MappedColumn[Any]:
    """Bytes nobody sees: hashes, sealed numbers."""
    return _declare(ColumnKind.SECRET, label, LargeBinary(length) if length else LargeBinary(), **options)


def special(kind: ColumnKind, label: LazyProxy, *column: Any, **options: Any) -> MappedColumn[Any]:
    """A column of a kind that only one table has."""
    return _declare(kind, label, *column, **options)
