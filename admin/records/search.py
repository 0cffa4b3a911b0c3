"""How records are found: by number, by the first characters of an indexed column, by an identity number."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, Select, and_, false, inspect, or_, select
from sqlalchemy.orm import InstrumentedAttribute, selectinload

from admin.records.pagination import KeysetOrder
from shared.models.base import Base, Editable
from shared.person_names import normalise_name
from shared.services.subjects import leads_to_people

LONGEST_SOUGHT = 100  # SQLite refuses a long pattern, and nothing is called so
NUMBER = re.compile(r"#([0-9]{1,18})\s*$", re.ASCII)


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

    def searched(self, query: Select[Any], text: str, order: KeysetOrder) -> tuple[Select[Any], KeysetOrder]:
        """The records that begin with a text, sorted as the index finds them."""
        conditions, sorted_by = self.sought(text)
        return query.where(*conditions), sorted_by or order

    def sought(self, text: str) -> tuple[list[ColumnElement[bool]], KeysetOrder | None]:
        """What a text stands for, and the order of the index that finds it, where it is the record's own."""
        if len(text) > LONGEST_SOUGHT:
            return [false()], None
        if number := NUMBER.search(text):
            return [self.key == int(number[1])], None
        if self.search_anywhere:
            columns = (getattr(self.record, name) for name in self.search_anywhere)
            return [or_(*(column.icontains(normalise_name(text), autoescape=True) for column in columns))], None
        paths = self._paths(text)
        if len(paths) == 1 and "." not in paths[0]:
            column = getattr(self.record, paths[0])
            return [_begins(column, text)], KeysetOrder((column, *self.usual_order.columns))
        return [or_(false(), *(_pointing(self.record, path.split("."), text) for path in paths))], None

    def _paths(self, text: str) -> list[str]:
        """Columns to look in: a text with a digit is no name; one without may begin a number all the same."""
        numbers, names = self.search_numbers, self.search_names
        if numbers and any(character.isdigit() for character in text):
            return [numbers]
        return list(dict.fromkeys(path for path in (names, numbers) if path))

    def in_use(self) -> tuple[ColumnElement[bool], ...]:
        """A condition: not taken out of use."""
        return (self.record.retired_on.is_(None),) if issubclass(self.record, Editable) else ()

    @cached_property
    def usual_order(self) -> KeysetOrder:
        """Records with a place by place, others newest first; both along an index."""
        if "region_code" in self.record.__mapper__.columns:
            return KeysetOrder((self.record.region_code, self.key))  # type: ignore[attr-defined]
        return KeysetOrder((self.key,), newest_first=True)

    @cached_property
    def key(self) -> InstrumentedAttribute[Any]:
        """The primary key."""
        return getattr(self.record, str(inspect(self.record).primary_key[0].key))

    @cached_property
    def is_personal(self) -> bool:
        """Whether the records are about people or families, so that an identity number leads somewhere here."""
        return leads_to_people(self.record)

    @property
    def has_search(self) -> bool:
        """Whether there is anything to search by."""
        return bool(self.search_names or self.search_numbers or self.search_anywhere)


def _begins(column: InstrumentedAttribute[str], text: str) -> ColumnElement[bool]:
    """A condition: the column begins with the text, as people write it. Ranges, so that an index serves them."""
    spellings = dict.fromkeys((text, normalise_name(text), text.upper()))
    return or_(*(and_(column >= spelling, column < spelling + "\U0010ffff") for spelling in spellings))


def _pointing(record: type[Base], path: list[str], text: str) -> ColumnElement[bool]:
    """A condition: the record, or the one it points at along `path`, begins with the text."""
    first, *further = path
    if not further:
        return _begins(getattr(record, first), text)
    target: Any = inspect(record).relationships[first].mapper.class_
    return getattr(record, f"{first}_id").in_(select(target.id).where(_pointing(target, further, text)))


def _pointed_at(record: type[Base], depth: int = 2) -> list[Any]:
    """Load what a record points at with one query a kind, and what these point at."""
    found = []
    for relation in inspect(record).relationships:
        if relation.direction.name == "MANYTOONE":
            loaded = selectinload(getattr(record, relation.key))
            further = _pointed_at(relation.mapper.class_, depth - 1) if depth > 1 else []
            found.append(loaded.options(*further))
    return found
