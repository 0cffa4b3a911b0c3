"""What a record rests on is in use; else no figure could say why it counts."""

from __future__ import annotations

from collections.abc import Iterator

from shared.access import ScopedSession
from shared.locale import _
from shared.models.base import Base, Editable, model_of_table
from shared.models.labels import noun

from .changed_columns import is_changed


def check(session: ScopedSession, record: Base) -> Iterator[tuple[str, str]]:
    """New, moved to another or put back in use: never under a record that is out of use."""
    if not isinstance(record, Editable) or record.retired_on is not None:
        return
    for name, column in record.__mapper__.columns.items():
        key = getattr(record, name)
        if key is None or not column.foreign_keys or not is_changed(record, name, "retired_on"):
            continue
        parent_class = model_of_table(next(iter(column.foreign_keys)).column.table.name)
        parent = session.get(parent_class, key) if parent_class and issubclass(parent_class, Editable) else None
        if parent is not None and parent.retired_on is not None:
            yield (
                name,
                _("{noun} no. {id} is void: restore it first.").format(noun=noun(type(parent)), id=key),
            )
