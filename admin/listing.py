"""Lists of records: searched, narrowed by filters, paged by key; and the lookups that forms offer."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, ClassVar

from babel.support import LazyProxy
from flask import flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import inspect

from shared.locale import _
from shared.models import Person
from shared.models.base import Editable
from shared.models.labels import label
from shared.services import identities

from . import current, paging, places
from .doors import Verb, door
from .fields import tidy
from .filters import Chip, Filter, InUse, State, States, filter_for
from .finding import Finding
from .paging import Order
from .shown import REGIONS

LONGEST_SEARCH = 60


class Listing(Finding):
    """The pages that show several records. `states` are filters made of more than one column."""

    column_list: ClassVar[tuple[str, ...]]
    column_filters: ClassVar[tuple[str, ...]] = ()
    column_sortable_list: ClassVar[tuple[str, ...]] = ()
    states: ClassVar[States] = ()
    search_help: ClassVar[LazyProxy | str] = ""
    render: Callable[..., str]

    @door("/", Verb.LIST)
    def index_view(self) -> ResponseReturnValue:
        """One page of the list."""
        text = tidy(request.args.get("q", ""))[:LONGEST_SEARCH]
        query, order = self.query(), self._order_asked()
        for one in self.filters:
            query = query.where(*one.conditions(request.args))
        if text:
            query, order = self.searched(query, text, order)
        page = paging.page(query, order, request.args)
        self.learn_places(page.rows)
        if self.is_personal:
            current.note_reading(self.record.__tablename__, rows=len(page.rows), filters=_asked())
        return self.render("list.html", page=page, text=text, chips=self._chips(text))

    @door("/search", Verb.LIST, ("POST",))
    def search(self) -> ResponseReturnValue:
        """Search without an address: an identity number leads to its person, any other text to the list."""
        current.only_reading()
        text = tidy(request.form.get("q", ""))[:LONGEST_SEARCH]
        if not (self.finds_people and identities.looks_like_number(text)):
            return redirect(url_for(".index_view", **self._kept(), q=text or None))
        person = identities.find(current.session(), text, current.opened().sealer)
        current.note_reading(Person.__tablename__, record_id=str(person.id) if person else "", by="identity number")
        if person is None:
            flash(_("Nobody with this identity number is registered in your regions."))
            return redirect(url_for(".index_view"))
        if self.record is Person:
            return redirect(url_for(".details_view", id=person.id))
        return redirect(url_for(".index_view", person_id=person.id))

    @door("/lookup", Verb.OFFER, ("GET", "POST"))
    def lookup(self) -> ResponseReturnValue:
        """What a form may point at: at most twenty records that fit a text, inside the scope."""
        current.only_reading()
        text = tidy(request.values.get("q", ""))[:LONGEST_SEARCH]
        found = self.found(text, **self.lookup_arguments()) if text else []
        if self.is_personal and found:
            current.note_reading(self.record.__tablename__, rows=len(found), by="lookup")
        return jsonify([self.offered(record) for record in found])

    def lookup_arguments(self) -> dict[str, Any]:
        """What else narrows a lookup; from the address."""
        return {}

    @cached_property
    def filters(self) -> list[Filter]:
        """The filters of this list."""
        states = [State(self.states)] if self.states else []
        in_use = [InUse(self.record)] if issubclass(self.record, Editable) else []
        return [*states, *(filter_for(self.record, name) for name in self.column_filters), *in_use]

    def headings(self) -> list[tuple[str, str]]:
        """(column, label) of the list."""
        return [(name, self._heading(name)) for name in self.column_list]

    def _heading(self, name: str) -> str:
        """The label of a column, of the record it is reached through."""
        record, (*relations, column) = self.record, name.split(".")
        for relation in relations:
            record = inspect(record).relationships[relation].mapper.class_
        return str(label(record, column))

    def learn_places(self, rows: list[Any]) -> None:
        """Read the names of all regions on the page at once."""
        columns = REGIONS & set(self.record.__mapper__.columns.keys())
        places.learn(getattr(row, name) for row in rows for name in columns)

    def _order_asked(self) -> Order:
        asked = request.args.get("sort", "")
        name = asked.removeprefix("-")
        if name not in self.column_sortable_list:
            return self.usual_order
        return Order((getattr(self.record, name), self.key), newest_first=asked.startswith("-"))

    def _chips(self, text: str) -> list[Chip]:
        searched = [Chip(_("Search: {text}").format(text=text), "q", text)] if text else []
        return searched + [chip for one in self.filters for chip in one.chips(request.args)]

    def _kept(self) -> dict[str, Any]:
        """The filters of the list that the search was made from."""
        known = {name for one in self.filters for name in one.names} | {"sort", "page_size"}
        return {name: request.form.getlist(name) for name in request.form if name in known}


def _asked() -> str:
    """The filters as they stood in the address; identity numbers never stand there."""
    return request.query_string.decode("ascii", "replace")[:200]
