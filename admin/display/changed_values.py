"""What a change did to a record, in words: from what to what."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from admin.display import region_names
from admin.display.formatting import NOTHING, REGIONS, moment, plain, pointed_at, record_at
from admin.display.titles import title_of
from shared.locale import _
from shared.models.base import YEAR_ONLY_NAME, Base
from shared.models.labels import label
from shared.services.history import Change

SEALED = "…"


def values_of_change(record: type[Base], change: Change) -> list[str]:
    """Each column that changed, with both values; sealed ones, and those whose words are alike, by name only."""
    return list(dict.fromkeys(_both(record, name, change.values.get(name, [])) for name in change.columns))


def _both(record: type[Base], name: str, pair: list[Any]) -> str:
    words = [words_of(record, name, value) for value in pair]
    if len(set(words)) < 2:
        return str(label(record, name))
    return _("{label}: {before} → {after}").format(label=label(record, name), before=words[0], after=words[1])


def words_of(record: type[Base], name: str, value: Any) -> str:
    """A value of the trail as the page of its record shows it.

    Of a birth the year: the trail shows masked numbers, and the day would tell their rest.
    """
    column = record.__mapper__.columns.get(name)
    if value in {None, ""} or column is None or value == SEALED:
        return NOTHING if value in {None, ""} else str(value)
    if column.type.python_type is datetime:
        return moment(datetime.fromisoformat(str(value)))
    if YEAR_ONLY_NAME in column.info:
        return f"{str(value)[:4]}-**-**"
    if name in REGIONS:
        return region_names.path(value)
    target = pointed_at(record, name)
    if target is None:
        return str(plain(record, name, value))
    found = record_at(target, value)
    return f"#{value}" if found is None else title_of(found)
