"""Filters by a status that several columns make up, and by being in use."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from babel.support import LazyProxy
from sqlalchemy import ColumnElement, true

from admin.records.filters import Filter, FilterChip
from admin.request.params import QueryParams
from shared.locale import lazy as _l
from shared.models.base import Base

ALL_STATUSES = "all"
StatusOptions = tuple[tuple[str, LazyProxy | str, Callable[[], ColumnElement[bool]]], ...]


class StatusFilter(Filter):
    """A status that several columns make up; each option has its own condition."""

    kind = "choice"

    def __init__(self, statuses: StatusOptions, *, has_default: bool = False) -> None:
        """`has_default`: the list shows one status unless all are requested."""
        statuses = (*statuses, (ALL_STATUSES, _l("All"), true)) if has_default else statuses
        self.has_default, self.empty_label = has_default, "" if has_default else self.empty_label
        self.name, self.label, self.statuses = (
            "state",
            _l("Status"),
            {key: (text, condition) for key, text, condition in statuses},
        )

    def options(self) -> list[tuple[str, str]]:
        """The statuses by name."""
        return [(key, str(text)) for key, (text, _condition) in self.statuses.items()]

    def conditions(self, params: QueryParams) -> Iterator[ColumnElement[bool]]:
        """The condition of the chosen status."""
        if value := params.get(self.name, ""):
            yield self.statuses[self._require_option(value)][1]()

    def chips(self, params: QueryParams) -> Iterator[FilterChip]:
        """The status; where all are shown there is nothing to take away."""
        return (chip for chip in super().chips(params) if not self.has_default or chip.value != ALL_STATUSES)


class RetiredFilter(StatusFilter):
    """Records in use, unless others are requested."""

    empty_label = _l("In use")

    def __init__(self, model: type[Base], retired_label: LazyProxy | str) -> None:
        retired_on = model.retired_on  # type: ignore[attr-defined]
        super().__init__(
            (
                ("retired", retired_label, lambda: retired_on.is_not(None)),
                (ALL_STATUSES, _l("All, including voided"), lambda: retired_on.is_(None) | retired_on.is_not(None)),
            )
        )
        self.name, self.label, self._in_use = "use", _l("Record status"), retired_on.is_(None)

    def conditions(self, params: QueryParams) -> Iterator[ColumnElement[bool]]:
        """In use when nothing is requested."""
        if params.get(self.name):
            yield from super().conditions(params)
        else:
            yield self._in_use
