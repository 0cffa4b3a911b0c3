"""Filters by the number of a record."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlalchemy import ColumnElement

from admin.display.record_options import select_options
from admin.display.titles import title_of
from admin.records.filters import Filter, FilterChip
from admin.request import context
from admin.request.params import QueryParams
from shared.identity_text import MIN_DIGITS
from shared.locale import _
from shared.models.base import Base, referenced_model


class IdFilter(Filter):
    """Exactly this number, or the record with this number."""

    kind = "number"

    @property
    def target(self) -> type[Base] | None:
        """The kind of record it is the number of; None for a number that counts something."""
        return referenced_model(self.model, self.name)

    def conditions(self, params: QueryParams) -> Iterator[ColumnElement[bool]]:
        """Equal to a whole number."""
        if value := params.get(self.name, ""):
            yield self.column == parse_id(value)

    def is_chosen(self, value: str) -> bool:
        """A short number, or the number of a record that the user sees: eight digits may be a birth day."""
        if not re.fullmatch(r"[0-9]{1,18}", value, re.ASCII):
            return False
        return len(value) < MIN_DIGITS or self._is_record(int(value))

    def _is_record(self, key: int) -> bool:
        target = self.target
        return target is not None and context.session().get(target, key) is not None

    def chips(self, params: QueryParams) -> Iterator[FilterChip]:
        """The record by its title."""
        for value in params.getlist(self.name):
            yield FilterChip(self.chip_text(title_or_value(self.target, value)), self.name, value)


class HiddenIdFilter(IdFilter):
    """The record with this number: set by a link from its page, nobody types it."""

    kind = "hidden"


class ReferenceFilter(IdFilter):
    """One record of a short list."""

    kind = "choice"

    def options(self) -> list[tuple[str, str]]:
        """All of them by title."""
        return select_options(self.target) if self.target else []


def parse_id(value: str) -> int:
    """The number of a record; ValueError with a message for anything else."""
    if not re.fullmatch(r"[0-9]{1,18}", value, re.ASCII):
        raise ValueError(_("Enter a whole number, such as 1200."))
    return int(value)


def title_or_value(target: type[Base] | None, value: str) -> str:
    """The record behind a number by its title; what is no number as it stands."""
    is_number = target is not None and re.fullmatch(r"[0-9]{1,18}", value, re.ASCII)
    return title_of(context.session().get(target, int(value))) if target and is_number else value
