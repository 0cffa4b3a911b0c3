"""Addresses and words that the templates ask a view for."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from flask import request, url_for
from markupsafe import Markup
from sqlalchemy import Integer
from werkzeug.datastructures import MultiDict

from shared.access import Permission
from shared.locale import _
from shared.models.base import Base

from . import current, shown
from .details import Details
from .shown import REGIONS, pointed_at
from .titles import title_of

CURSORS = ("after", "before")


class Addresses(Details):
    """Links to the list as it is now, with one thing changed; and what a record is called in a row."""

    def at(self, **changed: Any) -> str:
        """The list as it is now, from another row on."""
        return url_for(".index_view", **self._arguments(), **changed)

    def without(self, name: str, value: str) -> str:
        """The list without one filter."""
        kept = self._arguments()
        kept[name] = [other for other in kept.get(name, []) if other != value]
        return url_for(".index_view", **kept)

    def sorted_by(self, name: str) -> str:
        """The list sorted by a column: newest or largest first, then the other way round."""
        turned = name if request.args.get("sort") == f"-{name}" else f"-{name}"
        return url_for(".index_view", **(self._arguments() | {"sort": [turned]}))

    def sorting(self, name: str) -> str:
        """How a column sorts the list now, in the words of ARIA; empty when it does not."""
        asked = request.args.get("sort", "")
        return {name: "ascending", f"-{name}": "descending"}.get(asked, "")

    def kept_in_search(self) -> list[tuple[str, str]]:
        """The filters that a new search keeps."""
        kept = MultiDict((k, v) for k, values in self._arguments().items() for v in values if k != "q")
        return list(kept.items(multi=True))

    def _arguments(self) -> dict[str, Any]:
        said = ((name, [value for value in values if value]) for name, values in request.args.lists())
        return {name: values for name, values in said if values and name not in CURSORS}

    def may_export(self) -> bool:
        """Whether the person may take the whole list away as a file."""
        return bool(self.record.__area__) and current.actor().may(Permission.RECORDS_EXPORT)

    def key_of(self, record: Base) -> Any:
        """The number of a record, or the code of a region."""
        return record.__mapper__.primary_key_from_instance(record)[0]

    def page_of(self, record: Base) -> str:
        """The page of a record."""
        return url_for(f"{record.__tablename__}.details_view", id=self.key_of(record))

    def words(self, record: Any, name: str) -> str | Markup:
        """A value without a link: the row's own link stands around it."""
        target, value = pointed_at(self.record, name), getattr(record, name.partition(".")[0])
        if target is None or value is None:
            return shown.shown(record, name)
        return title_of(shown.record_at(target, value))

    def as_words(self, name: str, value: Any) -> str | Markup:
        """A value that is not (yet) one of a record."""
        if value is not None and name in REGIONS:
            return shown.region(value)
        target = pointed_at(self.record, name)
        if value is not None and target is not None:
            return title_of(shown.record_at(target, value))
        return shown.plain(self.record, name, value)

    def style(self, name: str) -> str:
        """How a column of the list is set: `n` amounts to the right, `d` days and times on one line."""
        column = self.record.__mapper__.columns.get(name)
        if column is None or column.foreign_keys or name in shown.UNGROUPED:
            return ""
        if isinstance(column.type, Integer):
            return "n"
        return "d" if column.type.python_type in {date, datetime} else ""

    def labels_of(self, names: tuple[str, ...]) -> str:
        """Labels of several columns; what is sealed or ours goes by its label too."""
        return _(", ").join(dict.fromkeys(self.label_of(name) for name in names))
