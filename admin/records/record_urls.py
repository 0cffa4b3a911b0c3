"""Addresses and words that the templates ask a view for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import url_for
from markupsafe import Markup

from admin.display import formatting
from admin.display.formatting import referenced_model
from admin.display.titles import title_of
from admin.records.detail_page import Details
from admin.records.status_filters import ALL_STATUSES
from admin.request import params
from admin.request.params import QueryParams
from shared.identity_text import CURSORS
from shared.models.base import Base
from shared.models.columns import ColumnKind, find_meaning, is_region

CELL_CLASSES = {
    ColumnKind.AMOUNT: "n",
    ColumnKind.COUNT: "n",
    ColumnKind.DATE: "d",
    ColumnKind.EVENT_DATE: "d",
    ColumnKind.INSTANT: "d",
}


class Addresses(Details):
    """Links to the list as it is now, with one thing changed; and what a record is called in a row."""

    def at(self, **changed: str) -> str:
        """The list as it is now, from another row on."""
        return _list([*_asked(), *changed.items()])

    def without(self, name: str, value: str) -> str:
        """The list without one filter."""
        return self._all_states([pair for pair in _asked() if pair != (name, value)])

    def whole(self) -> str:
        """The list without any filter."""
        return self._all_states([])

    def _all_states(self, asked: list[tuple[str, str]]) -> str:
        """A list with a usual state says that all are meant."""
        is_said = not self.usual_state or any(name == "state" for name, _value in asked)
        return _list(asked if is_said else [*asked, ("state", ALL_STATUSES)])

    def sorted_by(self, name: str) -> str:
        """The list sorted by a column: newest or largest first, then the other way round."""
        turned = name if params.query_params().get("sort") == f"-{name}" else f"-{name}"
        return _list([*((key, value) for key, value in _asked() if key != "sort"), ("sort", turned)])

    def sorting(self, name: str) -> str:
        """How a column sorts the list now, in the words of ARIA; empty when it does not."""
        asked = params.query_params().get("sort", "")
        return {name: "ascending", f"-{name}": "descending"}.get(asked, "")

    def asked(self) -> QueryParams:
        """What the address asks for."""
        return params.query_params()

    def kept_in_search(self) -> list[tuple[str, str]]:
        """The filters that a new search keeps."""
        return [(name, value) for name, value in _asked() if name != "q"]

    def kept_in_filters(self) -> list[tuple[str, str]]:
        """The search and the order that new filters keep."""
        return [(name, value) for name, value in _asked() if name in {"q", "sort", "page_size"}]

    def key_of(self, record: Base) -> Any:
        """The number of a record, or the code of a region."""
        return record.__mapper__.primary_key_from_instance(record)[0]

    def page_of(self, record: Base) -> str:
        """The page of a record."""
        return url_for(f"{record.__tablename__}.details_view", id=self.key_of(record))

    def cell(self, record: Any, name: str) -> Any:
        """What a column of a list shows of a record."""
        if name in self.derived:
            return self.derive(record, name) or formatting.BLANK
        return formatting.format_value(record, name)

    def words(self, record: Any, name: str) -> str | Markup:
        """A value without a link: the row's own link stands around it."""
        if name in self.derived:
            return str(self.cell(record, name))
        target, value = referenced_model(self.record, name), getattr(record, name.partition(".")[0])
        if target is None or value is None:
            return formatting.format_value(record, name)
        return title_of(formatting.load_reference(target, value))

    def as_words(self, name: str, value: Any) -> str | Markup:
        """A value that is not (yet) one of a record."""
        if value is not None and is_region(self.record, name):
            return formatting.format_region(value)
        target = referenced_model(self.record, name)
        if value is not None and target is not None:
            return title_of(formatting.load_reference(target, value))
        return formatting.format_scalar(self.record, name, value)

    def style(self, name: str) -> str:
        """How a column of the list is set: `n` amounts to the right, `d` days and times on one line."""
        if name in self.counted:
            return "n"
        meaning = find_meaning(self.record.__mapper__.columns.get(name))
        return CELL_CLASSES.get(meaning.kind, "") if meaning else ""


def _asked() -> list[tuple[str, str]]:
    """What the list is narrowed and sorted by now, from its first page on."""
    return [(name, value) for name, value in params.query_params().items(multi=True) if value and name not in CURSORS]


def _list(asked: Iterable[tuple[str, str]]) -> str:
    return url_for(".index_view", **params.encode_params(asked))
