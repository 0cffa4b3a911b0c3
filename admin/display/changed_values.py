"""What a change did to a record, in words: from what to what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from admin.display import region_names
from admin.display.formatting import (
    BLANK,
    format_datetime,
    format_scalar,
    load_reference,
)
from admin.display.titles import title_of
from shared.locale import _
from shared.models.base import Base, referenced_model
from shared.models.columns import ColumnKind, meaning_of
from shared.models.labels import label
from shared.services.history import Change

REDACTED = "…"
FORMATS: dict[ColumnKind, Callable[[Any], str]] = {
    ColumnKind.DOCUMENT: lambda _value: REDACTED,
    ColumnKind.INSTANT: lambda value: str(format_datetime(datetime.fromisoformat(str(value)))),
    ColumnKind.REGION: lambda value: str(region_names.region_path(value)),
}
"""How values of some kinds are told."""


def describe_change(record: type[Base], change: Change) -> list[str]:
    """Each column that changed, with both values; sealed ones, and those whose words are alike, by name only."""
    return describe_values(record, {name: change.values.get(name, []) for name in change.columns})


def describe_values(record: type[Base], values: dict[str, list[Any]]) -> list[str]:
    """The same of values before and after, by column, as the trail keeps them."""
    return list(dict.fromkeys(_describe_column(record, name, pair) for name, pair in values.items()))


def _describe_column(record: type[Base], name: str, pair: list[Any]) -> str:
    texts = [format_audited_value(record, name, value) for value in pair]
    if len(set(texts)) < 2:
        return str(label(record, name))
    return _("{label}: {before} → {after}").format(label=label(record, name), before=texts[0], after=texts[1])


def format_audited_value(record: type[Base], name: str, value: Any) -> str:
    """A value of the trail as the page of its record shows it.

    Of a birth the year: the trail shows masked numbers, and the day would tell their rest.
    """
    column = record.__mapper__.columns.get(name)
    if value is None or value == "" or column is None or value == REDACTED:
        return BLANK if value is None or value == "" else str(value)
    meaning = meaning_of(record, name)
    if meaning.year_name:
        return f"{str(value)[:4]}-**-**"
    if meaning.kind in FORMATS:
        return FORMATS[meaning.kind](value)
    target = referenced_model(record, name)
    if target is None:
        return str(format_scalar(record, name, value))
    target_record = load_reference(target, value)
    return f"#{value}" if target_record is None else title_of(target_record)
