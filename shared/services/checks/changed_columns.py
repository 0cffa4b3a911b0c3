"""Which columns an entry changes: what nobody touched is not asked about again."""

from __future__ import annotations

from typing import Any

from sqlalchemy import inspect

from shared.models.base import Base


def is_new(record: Base) -> bool:
    """Whether a record is being entered: it may have its key already when many are entered at once."""
    return not inspect(record).persistent


def value_before(record: Base, column: str) -> Any:
    """The value of a column before it was changed; the present one where it was not."""
    history = inspect(record).attrs[column].history
    return history.deleted[0] if history.deleted else getattr(record, column)


def is_changed(record: Base, *columns: str) -> bool:
    """Whether one of these columns is new or has another value than before."""
    attributes = inspect(record).attrs
    return any(attributes[name].history.has_changes() for name in columns)
