"""Filters by a state that several columns make up, and by being in use."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from babel.support import LazyProxy
from sqlalchemy import ColumnElement, true

from admin.records.filters import Filter, FilterChip
from admin.request.params import QueryParams
from shared.locale import lazy as _l
from shared.models.base import Base

ALL_STATUSES = "all"
StatusOptions = tuple[tuple[str, LazyProxy, Callable[[], ColumnElement[bool]]], ...]


class StatusFilter(Filter):
    """A state that several columns make up; each option has its own condition."""

    kind = "choice"

    def __init__(self, states: StatusOptions, *, has_usual: bool = False) -> None:
        """`has_usual`: the list shows one state unless all are asked for."""
        states = (*states, (ALL_STATUSES, _l("All"), true)) if has_usual else states
        self.has_usual, self.empty_label = has_usual, "" if has_usual else self.empty_label
        self.name, self.label, self.states = "state", _l("State"), {key: (text, where) for key, text, where in states}

    def options(self) -> list[tuple[str, str]]:
        """The states by name."""
        return [(key, str(text)) for key, (text, _where) in self.states.items()]

    def conditions(self, arguments: QueryParams) -> Iterator[ColumnElement[bool]]:
        """The condition of the chosen state."""
        if value := arguments.get(self.name, ""):
            yield self.states[self._require_option(value)][1]()

    def chips(self, arguments: QueryParams) -> Iterator[FilterChip]:
        """The state; where all are shown there is nothing to take away."""
        return (chip for chip in super().chips(arguments) if not self.has_usual or chip.value != ALL_STATUSES)


class RetiredFilter(StatusFilter):
    """Records in use, unless others are asked for."""

    empty_label = _l("In use")

    def __init__(self, record: type[Base], retired_word: LazyProxy) -> None:
        retired_on = record.retired_on  # type: ignore[attr-defined]
        super().__init__(
            (
                ("retired", retired_word, lambda: retired_on.is_not(None)),
                (ALL_STATUSES, _l("In use or not"), lambda: retired_on.is_(None) | retired_on.is_not(None)),
            )
        )
        self.name, self.label, self._in_use = "use", _l("Use"), retired_on.is_(None)

    def conditions(self, arguments: QueryParams) -> Iterator[ColumnElement[bool]]:
        """In use when nothing is said."""
        if arguments.get(self.name):
            yield from super().conditions(arguments)
        else:
            yield self._in_use
