"""Names of stored values."""

from __future__ import annotations

from babel.support import LazyProxy

from .labelled_enum import LabelledEnum


def label_of(known: type[LabelledEnum], value: str | int) -> LazyProxy | str:
    """What people call a stored value; the value itself when the list does not know it."""
    return next((choice.label for choice in known if choice == str(value)), str(value))
