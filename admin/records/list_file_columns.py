"""The columns of a list as a file: what the screen shows in words, and names and codes beside what it refers to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any

from markupsafe import Markup

from admin.display import households_today, region_names
from admin.display.formatting import (
    BLANK,
    format_scalar,
    load_reference,
)
from admin.display.titles import title_of
from admin.records.view_declaration import ViewDeclaration
from shared.locale import _
from shared.models import Household, Person
from shared.models.base import Base, Editable, referenced_model
from shared.models.columns import ColumnKind, choices_for, is_region, meaning_of
from shared.models.labels import label

INTEGER_TEXT = re.compile(r"-?[0-9]{1,9}|-?[0-9]{1,3}(?:,[0-9]{3})+", re.ASCII)


@dataclass(frozen=True)
class FileColumn:
    """One column of a file: its head, and its value for a record."""

    heading: str
    value: Callable[[Any], Any]


def file_columns(view: ViewDeclaration, *, with_retired: bool) -> list[FileColumn]:
    """What the file of a list holds: the number of the record, then column by column what the screen shows.

    `with_retired`: the list also shows records out of use, so the file says which they are.
    """
    names = [name for name, _heading in view.headings()] + list(view.extra_file_columns)
    columns = [column for name in names for column in _columns(view, name)]
    if "id" in view.model.__mapper__.columns:
        columns.insert(0, FileColumn(str(label(view.model, "id")), lambda row: row.id))
    if with_retired and issubclass(view.model, Editable):
        retired = ("retired_on", "retired_reason")
        columns += [FileColumn(str(label(view.model, name)), partial(_column_value, name=name)) for name in retired]
    return columns


def _columns(view: ViewDeclaration, name: str) -> Iterator[FileColumn]:
    heading = view.column_label(name)
    if name in view.derived_columns:
        yield FileColumn(heading, lambda row: _as_text(view.derive(row, name)))
    elif is_region(view.model, name):
        yield FileColumn(heading, lambda row: region_names.region_path(code) if (code := getattr(row, name)) else "")
        yield FileColumn(_labelled_part(heading, _("code")), lambda row: getattr(row, name))
    elif (target := referenced_model(view.model, name)) is not None:
        yield from _reference_columns(view, name, target, heading)
    elif choices_for(view.model, name):
        yield FileColumn(heading, _cached_texts(view.model, name))
    else:
        yield FileColumn(heading, partial(_column_value, name=name))


def _cached_texts(record: type[Base], name: str) -> Callable[[Any], Any]:
    """A value of a list: each is put into words once, not in every row."""
    to_text = lru_cache(partial(_choice_text, record, name))
    return lambda row: to_text(getattr(row, name))


def _choice_text(record: type[Base], name: str, value: Any) -> Any:
    return _as_text(format_scalar(record, name, value))


def _reference_columns(view: ViewDeclaration, name: str, target: type[Base], heading: str) -> Iterator[FileColumn]:
    """Whom or what a column refers to: by name, distinguished from others, and by number."""

    def with_text(to_text: Callable[[Any], Any]) -> Callable[[Any], Any]:
        return partial(_reference_text, name=name, target=target, to_text=to_text)

    if target is Person:
        yield FileColumn(heading, with_text(lambda person: person.name))
        yield FileColumn(
            _labelled_part(heading, label(Person, "identity_masked")), with_text(lambda person: person.identity_masked)
        )
    elif target is Household and "head" not in view.derived_columns:
        yield FileColumn(heading, with_text(title_of))
        yield FileColumn(_labelled_part(heading, _("head")), with_text(_head_of))
    else:
        yield FileColumn(heading, with_text(title_of))
    yield FileColumn(_labelled_part(heading, label(target, "id")), lambda row: getattr(row, name))


def _head_of(household: Household) -> Any:
    return _as_text(households_today.head_of(household.id))


def _labelled_part(heading: str, part: object) -> str:
    return _("{label} ({part})").format(label=heading, part=part)


def _reference_text(row: Any, *, name: str, target: type[Base], to_text: Callable[[Any], Any]) -> Any:
    key = getattr(row, name)
    if key is None:
        return ""
    record = load_reference(target, key)
    return _("In another region") if record is None else to_text(record)


def _column_value(row: Any, *, name: str) -> Any:
    """A value of the record itself: words for what stands for words, plain numbers and days."""
    value = getattr(row, name)
    if value is None:
        return ""
    kind = meaning_of(type(row), name).kind
    if kind is ColumnKind.AMOUNT:
        return Decimal(value) / 100
    return value if kind in {ColumnKind.COUNT, ColumnKind.NUMBER} else _as_text(format_scalar(type(row), name, value))


def _as_text(value: Any) -> Any:
    """What a screen would show, without its marks; a number is one again."""
    if isinstance(value, Markup):
        value = value.striptags()
    if value is None or value == BLANK:
        return ""
    text = str(value)
    return int(text.replace(",", "")) if INTEGER_TEXT.fullmatch(text) else text
