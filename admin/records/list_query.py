"""What a list holds as its address asks for it: conditions, order, and the words for both. Screen and file share it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, false, func, select

from admin.forms.fields import normalise_text
from admin.records import pagination
from admin.records.cell_display import sortable_columns
from admin.records.filters import FilterChip
from admin.records.pagination import KeysetOrder, PageOfRows
from admin.records.region_filter import RegionFilter
from admin.records.search import MAX_TYPED_LENGTH
from admin.records.status_filters import ALL_STATUSES, RetiredFilter
from admin.records.view_declaration import ViewDeclaration
from admin.request import context, params
from admin.request.params import QueryParams
from shared.locale import _
from shared.models.labels import label


@dataclass
class ListQuery:
    """A list as requested. `remarks` say what could not be done, `errors` what cannot be read, by filter.

    `extra_conditions` are conditions that no filter of the list stands for.
    """

    view: ViewDeclaration
    params: QueryParams
    extra_conditions: tuple[ColumnElement[bool], ...] = ()
    text: str = ""
    conditions: list[ColumnElement[bool]] = field(default_factory=list)
    index_conditions: list[ColumnElement[bool]] = field(default_factory=list)
    is_filtered: bool = False
    remarks: list[str] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    sort_column: str = ""
    order: KeysetOrder = field(init=False)

    def __post_init__(self) -> None:
        self.order = self._requested_order()
        self.conditions += self.extra_conditions
        self.index_conditions += self.extra_conditions
        for list_filter in self.view.filters:
            try:
                list_filter.check_single_value(self.params)
                conditions, index_conditions = (
                    list(list_filter.conditions(self.params)),
                    list(list_filter.index_conditions(self.params)),
                )
            except ValueError as error:  # no row is shown until it is put right: nobody takes these for those
                self.errors[list_filter.name] = str(error)
                conditions = index_conditions = [false()]
            self.conditions += conditions
            self.index_conditions += index_conditions
            self.is_filtered |= (
                bool(conditions)
                and not isinstance(list_filter, RegionFilter)
                and (not isinstance(list_filter, RetiredFilter) or bool(self.params.get(list_filter.name)))
            )
        self.text = normalise_text(self.params.get("q", ""))[:MAX_TYPED_LENGTH]
        if len(self.params.getlist("q")) > 1:
            self.errors["q"] = _("Only one text can be searched for. Enter one.")
            self.conditions, self.index_conditions, self.is_filtered = [false()], [false()], True
        elif self.text:
            conditions, order, remark = self.view.search_conditions(self.text)
            self.remarks += [remark] if remark else []
            self.conditions += conditions
            self.index_conditions += conditions
            self.is_filtered = True
            if order is not None and not self.params.get("sort"):
                self.order = order

    @property
    def query(self) -> Select[Any]:
        """All its records, with what they point at."""
        return self.view.query().where(*self.conditions)

    def page(self) -> PageOfRows:
        """The page that the address names."""
        if not self._is_counted:
            return pagination.count_bounded(pagination.load_page(self.query, self.order, self.params), self._of_list())
        keys = self._sorted_keys()
        if keys is not None:
            return pagination.load_page_by_keys(self.query, keys, self.order, self.params)
        return pagination.load_page(self.query, self.order, self.params, has_many=True)

    def batches(self) -> tuple[int | None, Iterator[Sequence[Any]]]:
        """How many rows there are, None for too many to count at once; and all of them in their order, by the batch."""
        keys = self._sorted_keys() if self._is_counted else None
        if keys is not None:
            return len(keys), pagination.load_batches_by_keys(self.query, keys, self.order)
        return None, pagination.load_batches(self.query, self.order)

    def count(self) -> int:
        """How many rows there are, however long it takes."""
        return context.session().scalars(self._of_list().with_only_columns(func.count())).one()

    def _of_list(self) -> Select[Any]:
        return select(self.view.model).where(*self.conditions)

    @property
    def _is_counted(self) -> bool:
        return self.is_filtered or not self.order.is_quick

    def _sorted_keys(self) -> list[tuple[Any, ...]] | None:
        """Where all rows stand, if they are few; else the list takes an order that an index serves."""
        indexed = select(self.view.model).where(*self.index_conditions, *self.view.index_conditions(self.params))
        keys = pagination.fetch_sorted_keys(indexed, self.order)
        if keys is None and not self.order.is_quick:
            self.remarks.append(self._too_many_text())
            self.order = self.view.default_order()
        return keys

    def _too_many_text(self) -> str:
        """Why a long list stands by place."""
        if not self.sort_column:
            message = _("More than {n} records, listed by region: filter the list to have it sorted by due date.")
            return message.format(n=f"{pagination.MAX_COUNTED:,}")
        message = _("More than {n} records: filter the list before sorting it by {column}.")
        return message.format(n=f"{pagination.MAX_COUNTED:,}", column=label(self.view.model, self.sort_column))

    def chips(self) -> list[FilterChip]:
        """What is in force, in words."""
        search_chips = [
            FilterChip(_("Search: {text}").format(text=text), "q", text) for text in self.params.getlist("q")
        ]
        return search_chips + [chip for list_filter in self.view.filters for chip in list_filter.chips(self.params)]

    def _requested_order(self) -> KeysetOrder:
        sort = self.params.get("sort", "")
        name = sort.removeprefix("-")
        if name in sortable_columns(self.view.model, self.view.list_columns) and len(self.params.getlist("sort")) == 1:
            self.sort_column = name
            columns = (getattr(self.view.model, name), self.view.key)
            is_quick = name in self.view.sortable_columns
            return KeysetOrder(tuple(dict.fromkeys(columns)), newest_first=sort.startswith("-"), is_quick=is_quick)
        if sort:
            self.remarks.append(
                _("The list cannot be sorted as the web address asks; it is shown in the default order.")
            )
        return self.view.order_for(self.params)


def requested_list(view: ViewDeclaration, *extra_conditions: ColumnElement[bool]) -> ListQuery:
    """The list as the address asks for it; in its default status when it asks for nothing.

    The status is always named, so that filters, pages and files go on from the list as it is shown.
    """
    requested = params.query_params()
    if view.default_status and "state" not in requested:
        requested["state"] = ALL_STATUSES if any(requested.values()) else view.default_status
    query = ListQuery(view, requested, extra_conditions)
    query.remarks += view.list_remarks(requested, query.errors)
    return query
