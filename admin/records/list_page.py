"""Lists of records: searched, narrowed by filters, paged by key."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any, ClassVar

from babel.support import LazyProxy
from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import ColumnElement, inspect

from admin.display import region_names
from admin.display.formatting import referenced_model
from admin.forms.fields import normalise_text
from admin.records.file_links import build_file_links
from admin.records.filters import Filter, PersonFilter, build_filter
from admin.records.list_query import ListQuery
from admin.records.lookup import LONGEST_SEARCH, Offering
from admin.records.pagination import KeysetOrder
from admin.records.status_filters import ALL_STATUSES, RetiredFilter, StatusFilter, StatusOptions
from admin.request import context, params
from admin.request.actions import ViewAction, expose_action
from admin.request.view_registry import view_of
from shared.access.permissions import Action, permission_for
from shared.access.scope import export_condition
from shared.identity_text import contains_identity_number
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import Household, Person
from shared.models.base import Editable
from shared.models.columns import is_region
from shared.models.labels import label, nouns
from shared.services import identities, subjects

NOT_FROM_AN_ADDRESS = _l("Names and numbers of people are not taken from an address: type them into the fields here.")


class Listing(Offering):
    """The pages that show several records. `states` are filters made of more than one column.

    `column_file_list` names what the file of a list holds beside the columns of the screen, `counted` the derived
    columns that are numbers.
    """

    column_list: ClassVar[tuple[str, ...]]
    column_filters: ClassVar[tuple[str, ...]] = ()
    column_sortable_list: ClassVar[tuple[str, ...]] = ()
    column_file_list: ClassVar[tuple[str, ...]] = ()
    derived: ClassVar[dict[str, LazyProxy]] = {}
    counted: ClassVar[tuple[str, ...]] = ()
    states: ClassVar[StatusOptions] = ()
    section: ClassVar[str]
    area: ClassVar[str] = ""
    usual_state: ClassVar[str] = ""
    retired_word: ClassVar[LazyProxy] = _l("Out of use")
    search_help: ClassVar[LazyProxy | str] = ""
    render: Callable[..., str]
    endpoint: str

    @property
    def nouns(self) -> str:
        """What several are called."""
        return str(nouns(self.record))

    @expose_action("/", ViewAction.LIST)
    def index_view(self) -> ResponseReturnValue:
        """One page of the list."""
        narrowed = self.narrowed()
        page = narrowed.page()
        self.learn_rows(page.rows)
        if self.is_personal:
            people = subjects.people_in(context.session(), page.rows)
            how = {"rows": len(page.rows), "filters": params.audit_text()}
            context.audit_read(self.record.__tablename__, people=people, **how)
        if params.ignored_params():
            narrowed.remarks.append(str(NOT_FROM_AN_ADDRESS))
        files = build_file_links(self, narrowed, page.total) if page.rows else None
        return self.render(
            "list.html", page=page, narrowed=narrowed, text=narrowed.text, chips=narrowed.chips(), files=files
        )

    def narrowed(self, *also: ColumnElement[bool]) -> ListQuery:
        """The list as the address asks for it; in its usual state when it asks for nothing.

        The state is always said, so that filters, pages and files go on from the list as it is shown.
        """
        asked = params.query_params()
        if self.usual_state and "state" not in asked:
            asked["state"] = ALL_STATUSES if any(asked.values()) else self.usual_state
        return ListQuery(self, asked, also)

    @expose_action("/search", ViewAction.LIST, ("POST",))
    def search(self) -> ResponseReturnValue:
        """Search and filter without an address: an identity number leads to its person, all else to the list."""
        context.use_read_only_session()
        text, kept = normalise_text(request.form.get("q", ""))[:LONGEST_SEARCH], self._kept()
        if contains_identity_number(text) and self.is_personal and view_of(Person).may(ViewAction.LIST):
            person = identities.find(context.session(), text, context.deployment().sealer)
            found = {"record_id": str(person.id), "people": [person.id]} if person else {"record_id": "", "rows": 0}
            context.audit_read(Person.__tablename__, by="identity number", **found)
            if person is not None:
                return redirect(self.rows_of(person))
            if not self.search_numbers:
                flash(_("Nobody with this identity number is registered in your regions."))
                text = ""
        return redirect(url_for(".index_view", **params.encode_params([*kept, ("q", text)])))

    def may_take_list(self) -> bool:
        """Whether the person may take the list away as it is on the screen."""
        return self.section != "system" and context.actor().has_permission(permission_for(self.area, Action.EXPORT))

    def takeable(self) -> tuple[ColumnElement[bool], ...]:
        """Conditions: what of the list may be taken away."""
        return (export_condition(self.record, context.actor()),)

    def note_question(self) -> None:
        """Write down what somebody wants to know; only the audit trail is asked about people."""

    def pointing(self, asked: params.QueryParams) -> Iterator[ColumnElement[bool]]:  # noqa: ARG002
        """Conditions that hold in any case and lead the database to the index that finds few records."""
        return iter(())

    def rows_of(self, person: Person) -> str:
        """Where an identity number leads on this list."""
        return url_for(".index_view", person_id=person.id)

    @property
    def filters(self) -> list[Filter]:
        """The filters that this list has for the person."""
        return [one for one in self.all_filters if self.may_filter(one.name)]

    def may_filter(self, name: str) -> bool:  # noqa: ARG002
        """Whether a filter is there for the person: some would tell what a page masks."""
        return True

    @cached_property
    def all_filters(self) -> list[Filter]:
        """The filters of this list, for whoever has all of them."""
        states = [StatusFilter(self.states, has_usual=bool(self.usual_state))] if self.states else []
        in_use = [RetiredFilter(self.record, self.retired_word)] if issubclass(self.record, Editable) else []
        people = [PersonFilter(self.record)] if self.is_personal and self.record not in {Person, Household} else []
        others = (build_filter(self.record, name) for name in self.column_filters if name != "person_id")
        return [*states, *others, *people, *in_use]

    def headings(self) -> list[tuple[str, str]]:
        """(column, label) of the list."""
        return [(name, self.heading_of(name)) for name in self.column_list]

    def heading_of(self, name: str) -> str:
        """The label of a column, of the record it is reached through."""
        if name in self.derived:
            return str(self.derived[name])
        record, (*relations, column) = self.record, name.split(".")
        for relation in relations:
            record = inspect(record).relationships[relation].mapper.class_
        return str(label(record, column))

    def learn_rows(self, rows: Sequence[Any]) -> None:
        """Read at once what the cells of these rows need."""
        self.learn_places(rows)
        self.learn(rows)

    def derive(self, record: Any, name: str) -> Any:  # noqa: ARG002
        """The value of a column that is none of the record; most are its state."""
        return self.state_of(record)

    def state_of(self, record: Any) -> str:  # noqa: ARG002
        """The state of a record in a word; empty where there is nothing to say."""
        return ""

    def order_of(self, asked: params.QueryParams) -> KeysetOrder:  # noqa: ARG002
        """How the list is sorted when nothing is said."""
        return self.usual_order

    @cached_property
    def sortable(self) -> set[str]:
        """Columns that sort the list: those of an index always, the others when few records fit."""
        known = self.record.__mapper__.columns
        return {name for name in self.column_list if name in known and referenced_model(self.record, name) is None}

    def learn_places(self, rows: Sequence[Any]) -> None:
        """Read the names of all regions on the page at once."""
        columns = [name for name in self.record.__mapper__.columns.keys() if is_region(self.record, name)]  # noqa: SIM118 - a collection of columns
        region_names.preload(getattr(row, name) for row in rows for name in columns)

    def _kept(self) -> Iterator[tuple[str, str]]:
        """The filters that were sent, as far as this list has them, and how it was sorted."""
        for one in self.filters:
            for name in one.param_names:
                yield from ((name, one.to_param(normalise_text(value))) for value in request.form.getlist(name))
        yield from ((name, request.form.get(name, "")) for name in ("sort", "page_size"))
