"""Headings and cells of lists, and values without a record, as text or links."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup
from sqlalchemy import inspect

from admin.display.formatting import (
    format_region,
    format_scalar,
    format_value,
    load_reference,
)
from admin.display.titles import title_of
from shared.models.base import Base, referenced_model
from shared.models.columns import ColumnKind, find_meaning, is_region
from shared.models.labels import label

CELL_CLASSES = {
    ColumnKind.AMOUNT: "number",
    ColumnKind.COUNT: "number",
    ColumnKind.DATE: "date",
    ColumnKind.EVENT_DATE: "date",
    ColumnKind.INSTANT: "date",
}


def column_label(model: type[Base], name: str) -> str:
    """The label of a column, of the record it is reached through."""
    *relations, column = name.split(".")
    for relation in relations:
        model = inspect(model).relationships[relation].mapper.class_
    return str(label(model, column))


def format_unlinked(record: Base, name: str) -> str | Markup:
    """A value without a link: the row's own link stands around it."""
    target, value = referenced_model(type(record), name), getattr(record, name.partition(".")[0])
    if target is None or value is None:
        return format_value(record, name)
    return title_of(load_reference(target, value))


def format_loose_value(model: type[Base], name: str, value: Any) -> str | Markup:
    """A value of a column that is not (yet) one of a record."""
    if value is not None and is_region(model, name):
        return format_region(value)
    target = referenced_model(model, name)
    if value is not None and target is not None:
        return title_of(load_reference(target, value))
    return format_scalar(model, name, value)


def further_columns(model: type[Base], names: tuple[str, ...]) -> list[str]:
    """Of some columns those that a list can show without asking another table; of births lists show the year only."""
    columns = model.__mapper__.columns
    return [
        name
        for name in names
        if name in columns
        and (meaning := find_meaning(columns[name])) is not None
        and meaning.kind is not ColumnKind.SECRET
        and not meaning.year_name
        and referenced_model(model, name) is None
    ]


def cell_class(model: type[Base], name: str) -> str:
    """How a column of a list is set: amounts to the right, days and times on one line."""
    meaning = find_meaning(model.__mapper__.columns.get(name))
    return CELL_CLASSES.get(meaning.kind, "") if meaning else ""


def sortable_columns(model: type[Base], names: tuple[str, ...]) -> set[str]:
    """Columns that can sort a list: those of an index always, the others when few records fit.

    Not what only the program reads: a list may show something told from it under the same name.
    """
    own = [name for name in names if name in model.__mapper__.columns and referenced_model(model, name) is None]
    return {name for name in own if not _is_document(model, name)}


def _is_document(model: type[Base], name: str) -> bool:
    meaning = find_meaning(model.__mapper__.columns.get(name))
    return meaning is not None and meaning.kind is ColumnKind.DOCUMENT
