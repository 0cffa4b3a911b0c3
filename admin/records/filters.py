"""Filters of a list: read from the address, turned into conditions, shown as chips that can be taken away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from babel.support import LazyProxy
from sqlalchemy import ColumnElement, Date, Integer
from sqlalchemy.orm import InstrumentedAttribute

from admin.display import region_names
from admin.display.formatting import REGIONS, known_values, pointed_at
from admin.display.record_options import SELECT_MODELS, select_options
from admin.display.titles import title_of
from admin.forms.fields import read_day
from admin.records.about_person import about
from admin.records.date_range import each_day
from admin.request import context
from admin.request.params import Arguments
from shared.access.actor import in_subtrees
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import HouseholdMember, Person
from shared.models.base import Base
from shared.models.labels import label
from shared.models.region import prefix_of

CODE = re.compile(r"(?<![0-9])([1-9][0-9]{5}(?:[0-9]{3}(?:[0-9]{3})?)?)\s*$", re.ASCII)

MOST_NAMED = 5


@dataclass(frozen=True)
class Chip:
    """A filter in force: what it says, and the argument that it is."""

    text: str
    name: str
    value: str


class Filter:
    """One filter. `kind` names the control that draws it; `names` are its arguments in the address.

    `unsaid` is what a choice calls its being left open; empty where the list always says a value.
    """

    kind = "text"
    takes_several = False
    unsaid: LazyProxy | str = _l("all")

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
        """What the list is narrowed by. ValueError with a sentence for a value that cannot be read."""
        raise NotImplementedError

    def check(self, arguments: Arguments) -> None:
        """ValueError for more values than the filter takes: none of them is silently left out."""
        if not self.takes_several and any(len(arguments.getlist(name)) > 1 for name in self.names):
            raise ValueError(_("Only one value can be asked for here: choose one."))

    def pointed(self, arguments: Arguments) -> Iterator[ColumnElement[bool]]:
        """The same conditions, in the form in which an index finds few records."""
        return self.conditions(arguments)

    def _chosen(self, value: str) -> str:
        """A value of the options."""
        if value not in {option for option, _text in self.options()}:
            raise ValueError(_("Choose one of the values offered."))
        return value

    def written(self, value: str) -> str:
        """A typed value as it goes into the address."""
        return value

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

    kind, takes_several = "choices", True

    def options(self) -> list[tuple[str, str]]:
        """The values with their names."""
        known = known_values(self.record, self.name) or ()
        return [(choice.value, str(choice.label)) for choice in known]

    def conditions(self, arguments: Arguments) -> Iterator[ColumnElement[bool]]:
        """Any of the chosen values."""
        if chosen := [self._chosen(value) for value in arguments.getlist(self.name) if value]:
            yield self.column.in_([self.column.type.python_type(value) for value in chosen])


class YesNo(Filter):
    """A flag."""

    kind = "choice"

    def options(self) -> list[tuple[str, str]]:
        """Yes and no."""
        return [("1", _("yes")), ("0", _("no"))]

    def conditions(self, arguments: Arguments) -> Iterator[ColumnElement[bool]]:
        """The flag is set, or is not."""
        if value := arguments.get(self.name, ""):
            yield self.column.is_(self._chosen(value) == "1")


class InRegion(Filter):
    """A region and everything below it."""

    kind = "region"

    def conditions(self, arguments: Arguments) -> Iterator[ColumnElement[bool]]:
        """The code begins with the region's own digits."""
        if value := arguments.get(self.name, ""):
            yield in_subtrees(self.column, (prefix_of(self._code(value)),))

    def chips(self, arguments: Arguments) -> Iterator[Chip]:
        """The region by its path."""
        for value in arguments.getlist(self.name):
            found = CODE.search(self.written(value))
            yield Chip(self.says(region_names.path(found[1]) if found else value), self.name, value)

    def written(self, value: str) -> str:
        """The code alone, also of the one region that a typed name fits."""
        try:
            return self._code(value) if value else value
        except ValueError:
            return value

    def _code(self, value: str) -> str:
        """The code in `昆山市 320583`, as the lookup writes it; or of the one region that is called so."""
        if found := CODE.search(value):
            return found[1]
        named = region_names.called(value, MOST_NAMED + 1)
        if len(named) == 1:
            return named[0].code
        if not named:
            raise ValueError(_("No region is called so: type the beginning of its name, or its code, and choose."))
        names = _("; ").join(f"{region_names.path(region.code)} {region.code}" for region in named[:MOST_NAMED])
        raise ValueError(_("This fits several: {names}. Choose one.").format(names=names))


class Days(Filter):
    """From a day to a day, both included."""

    kind = "days"

    @property
    def names(self) -> tuple[str, ...]:
        """Both ends."""
        return (f"{self.name}_from", f"{self.name}_to")

    def conditions(self, arguments: Arguments) -> Iterator[ColumnElement[bool]]:
        """Either end may be open."""
        start, end = (read_day(text) if (text := arguments.get(name, "")) else None for name in self.names)
        if start:
            yield self.column >= start
        if end:
            yield self.column <= end

    def pointed(self, arguments: Arguments) -> Iterator[ColumnElement[bool]]:
        """Day by day where an index goes by day and place: a range would leave the choice of the index to chance."""
        start, end = (read_day(text) if (text := arguments.get(name, "")) else None for name in self.names)
        days = each_day(self.column, start, end)
        if days is None:
            yield from self.conditions(arguments)
        else:
            yield self.column.in_(days)

    def chips(self, arguments: Arguments) -> Iterator[Chip]:
        """One chip an end."""
        for name, sentence in zip(self.names, (_("{label} from {day}"), _("{label} to {day}")), strict=True):
            for value in arguments.getlist(name):
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
        for value in arguments.getlist(self.name):
            yield Chip(self.says(_titled(pointed_at(self.record, self.name), value)), self.name, value)


class Linked(Key):
    """The record with this number: asked for by a link from its page, nobody types it."""

    kind = "hidden"


class About(Linked):
    """The person that records are about, themselves or through others."""

    def __init__(self, record: type[Base]) -> None:
        self.record, self.name, self.label = record, "person_id", label(HouseholdMember, "person_id")

    def conditions(self, arguments: Arguments) -> Iterator[ColumnElement[bool]]:
        """The person, the person's household, or what points at them."""
        if value := arguments.get(self.name, ""):
            yield about(self.record, _number(value))

    def chips(self, arguments: Arguments) -> Iterator[Chip]:
        """The person by name."""
        for value in arguments.getlist(self.name):
            yield Chip(self.says(_titled(Person, value)), self.name, value)


class OfFew(Key):
    """One record of a short list."""

    kind = "choice"

    def __init__(self, record: type[Base], column: str, target: type[Base]) -> None:
        super().__init__(record, column)
        self.target = target

    def options(self) -> list[tuple[str, str]]:
        """All of them by title."""
        return select_options(self.target)


class Words(Filter):
    """Exactly this text."""

    def conditions(self, arguments: Arguments) -> Iterator[ColumnElement[bool]]:
        """Equal to the text."""
        if value := arguments.get(self.name, ""):
            yield self.column == value


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
        return OfFew(record, column, target) if target in SELECT_MODELS else Linked(record, column)
    return Key(record, column) if isinstance(kind, Integer) else Words(record, column)


def _number(value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,18}", value, re.ASCII):
        raise ValueError(_("Write a whole number, like 1200."))
    return int(value)


def _titled(target: type[Base] | None, value: str) -> str:
    """The record behind a number by its title; what is no number as it stands."""
    is_number = target is not None and re.fullmatch(r"[0-9]{1,18}", value, re.ASCII)
    return title_of(context.session().get(target, int(value))) if target and is_number else value
