"""Filters of a list: read from the address, turned into conditions, shown as chips that can be taken away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from babel.support import LazyProxy
from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute

from admin.records.date_range import list_dates
from admin.request.params import QueryParams
from shared.locale import _
from shared.locale import lazy as _l
from shared.models.base import Base
from shared.models.columns import ColumnKind, choices_for, meaning_of
from shared.models.labels import label
from shared.parsing import parse_date
from shared.patterns import DAY, MONTH


@dataclass(frozen=True)
class FilterChip:
    """A filter in force: what it says, and the argument that it is."""

    text: str
    name: str
    value: str


class Filter:
    """One filter. `kind` names the control that draws it; `param_names` are its parameters.

    `empty_label` is what a choice calls its being left open; empty where the list always has a value.
    """

    kind = "text"
    is_multiple = False
    empty_label: LazyProxy | str = _l("All")

    def __init__(self, model: type[Base], column: str) -> None:
        self.model, self.name = model, column
        self.label: LazyProxy | str = label(model, column)

    @property
    def param_names(self) -> tuple[str, ...]:
        """Arguments in the address."""
        return (self.name,)

    @property
    def column(self) -> InstrumentedAttribute[Any]:
        """The column it looks at."""
        return getattr(self.model, self.name)

    def options(self) -> list[tuple[str, str]]:
        """(value, text) to choose from, for filters that offer a choice."""
        return []

    def conditions(self, params: QueryParams) -> Iterator[ColumnElement[bool]]:
        """What the list is narrowed by. ValueError with a message for a value that cannot be read."""
        raise NotImplementedError

    def check_single_value(self, params: QueryParams) -> None:
        """ValueError for more values than the filter takes: none of them is silently left out."""
        if not self.is_multiple and any(len(params.getlist(name)) > 1 for name in self.param_names):
            raise ValueError(_("Only one value can be chosen here. Choose one."))

    def index_conditions(self, params: QueryParams) -> Iterator[ColumnElement[bool]]:
        """The same conditions, in the form in which an index finds few records."""
        return self.conditions(params)

    def _require_option(self, value: str) -> str:
        """A value of the options."""
        if value not in {option for option, _text in self.options()}:
            raise ValueError(_("Choose one of the listed values."))
        return value

    def is_chosen(self, value: str) -> bool:
        """Whether a value was chosen, not typed freely: it may stand in an address, and be kept, in clear."""
        return value in {option for option, _text in self.options()}

    def to_param(self, value: str) -> str:
        """A typed value as it goes into the address."""
        return value

    def chip_text(self, text: str) -> str:
        """The words of a chip."""
        return _("{label}: {value}").format(label=self.label, value=text)

    def chips(self, params: QueryParams) -> Iterator[FilterChip]:
        """What is in force, in words."""
        texts = dict(self.options())
        for name in self.param_names:
            for value in params.getlist(name):
                if value:
                    yield FilterChip(self.chip_text(texts.get(value, value)), name, value)


class ChoiceFilter(Filter):
    """One or several values of a list."""

    kind, is_multiple = "choices", True

    def options(self) -> list[tuple[str, str]]:
        """The values with their names."""
        choices = choices_for(self.model, self.name) or ()
        return [(choice.value, str(choice.label)) for choice in choices]

    def conditions(self, params: QueryParams) -> Iterator[ColumnElement[bool]]:
        """Any of the chosen values."""
        if values := [self._require_option(value) for value in params.getlist(self.name) if value]:
            yield self.column.in_([self.column.type.python_type(value) for value in values])


class BooleanFilter(Filter):
    """A flag."""

    kind = "choice"

    def options(self) -> list[tuple[str, str]]:
        """Yes and no."""
        return [("1", _("yes")), ("0", _("no"))]

    def conditions(self, params: QueryParams) -> Iterator[ColumnElement[bool]]:
        """The flag is set, or is not."""
        if value := params.get(self.name, ""):
            yield self.column.is_(self._require_option(value) == "1")


class DateRangeFilter(Filter):
    """From a day to a day, both included."""

    kind = "days"

    @property
    def param_names(self) -> tuple[str, ...]:
        """Both ends."""
        return (f"{self.name}_from", f"{self.name}_to")

    def conditions(self, params: QueryParams) -> Iterator[ColumnElement[bool]]:
        """Either end may be open."""
        start, end = (parse_date(text) if (text := params.get(name, "")) else None for name in self.param_names)
        if start:
            yield self.column >= start
        if end:
            yield self.column <= end

    def is_chosen(self, value: str) -> bool:
        """A day."""
        return DAY.fullmatch(value) is not None

    def index_conditions(self, params: QueryParams) -> Iterator[ColumnElement[bool]]:
        """Day by day where an index goes by day and place: a range would leave the choice of the index to chance."""
        start, end = (parse_date(text) if (text := params.get(name, "")) else None for name in self.param_names)
        days = list_dates(self.column, start, end)
        if days is None:
            yield from self.conditions(params)
        else:
            yield self.column.in_(days)

    def chips(self, params: QueryParams) -> Iterator[FilterChip]:
        """One chip an end."""
        for name, template in zip(self.param_names, (_("{label} from {day}"), _("{label} to {day}")), strict=True):
            for value in params.getlist(name):
                yield FilterChip(template.format(label=self.label, day=value), name, value)


class ExactTextFilter(Filter):
    """Exactly this text."""

    def is_chosen(self, value: str) -> bool:
        """Only a month: all else may be a name."""
        is_month = meaning_of(self.model, self.name).kind is ColumnKind.MONTH
        return is_month and MONTH.fullmatch(value) is not None

    def conditions(self, params: QueryParams) -> Iterator[ColumnElement[bool]]:
        """Equal to the text."""
        if value := params.get(self.name, ""):
            yield self.column == value
