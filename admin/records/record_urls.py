"""Addresses of records, and of a list as it is now with one thing changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from flask import url_for

from admin.records.status_filters import ALL_STATUSES
from admin.request import params
from shared.identity_text import CURSORS
from shared.models.base import Base, resource_name


def record_key(record: Base) -> Any:
    """The number of a record, or the code of a region."""
    return record.__mapper__.primary_key_from_instance(record)[0]


def record_url(record: Base) -> str:
    """The page of a record."""
    return url_for(f"{resource_name(type(record))}.details_view", id=record_key(record))


@dataclass(frozen=True)
class ListUrls:
    """Links from a list to the same list. `is_chosen`: whether an argument was chosen, not typed.

    `has_default_status`: it shows one status unless all are requested.
    """

    is_chosen: Callable[[str, str], bool]
    has_default_status: bool

    def page(self, **cursor: str) -> str:
        """The list as it is now, from another row on."""
        return self._url([*_current_params(), *cursor.items()])

    def bulk(self) -> str:
        """The page of acts on ticked rows, which leads back to the list as it is now."""
        return url_for(".bulk_view", **params.encode_params(_current_params(), self.is_chosen))

    def without_filter(self, name: str, value: str) -> str:
        """The list without one filter."""
        return self._with_status([pair for pair in _current_params() if pair != (name, value)])

    def without_filters(self) -> str:
        """The list without any filter."""
        return self._with_status([])

    def search_only(self) -> str:
        """The list with what is searched for and without any other filter."""
        return self._with_status([pair for pair in _current_params() if pair[0] == "q"])

    def _with_status(self, pairs: list[tuple[str, str]]) -> str:
        """A list with a default status says that all are meant."""
        is_named = not self.has_default_status or any(name == "state" for name, _value in pairs)
        return self._url(pairs if is_named else [*pairs, ("state", ALL_STATUSES)])

    def sorted_by(self, name: str) -> str:
        """The list sorted by a column: newest or largest first, then the other way round."""
        turned = name if params.query_params().get("sort") == f"-{name}" else f"-{name}"
        return self._url([*((key, value) for key, value in _current_params() if key != "sort"), ("sort", turned)])

    def aria_sort(self, name: str) -> str:
        """How a column sorts the list now, in the words of ARIA; empty when it does not."""
        sort = params.query_params().get("sort", "")
        return {name: "ascending", f"-{name}": "descending"}.get(sort, "")

    def hidden_search_fields(self) -> list[tuple[str, str]]:
        """The filters that a new search keeps."""
        return [(name, value) for name, value in _current_params() if name != "q"]

    def hidden_view_fields(self) -> list[tuple[str, str]]:
        """All that a saved view keeps."""
        return _current_params()

    def hidden_column_fields(self) -> list[tuple[str, str]]:
        """All that a new choice of columns keeps."""
        return [(name, value) for name, value in _current_params() if name != "column"]

    def hidden_filter_fields(self) -> list[tuple[str, str]]:
        """The search and the order that new filters keep."""
        return [(name, value) for name, value in _current_params() if name in {"q", "sort", "page_size", "column"}]

    def _url(self, pairs: Iterable[tuple[str, str]]) -> str:
        return url_for(".index_view", **params.encode_params(pairs, self.is_chosen))


def _current_params() -> list[tuple[str, str]]:
    """What the list is narrowed and sorted by now, from its first page on."""
    return [(name, value) for name, value in params.query_params().items(multi=True) if value and name not in CURSORS]
