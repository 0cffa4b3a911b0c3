"""How records of one kind are found: by the search of their list, and by the lookups of forms."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar

from babel.support import LazyProxy
from sqlalchemy import ColumnElement, Select, select

from admin.display import region_names
from admin.display.person_marks import marks_of_person
from admin.display.titles import title_of
from admin.records import search
from admin.records.pagination import KeysetOrder
from admin.records.people_suggestions import MAX_PERSONS, about_found_people, suggest_by_people
from admin.records.search import ID_SUFFIX, Search
from admin.request import context
from shared.identity_text import contains_identity_number
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import Person
from shared.models.base import Base
from shared.services import identities
from shared.services.subjects import leads_to_people

MAX_LOOKUP_RESULTS = 20  # for a typed text


class RecordLookup:
    """What a view declares about finding its records, and what a lookup offers.

    `suggests_untyped`: a short list is suggested before anything is typed.
    """

    model: ClassVar[type[Base]]
    name_search_column: ClassVar[str] = ""
    number_search_column: ClassVar[str] = ""
    text_search_columns: ClassVar[tuple[str, ...]] = ()
    search_help: ClassVar[LazyProxy | str] = ""
    suggests_untyped: ClassVar[bool] = False

    @cached_property
    def is_personal(self) -> bool:
        """Whether the records are about people or families, so that an identity number leads somewhere here."""
        return leads_to_people(self.model)

    def query(self) -> Select[Any]:
        """All records the session may see, with those they refer to."""
        return search.select_records(self.model)

    def in_use(self) -> tuple[ColumnElement[bool], ...]:
        """A condition: not taken out of use."""
        return search.in_use_conditions(self.model)

    def default_order(self) -> KeysetOrder:
        """How a list of any length is sorted."""
        return search.default_order(self.model)

    @cached_property
    def search(self) -> Search:
        """The search by the columns that the view names."""
        columns = self.name_search_column, self.number_search_column, self.text_search_columns
        return Search(self.model, self.default_order, *columns)

    def lookup_params(self) -> dict[str, Any]:
        """What else narrows a lookup; from the address."""
        return {}

    def find_for_lookup(self, text: str, limit: int = MAX_LOOKUP_RESULTS, **_params: Any) -> list[Any]:
        """Records in use that fit what was typed into a lookup; `#12` at the end is the record itself."""
        session = context.session()
        if number := ID_SUFFIX.search(text):
            record = session.get(self.model, int(number[1]))
            return [] if record is None else [record]
        if self.model is Person and contains_identity_number(text):
            person = identities.find(session, text, context.deployment().sealer)
            return [] if person is None else [person]
        in_use = self.query().where(*self.in_use())
        if not text:
            query, order = in_use.where(*self.untyped_conditions()), self.default_order()
        else:
            query, order = self.search.apply(in_use, text)
        return list(session.scalars(query.order_by(*order.order_by(forward=True)).limit(limit)))

    @property
    def has_search(self) -> bool:
        """Whether its list has anything to search by."""
        return self.search.is_available or self.is_personal

    def search_conditions(self, text: str) -> tuple[list[ColumnElement[bool]], KeysetOrder | None, str]:
        """What a text typed above the list stands for, the order of the index that finds it, and what to say of it.

        What is about people is found by them as in the search box; what is not in use, by first characters as well.
        """
        conditions, order = self.search.conditions(text)
        if not self.is_personal or ID_SUFFIX.search(text):
            return conditions, order, ""
        about, has_more = about_found_people(self.model, text)
        if about is None or (has_more and self._finds_any(conditions)):
            return conditions, order, ""
        return (
            [about],
            None,
            _("Shown is what is about the first {n} people.").format(n=MAX_PERSONS) if has_more else "",
        )

    def _finds_any(self, conditions: Sequence[ColumnElement[bool]]) -> bool:
        return context.session().scalars(select(self.model).where(*conditions).limit(1)).first() is not None

    def untyped_conditions(self) -> Sequence[Any]:
        """Conditions of what a lookup offers before anything is typed, where that is few."""
        return ()

    @property
    def lookup_help(self) -> LazyProxy | str:
        """What may be typed into a lookup, and into the search of a list."""
        return _l("Name, pinyin, last four digits, address …") if self.is_personal else self.search_help

    def suggest(self, text: str, limit: int, **params: Any) -> tuple[list[Any], bool]:
        """What a lookup offers for a text, and whether there is more: what it names, then what it finds by people."""
        records = self.find_for_lookup(text, limit + 1, **params)
        if not text or not self.is_personal or ID_SUFFIX.search(text):
            return records[:limit], len(records) > limit
        by_people, has_more = suggest_by_people(self.model, text, limit)
        found = list(dict.fromkeys([*by_people, *records] if self.model is Person else [*records, *by_people]))
        return found[:limit], has_more or len(found) > limit

    def distinguishing_marks(self, record: Any) -> list[str]:
        """What tells a record from others with the same title: whom it is about, by year of birth and household."""
        person = getattr(record, "person", None)
        return marks_of_person(person) if isinstance(person, Person) else []

    def lookup_label(self, record: Any) -> str:
        """How a lookup writes a record: title, what tells it from others with the same, region and number."""
        code = getattr(record, "region_code", None)
        path = [" ".join(region_names.abbreviated_region_path(code)).strip()] if code else []
        return " · ".join([title_of(record), *self.distinguishing_marks(record), *path, f"#{record.id}"])
