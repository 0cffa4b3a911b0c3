"""Filters of a list: read from the address, turned into conditions, shown as chips that can be taken away."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.support import LazyProxy
from flask import abort
from sqlalchemy import ColumnElement, Date, Integer
from sqlalchemy.orm import InstrumentedAttribute
from werkzeug.datastructures import MultiDict

from shared.access.actor import inside
from shared.locale import _
from shared.locale import lazy as _l
from shared.models.base import Base
from shared.models.labels import label
from shared.models.region import prefix_of

from . import current, places
from .forms import FEW, all_of
from .shown import REGIONS, known_values, pointed_at
from .titles import title_of

Arguments = MultiDict[str, str]
States = tuple[tuple[str, LazyProxy, Callable[[], ColumnElement[bool]]], ...]


@dataclass(frozen=True)
class Chip:
    """A filter in force: what it says, and the argument that it is."""

    text: str
    name: str
    value: str


class Filter:
    """One filter. `kind` names the control that draws it; `names` are its arguments in the address."""

    kind = "text"

    def __init__(self, record: type[Base], column: str) -> None:
        self.record, self.name = record, column
        self.label: LazyProxy | str = label(record, column)

    @property
    def names(self) -> tuple[str, ...]:
        """Arguments in the address."""
        return (self.name,)

    @property
    def column(self) -> InstrumentedAttribute[Any]:
        """The column it looks at."""
        return getattr(self.record, self.name)

    def options(self) -> list[tuple[str, str]]:
        """(value, text) to choose from, for filters that offer a choice."""
        return []

    def conditions(self, arguments: Arguments) -> Iterator[ColumnElement[bool]]:
        """What the list is narrowed by. A value that cannot be read is a bad request."""
        raise NotImplementedError

    def says(self, text: str) -> str:
        """The words of a chip."""
        return _("{label}: {value}").format(label=self.label, value=text)

    def chips(self, arguments: Arguments) -> Iterator[Chip]:
        """What is in force, in words."""
        texts = dict(self.options())
        for name in self.names:
            for value in arguments.getlist(name):
                if value:
                    yield Chip(self.says(texts.get(value, value)), name, value)


class OneOf(Filter):
    """One or several values of a list."""

    kind = "choices"

    def options(self) -> list[tuple[str, str]]:
        """The values with their names."""
        known = known_values(self.record, self.name) or ()
        return [(choice.value, str(choice.label)) for choice in known]

    def conditions(self, arguments: Arguments) -> Iterator[ColumnElement[bool]]:
        """Any of the chosen values."""
        chosen = [value for value in arguments.getlist(self.name) if value]
        if not set(chosen) <= {value for value, _text in self.options()}:
            abort(400)
        if chosen:
            yield self.column.in_(chosen)


class YesNo(Filter):
    """A flag."""

    kind = "choice"

    def options(self) -> list[tuple[str, str]]:
        """Yes and no."""
        return [("1", _("yes")), ("0", _("no"))]

    def conditions(self, arguments: Arguments) -> Iterator[ColumnElement[bool]]:
        """The flag is set, or is not."""
        value = arguments.get(self.name, "")
        if value not in {"", "0", "1"}:
            abort(400)
        if value:
            yield self.column.is_(value == "1")


class InRegion(Filter):
    """A region and everything below it."""

    kind = "region"

    def conditions(self, arguments: Arguments) -> Iterator[ColumnElement[bool]]:
        """The code begins with the region's own digits."""
        if value := arguments.get(self.name, ""):
            yield inside(self.column, (prefix_of(self._code(value)),))

    def chips(self, arguments: Arguments) -> Iterator[Chip]:
        """The region by its path."""
        if value := arguments.get(self.name, ""):
            yield Chip(self.says(places.path(self._code(value))), self.name, value)

    def _code(self, value: str) -> str:
        """The code in `昆山市 320583`, as the lookup writes it."""
        found = re.search(r"(?<![0-9])([1-9][0-9]{5}(?:[0-9]{3}(?:[0-9]{3})?)?)\s*$", value, re.ASCII)
        return found[1] if found else abort(400)


class Days(Filter):
    """From a day to a day, both included."""

    kind = "days"

    @property
    def names(self) -> tuple[str, ...]:
        """Both ends."""
        return (f"{self.name}_from", f"{self.name}_to")

    def conditions(self, arguments: Arguments) -> Iterator[ColumnElement[bool]]:
        """Either end may be open."""
        start, end = (_day(arguments.get(name, "")) for name in self.names)
        if start:
            yield self.column >= start
        if end:
            yield self.column <= end

    def chips(self, arguments: Arguments) -> Iterator[Chip]:
        """One chip an end."""
        for name, sentence in zip(self.names, (_("{label} from {day}"), _("{label} to {day}")), strict=True):
            if value := arguments.get(name, ""):
                yield Chip(sentence.format(label=self.label, day=value), name, value)


class Key(Filter):
    """Exactly this number, or the record with this number."""

    kind = "number"

    def conditions(self, arguments: Arguments) -> Iterator[ColumnElement[bool]]:
        """Equal to a whole number."""
        if value := arguments.get(self.name, ""):
            yield self.column == _number(value)

    def chips(self, arguments: Arguments) -> Iterator[Chip]:
        """The record by its title."""
        if value := arguments.get(self.name, ""):
            target = pointed_at(self.record, self.name)
            text = title_of(current.session().get(target, _number(value))) if target else value
            yield Chip(self.says(text), self.name, value)


class Linked(Key):
    """The record with this number: asked for by a link from its page, nobody types it."""

    kind = "hidden"


class OfFew(Key):
    """One record of a short list."""

    kind = "choice"

    def __init__(self, record: type[Base], column: str, target: type[Base]) -> None:
        super().__init__(record, column)
        self.target = target

    def options(self) -> list[tuple[str, str]]:
        """All of them by title."""
        return all_of(self.target)


class Words(Filter):
    """Exactly this text."""

    def conditions(self, arguments: Arguments) -> Iterator[ColumnElement[bool]]:
        """Equal to the text."""
        if value := arguments.get(self.name, ""):
            yield self.column == value


class State(Filter):
    """A state that several columns make up; each option has its own condition."""

    kind = "choice"

    def __init__(self, states: States) -> None:
        self.name, self.label, self.states = "state", _l("State"), {key: (text, where) for key, text, where in states}

    def options(self) -> list[tuple[str, str]]:
        """The states by name."""
        return [(key, str(text)) for key, (text, _where) in self.states.items()]

    def conditions(self, arguments: Arguments) -> Iterator[ColumnElement[bool]]:
        """The condition of the chosen state."""
        if value := arguments.get(self.name, ""):
            yield self.states[value][1]() if value in self.states else abort(400)


class InUse(State):
    """Records in use, unless others are asked for."""

    def __init__(self, record: type[Base]) -> None:
        retired_on = record.retired_on  # type: ignore[attr-defined]
        super().__init__(
            (
                ("retired", _l("Out of use"), lambda: retired_on.is_not(None)),
                ("all", _l("In use or not"), lambda: retired_on.is_(None) | retired_on.is_not(None)),
            )
        )
        self.name, self.label, self._in_use = "use", _l("Use"), retired_on.is_(None)

    def conditions(self, arguments: Arguments) -> Iterator[ColumnElement[bool]]:
        """In use when nothing is said."""
        if arguments.get(self.name):
            yield from super().conditions(arguments)
        else:
            yield self._in_use


def filter_for(record: type[Base], column: str) -> Filter:
    """The filter that fits the type of a column."""
    kind = record.__mapper__.columns[column].type
    if known_values(record, column):
        return OneOf(record, column)
    if column in REGIONS:
        return InRegion(record, column)
    if kind.python_type is bool:
        return YesNo(record, column)
    if isinstance(kind, Date):
        return Days(record, column)
    if (target := pointed_at(record, column)) is not None:
        return OfFew(record, column, target) if target in FEW else Linked(record, column)
    return Key(record, column) if isinstance(kind, Integer) else Words(record, column)


def _day(value: str) -> date | None:
    if not value:
        return None
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value, re.ASCII):
        abort(400)
    try:
        return date.fromisoformat(value)
    except ValueError:
        abort(400)


def _number(value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,18}", value, re.ASCII):
        abort(400)
    return int(value)
