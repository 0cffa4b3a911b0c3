"""What a view of one kind of record declares, and the hooks by which its pages differ from those of others.

The pages (list, detail, edit, lookup, files) know a view by this class only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any, ClassVar

from babel.support import LazyProxy
from flask import url_for
from markupsafe import Markup
from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute

from admin.display import region_names
from admin.display.days_left import DAYS_LEFT, format_days_left
from admin.display.formatting import BLANK, format_value
from admin.display.titles import title_of
from admin.records import search
from admin.records.bulk_act import RESTORE, VOID, BulkAct
from admin.records.cell_display import cell_class, column_label, format_unlinked, further_columns
from admin.records.edit_hooks import EditHooks
from admin.records.filters import Filter
from admin.records.list_filters import build_filters
from admin.records.pagination import PAGE_SIZES, KeysetOrder
from admin.records.record_lookup import RecordLookup
from admin.records.status_filters import StatusOptions
from admin.request import context, params
from admin.request.actions import ViewAction, action_permission
from admin.request.params import QueryParams
from shared.access.permissions import Action, permission_for
from shared.access.scope import export_condition
from shared.locale import lazy as _l
from shared.models import Level, Person, Region
from shared.models.base import Base, Editable
from shared.models.columns import is_region
from shared.models.labels import noun, nouns
from shared.models.region import PREFIX_LENGTH

MAX_LOOKUP_RESULTS = 20  # for a typed text
COLUMN = "column"  # the argument of an address that names a column to show


class ViewDeclaration(RecordLookup, EditHooks):
    """The declaration of a view. It allows nothing until it names `actions`.

    `area` names the permissions; `section` the part of the menu, `menu_position` the place there, `menu_page` what it
    opens. Of the columns of the list, `sortable_columns` sort one of any length, `derived_columns` are none of the
    record (with their headings), `numeric_columns` those of them that are numbers; `extra_file_columns` stand in its
    file only. `statuses` are filters made of more than one column, `default_status` the one shown unless another is
    requested. `related` names the records that refer to this one, with the column they do it by; `act_pages` the pages
    of what can be done with one, each made with the page of the record. `batch_label` is what the page is called on
    which many are entered at once, if there is one; `bulk_acts` what can be done with ticked rows beside voiding and
    restoring them.
    """

    actions: ClassVar[frozenset[ViewAction]] = frozenset()
    section: ClassVar[str]
    menu_position: ClassVar[int] = 100
    menu_page: ClassVar[str] = "index_view"
    area: str = ""
    endpoint: str
    list_columns: ClassVar[tuple[str, ...]] = ()
    filter_columns: ClassVar[tuple[str, ...]] = ()
    sortable_columns: ClassVar[tuple[str, ...]] = ()
    extra_file_columns: ClassVar[tuple[str, ...]] = ()
    derived_columns: ClassVar[dict[str, LazyProxy | str]] = {}
    numeric_columns: ClassVar[tuple[str, ...]] = ()
    statuses: ClassVar[StatusOptions] = ()
    default_status: ClassVar[str] = ""
    retired_label: ClassVar[LazyProxy | str] = _l("Voided")
    detail_template: ClassVar[str] = "details.html"
    summary_columns: ClassVar[tuple[str, ...]] = ()
    detail_columns: ClassVar[tuple[str, ...]] = ()
    related: ClassVar[tuple[tuple[type[Base], str], ...]] = ()
    act_pages: ClassVar[tuple[Callable[[Any], Any], ...]] = ()
    batch_label: ClassVar[LazyProxy | str] = ""
    bulk_acts: ClassVar[tuple[BulkAct, ...]] = ()

    # What its records are

    @property
    def label(self) -> str:
        """What one record is called."""
        return str(noun(self.model))

    @property
    def label_plural(self) -> str:
        """What several records are called."""
        return str(nouns(self.model))

    @cached_property
    def key(self) -> InstrumentedAttribute[Any]:
        """The primary key."""
        return search.primary_key(self.model)

    # What the user may do

    def may(self, action: ViewAction) -> bool:
        """Whether the user may do this with such records somewhere."""
        permission = action_permission(action, self.area)
        if action not in self.actions or not context.actor().has_permission(permission):
            return False
        return action is not ViewAction.CREATE or self._can_have_region(context.actor().prefixes(permission))

    def _can_have_region(self, prefixes: tuple[str, ...]) -> bool:
        """Whether such a record can stand in one of these subtrees; one without a region belongs to a province."""
        has_region = self.model is Region or "region_code" in self.model.__mapper__.columns
        levels = self.model.__levels__ or tuple(Level) if has_region else (Level.PROVINCE,)
        return any(len(prefix) <= PREFIX_LENGTH[level] for prefix in prefixes for level in levels)

    def may_filter(self, name: str) -> bool:  # noqa: ARG002
        """Whether the user has a filter: some would tell what a page masks."""
        return True

    def may_export_list(self) -> bool:
        """Whether the user may take the list away as it is on the screen."""
        return self.section != "system" and context.actor().has_permission(permission_for(self.area, Action.EXPORT))

    def export_conditions(self) -> tuple[ColumnElement[bool], ...]:
        """Conditions: what of the list may be taken away."""
        return (export_condition(self.model, context.actor()),)

    def possible_bulk_acts(self) -> list[BulkAct]:
        """What the user may do with several records at once; accounts and their rights go one by one."""
        if self.section == "system" or not issubclass(self.model, Editable) or not self.may(ViewAction.EDIT):
            return []
        return [act for act in (*self.bulk_acts, VOID, RESTORE) if self.may(act.action)]

    def audit_question(self) -> None:
        """Record what the user wants to know; only the audit trail answers questions about people."""

    # How records are found

    def order_for(self, params: QueryParams) -> KeysetOrder:  # noqa: ARG002
        """How the list is sorted when the address names no order."""
        return self.default_order()

    def index_conditions(self, params: QueryParams) -> Iterator[ColumnElement[bool]]:  # noqa: ARG002
        """Conditions that hold in any case and lead the database to the index that finds few records."""
        return iter(())

    @property
    def filters(self) -> list[Filter]:
        """The filters that this list has for the user."""
        return [list_filter for list_filter in self._all_filters if self.may_filter(list_filter.name)]

    @cached_property
    def _all_filters(self) -> list[Filter]:
        has_default = bool(self.default_status)
        return build_filters(
            self.model, self.filter_columns, self.statuses, self.retired_label, has_default_status=has_default
        )

    def is_chosen(self, name: str, value: str) -> bool:
        """Whether an argument of the address was chosen, not typed: it may stand there, and be kept, in clear."""
        if name in {"sort", COLUMN}:
            columns = {*self.list_columns, *self.derived_columns, *self.model.__mapper__.columns.keys()}
            return value.removeprefix("-") in columns
        if name == "page_size":
            return value in map(str, PAGE_SIZES)
        return any(one.is_chosen(value) for one in self.filters if name in one.param_names)

    def batch_params(self, params: QueryParams) -> dict[str, str]:
        """What the page of many records takes over from the filters of the list."""
        return {name: params[name] for name in ("region_code", "year") if params.get(name)}

    def batch_url(self, params: QueryParams) -> str:
        """Where the page of many records stands."""
        known: dict[str, Any] = self.batch_params(params)
        return url_for(".batch_view", **known)

    def list_remarks(self, params: QueryParams, errors: dict[str, str]) -> list[str]:  # noqa: ARG002
        """What a list has to say beside its rows; `errors` are those of its filters."""
        return []

    def find(self, key: str) -> Any | None:
        """The record with this number, when it is a number and the user may read it."""
        if not (key.isascii() and key.isdigit() and len(key) <= len(str(2**63)) - 1):
            return None
        return context.find(self.model, int(key))

    def search_result_url(self, person: Person) -> str:
        """Where an identity number leads on this list."""
        return url_for(".index_view", person_id=person.id)

    # How records are written

    def title(self, record: Any) -> str:
        """What the page of a record is called."""
        return title_of(record)

    def status_label(self, record: Any) -> str:  # noqa: ARG002
        """The status of a record in a word; empty where there is nothing to say."""
        return ""

    def preload(self, records: Iterable[Any]) -> None:
        """Read at once what the titles and marks of these records need."""
        region_names.preload(getattr(record, "region_code", None) for record in records)

    def preload_rows(self, rows: Sequence[Any]) -> None:
        """Read at once what the cells of these rows need."""
        self.preload_region_names(rows)
        self.preload(rows)

    def preload_region_names(self, rows: Sequence[Any]) -> None:
        """Read the names of all regions of these rows at once."""
        columns = [name for name in self.model.__mapper__.columns.keys() if is_region(self.model, name)]  # noqa: SIM118 - a collection of columns
        region_names.preload(getattr(row, name) for row in rows for name in columns)

    def headings(self) -> list[tuple[str, str]]:
        """(column, label) of the list: the columns that the address names, else the usual ones."""
        return [(name, self.column_label(name)) for name in self._shown_columns()]

    def choosable_columns(self) -> list[tuple[str, str, bool]]:
        """(column, label, shown now) of what a list can show beside its first column, which names the record."""
        shown = set(self._shown_columns())
        names = dict.fromkeys((*self.list_columns, *further_columns(self.model, self.form_columns)))
        return [(name, self.column_label(name), name in shown) for name in names if name != self.list_columns[0]]

    def _shown_columns(self) -> tuple[str, ...]:
        requested = set(params.query_params().getlist(COLUMN))
        if not requested:
            return self.list_columns
        further = further_columns(self.model, self.form_columns)
        names = dict.fromkeys((*self.list_columns, *further))
        return tuple(name for name in names if name in requested or name == self.list_columns[0])

    def column_label(self, name: str) -> str:
        """The label of a column of the list or of the record."""
        return str(self.derived_columns[name]) if name in self.derived_columns else column_label(self.model, name)

    def derive(self, record: Any, name: str) -> Any:  # noqa: ARG002
        """The value of a column that is none of the record; most are its status."""
        return self.status_label(record)

    def cell(self, record: Any, name: str) -> Any:
        """What a column of a list shows of a record."""
        if name == DAYS_LEFT:
            return format_days_left(self.derive(record, name)) or BLANK
        if name in self.derived_columns:
            value = self.derive(record, name)
            return f"{value:,.2f}" if isinstance(value, Decimal) else value or BLANK
        return format_value(record, name)

    def cell_text(self, record: Any, name: str) -> str | Markup:
        """The same without a link: the row's own link stands around it."""
        return str(self.cell(record, name)) if name in self.derived_columns else format_unlinked(record, name)

    def cell_class(self, name: str) -> str:
        """How a column of the list is set: amounts to the right, days and times on one line."""
        return "number" if name in self.numeric_columns else cell_class(self.model, name)

    def detail_context(self, record: Any) -> dict[str, Any]:  # noqa: ARG002
        """Further variables of the template of a record's page."""
        return {}
