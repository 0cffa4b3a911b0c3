"""What a list holds as its address asks for it: conditions, order, and the words for both. Screen and file share it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, false, select

from shared.locale import _
from shared.models.labels import label

from . import paging
from .arguments import Arguments
from .fields import tidy
from .filters import Chip, InRegion
from .offering import LONGEST_SEARCH
from .paging import Order, Page
from .states import InUse

if TYPE_CHECKING:
    from .listing import Listing


@dataclass
class Narrowed:
    """A list as asked for. `remarks` say what could not be done, `wrong` at which filters something cannot be read."""

    view: Listing
    asked: Arguments
    text: str = ""
    conditions: list[ColumnElement[bool]] = field(default_factory=list)
    pointed: list[ColumnElement[bool]] = field(default_factory=list)
    is_narrowed: bool = False
    remarks: list[str] = field(default_factory=list)
    wrong: dict[str, str] = field(default_factory=dict)
    order: Order = field(init=False)

    def __post_init__(self) -> None:
        self.order = self._order_asked()
        for one in self.view.filters:
            try:
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
        if self.text:
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
        if not self.is_narrowed and self.order.is_quick:
            return paging.page(self.query, self.order, self.asked)
        places = paging.few(select(self.view.record).where(*self.pointed, *self.view.pointing(self.asked)), self.order)
        if places is not None:
            return paging.page_of_few(self.query, places, self.order, self.asked)
        if not self.order.is_quick:
            name = self.asked.get("sort", "").removeprefix("-")
            sentence = _("More than {n}: narrow the list before sorting it by {column}.")
            self.remarks.append(sentence.format(n=f"{paging.MOST_COUNTED:,}", column=label(self.view.record, name)))
            self.order = self.view.usual_order
        return paging.page(self.query, self.order, self.asked, has_many=True)

    def chips(self) -> list[Chip]:
        """What is in force, in words."""
        searched = [Chip(_("Search: {text}").format(text=self.text), "q", self.text)] if self.text else []
        return searched + [chip for one in self.view.filters for chip in one.chips(self.asked)]

    def _order_asked(self) -> Order:
        asked = self.asked.get("sort", "")
        name = asked.removeprefix("-")
        if name in self.view.sortable:
            columns = (getattr(self.view.record, name), self.view.key)
            is_quick = name in self.view.column_sortable_list
            return Order(tuple(dict.fromkeys(columns)), newest_first=asked.startswith("-"), is_quick=is_quick)
        if asked:
            self.remarks.append(_("This list cannot be sorted in the way the address asks for."))
        return self.view.order_of(self.asked)
