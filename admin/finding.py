"""How records are found: by number, by the first characters of an indexed column, by an identity number."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, Select, false, inspect, or_, select
from sqlalchemy.orm import InstrumentedAttribute, selectinload

from shared.models import Person
from shared.models.base import Base, Editable
from shared.services import identities

from . import current, places
from .paging import Order
from .titles import title_of

MOST_OFFERED, MOST_LOOKED_AT = 20, 200
NUMBER = re.compile(r"#([0-9]{1,18})\s*$", re.ASCII)
DIGITS = re.compile(r"[0-9][0-9A-Za-z-]*", re.ASCII)
POINTERS = {"person_id", "household_id", "warning_id", "delivery_id", "installation_id"}


class Finding:
    """Finds records of one kind inside the scope of the session.

    `search_names` and `search_numbers` name one indexed column each, of the record itself or of one it points at
    (`warning.person.name`); `search_anywhere` names columns of a short table.
    """

    record: ClassVar[type[Base]]
    search_names: ClassVar[str] = ""
    search_numbers: ClassVar[str] = ""
    search_anywhere: ClassVar[tuple[str, ...]] = ()

    def query(self) -> Select[Any]:
        """All records the session may see, with those they point at and these again, so that titles need no more."""
        return select(self.record).options(*_pointed_at(self.record))

    def searched(self, query: Select[Any], text: str, order: Order) -> tuple[Select[Any], Order]:
        """The records that begin with a text, sorted as the index finds them."""
        if number := NUMBER.search(text):
            return query.where(self.key == int(number[1])), order
        if self.search_anywhere:
            columns = (getattr(self.record, name) for name in self.search_anywhere)
            return query.where(or_(*(column.icontains(text, autoescape=True) for column in columns))), order
        *relations, name = (self.search_numbers if DIGITS.fullmatch(text) else self.search_names).split(".")
        if not name:
            return query.where(false()), order
        if relations:
            return query.where(*_pointing(self.record, relations, name, text)), order
        column = getattr(self.record, name)
        return query.where(*begins(column, text)), Order((column, *self.usual_order.columns))

    def found(self, text: str, **_narrowed: Any) -> list[Any]:
        """Records in use that fit what was typed into a lookup; `#12` at the end is the record itself."""
        session = current.session()
        if number := NUMBER.search(text):
            record = session.get(self.record, int(number[1]))
            return [] if record is None else [record]
        if self.record is Person and identities.looks_like_number(text):
            person = identities.find(session, text, current.opened().sealer)
            return [] if person is None else [person]
        query, order = self.searched(self.query().where(*self.in_use()), text, self.usual_order)
        return list(session.scalars(query.order_by(*order.sorting(forward=True)).limit(MOST_OFFERED)))

    def offered(self, record: Any) -> str:
        """How a lookup says a record: title, place and number."""
        place = getattr(record, "region_code", None)
        path = [" ".join(places.short_path(place)).strip()] if place else []
        return " · ".join([title_of(record), *path, f"#{record.id}"])

    def in_use(self) -> tuple[ColumnElement[bool], ...]:
        """A condition: not taken out of use."""
        return (self.record.retired_on.is_(None),) if issubclass(self.record, Editable) else ()

    @cached_property
    def usual_order(self) -> Order:
        """Records with a place by place, others newest first; both along an index."""
        if "region_code" in self.record.__mapper__.columns:
            return Order((self.record.region_code, self.key))  # type: ignore[attr-defined]
        return Order((self.key,), newest_first=True)

    @cached_property
    def key(self) -> InstrumentedAttribute[Any]:
        """The primary key."""
        return getattr(self.record, str(inspect(self.record).primary_key[0].key))

    @cached_property
    def is_personal(self) -> bool:
        """Whether the records say something about a person or a family."""
        return bool({"identity_index", "number", *POINTERS} & set(self.record.__mapper__.columns.keys()))

    @cached_property
    def finds_people(self) -> bool:
        """Whether an identity number leads somewhere here."""
        return self.record is Person or "person_id" in self.record.__mapper__.columns

    @property
    def has_search(self) -> bool:
        """Whether there is anything to search by."""
        return bool(self.search_names or self.search_numbers or self.search_anywhere)


def begins(column: InstrumentedAttribute[str], text: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Conditions: the column begins with the text. A range, so that an index serves it on both databases."""
    return column >= text, column < text + "\U0010ffff"


def _pointing(record: type[Base], relations: list[str], name: str, text: str) -> tuple[ColumnElement[bool], ...]:
    """Conditions: points, through `relations`, at one of the first records that begin with the text.

    Those are found by their index and looked up first; joining would leave the choice of the index to chance.
    """
    if not relations:
        return begins(getattr(record, name), text)
    first, *further = relations
    target: Any = inspect(record).relationships[first].mapper.class_
    keys = select(target.id).where(*_pointing(target, further, name, text)).order_by(target.id).limit(MOST_LOOKED_AT)
    return (getattr(record, f"{first}_id").in_(current.session().scalars(keys).all()),)


def _pointed_at(record: type[Base], depth: int = 2) -> list[Any]:
    """Load what a record points at with one query a kind, and what these point at."""
    found = []
    for relation in inspect(record).relationships:
        if relation.direction.name == "MANYTOONE":
            loaded = selectinload(getattr(record, relation.key))
            further = _pointed_at(relation.mapper.class_, depth - 1) if depth > 1 else []
            found.append(loaded.options(*further))
    return found
