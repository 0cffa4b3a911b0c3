"""What a list holds as its address asks for it: conditions, order, and the words for both. Screen and file share it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, false, func, select

from admin.forms.fields import tidy
from admin.records import pagination
from admin.records.filters import Chip, InRegion
from admin.records.lookup import LONGEST_SEARCH
from admin.records.pagination import Order, Page
from admin.records.status_filters import InUse
from admin.request import context
from admin.request.params import Arguments
from shared.locale import _
from shared.models.labels import label


@dataclass
class Narrowed:
    """A list as asked for. `remarks` say what could not be done, `wrong` at which filters something cannot be read.

    `also` are conditions that no filter of the list stands for.
    """

    view: Any
    asked: Arguments
    also: tuple[ColumnElement[bool], ...] = ()
    text: str = ""
    conditions: list[ColumnElement[bool]] = field(default_factory=list)
    pointed: list[ColumnElement[bool]] = field(default_factory=list)
    is_narrowed: bool = False
    remarks: list[str] = field(default_factory=list)
    wrong: dict[str, str] = field(default_factory=dict)
    sorted_by: str = ""
    order: Order = field(init=False)

    def __post_init__(self) -> None:
        self.order = self._order_asked()
        self.conditions += self.also
        self.pointed += self.also
        for one in self.view.filters:
            try:
                one.check(self.asked)
                found, pointed = list(one.conditions(self.asked)), list(one.pointed(self.asked))
            except ValueError as problem:  # no row is shown until it is put right: nobody takes these for those
                self.wrong[one.name] = str(problem)
                found = pointed = [false()]
            self.conditions += found
            self.pointed += pointed
            self.is_narrowed |= (
                bool(found)
                and not isinstance(one, InRegion)
                and (not isinstance(one, InUse) or bool(self.asked.get(one.name)))
            )
        self.text = tidy(self.asked.get("q", ""))[:LONGEST_SEARCH]
        if len(self.asked.getlist("q")) > 1:
            self.wrong["q"] = _("Only one text can be searched for: type one.")
            self.conditions, self.pointed, self.is_narrowed = [false()], [false()], True
        elif self.text:
            sought, order = self.view.sought(self.text)
            self.conditions += sought
            self.pointed += sought
            self.is_narrowed = True
            if order is not None and not self.asked.get("sort"):
                self.order = order

    @property
    def query(self) -> Select[Any]:
        """All its records, with what they point at."""
        return self.view.query().where(*self.conditions)

    def page(self) -> Page:
        """The page that the address names."""
        if not self._is_counted:
            return pagination.page(self.query, self.order, self.asked)
        places = self._places()
        if places is not None:
            return pagination.page_of_few(self.query, places, self.order, self.asked)
        return pagination.page(self.query, self.order, self.asked, has_many=True)

    def batches(self) -> tuple[int | None, Iterator[Sequence[Any]]]:
        """How many rows there are, None for too many to count at once; and all of them in their order, by the batch."""
        places = self._places() if self._is_counted else None
        if places is not None:
            return len(places), pagination.batches_of_few(self.query, places, self.order)
        return None, pagination.batches(self.query, self.order)

    def count(self) -> int:
        """How many rows there are, however long it takes."""
        query = select(self.view.record).where(*self.conditions).with_only_columns(func.count())
        return context.session().scalars(query).one()

    @property
    def _is_counted(self) -> bool:
        return self.is_narrowed or not self.order.is_quick

    def _places(self) -> list[tuple[Any, ...]] | None:
        """Where all rows stand, if they are few; else the list takes an order that an index serves."""
        indexed = select(self.view.record).where(*self.pointed, *self.view.pointing(self.asked))
        places = pagination.few(indexed, self.order)
        if places is None and not self.order.is_quick:
            self.remarks.append(self._too_many())
            self.order = self.view.usual_order
        return places

    def _too_many(self) -> str:
        """Why a long list stands by place."""
        if not self.sorted_by:
            sentence = _("More than {n}: they stand by place; narrow the list to have what is due first on top.")
            return sentence.format(n=f"{pagination.MOST_COUNTED:,}")
        sentence = _("More than {n}: narrow the list before sorting it by {column}.")
        return sentence.format(n=f"{pagination.MOST_COUNTED:,}", column=label(self.view.record, self.sorted_by))

    def chips(self) -> list[Chip]:
        """What is in force, in words."""
        searched = [Chip(_("Search: {text}").format(text=text), "q", text) for text in self.asked.getlist("q")]
        return searched + [chip for one in self.view.filters for chip in one.chips(self.asked)]

    def _order_asked(self) -> Order:
        asked = self.asked.get("sort", "")
        name = asked.removeprefix("-")
        if name in self.view.sortable and len(self.asked.getlist("sort")) == 1:
            self.sorted_by = name
            columns = (getattr(self.view.record, name), self.view.key)
            is_quick = name in self.view.column_sortable_list
            return Order(tuple(dict.fromkeys(columns)), newest_first=asked.startswith("-"), is_quick=is_quick)
        if asked:
            self.remarks.append(_("This list cannot be sorted in the way the address asks for."))
        return self.view.order_of(self.asked)
