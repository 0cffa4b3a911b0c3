"""How records are found: by number, by the first characters of an indexed column, by an identity number."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, inspect, or_, select
from sqlalchemy.orm import InstrumentedAttribute, selectinload

from admin.records.pagination import KeysetOrder
from shared.models.base import Base, Editable
from shared.person_names import normalise_name

MAX_TYPED_LENGTH = 60
MAX_SEARCH_LENGTH = 100  # SQLite refuses a long pattern, and nothing is called so
ID_SUFFIX = re.compile(r"#([0-9]{1,18})\s*$", re.ASCII)


@dataclass(frozen=True)
class Search:
    """Finds records of one kind inside the scope of the session.

    `name_column` and `number_column` name one indexed column each, of the record itself or of one it refers to
    (`warning.person.name`); `text_columns` are columns of a short table, searched anywhere.
    """

    model: type[Base]
    default_order: Callable[[], KeysetOrder]
    name_column: str = ""
    number_column: str = ""
    text_columns: tuple[str, ...] = ()

    @property
    def is_available(self) -> bool:
        """Whether there is anything to search by."""
        return bool(self.name_column or self.number_column or self.text_columns)

    def apply(self, query: Select[Any], text: str) -> tuple[Select[Any], KeysetOrder]:
        """The records of a query that fit a text, and the order in which the index finds them."""
        conditions, order = self.conditions(text)
        return query.where(*conditions), order or self.default_order()

    def conditions(self, text: str) -> tuple[list[ColumnElement[bool]], KeysetOrder | None]:
        """What a text stands for, and the order of the index that finds it, where it is the record's own."""
        if len(text) > MAX_SEARCH_LENGTH:
            return [false()], None
        if number := ID_SUFFIX.search(text):
            return [primary_key(self.model) == int(number[1])], None
        if self.text_columns:
            columns = (getattr(self.model, name) for name in self.text_columns)
            return [or_(*(column.icontains(normalise_name(text), autoescape=True) for column in columns))], None
        paths = self._column_paths(text)
        if len(paths) == 1 and "." not in paths[0]:
            column = getattr(self.model, paths[0])
            return [starts_with(column, text)], KeysetOrder((column, *self.default_order().columns))
        return [or_(false(), *(_reference_condition(self.model, path.split("."), text) for path in paths))], None

    def _column_paths(self, text: str) -> list[str]:
        """Columns to look in: a text with a digit is no name; one without may begin a number all the same."""
        if self.number_column and any(character.isdigit() for character in text):
            return [self.number_column]
        return list(dict.fromkeys(path for path in (self.name_column, self.number_column) if path))


def select_records(model: type[Base]) -> Select[Any]:
    """All records the session may see, with those they refer to and these again, so that titles need no more."""
    return select(model).options(*_eager_loads(model))


def in_use_conditions(model: type[Base]) -> tuple[ColumnElement[bool], ...]:
    """A condition: not taken out of use."""
    return (model.retired_on.is_(None),) if issubclass(model, Editable) else ()


def primary_key(model: type[Base]) -> InstrumentedAttribute[Any]:
    """The column that identifies a record."""
    return getattr(model, str(inspect(model).primary_key[0].key))


def default_order(model: type[Base]) -> KeysetOrder:
    """Records with a region by region, others newest first; both along an index."""
    if "region_code" in model.__mapper__.columns:
        return KeysetOrder((model.region_code, primary_key(model)))  # type: ignore[attr-defined]
    return KeysetOrder((primary_key(model),), newest_first=True)


def starts_with(column: InstrumentedAttribute[str], text: str) -> ColumnElement[bool]:
    """A condition: the column begins with the text, as people write it. Ranges, so that an index serves them."""
    spellings = dict.fromkeys((text, normalise_name(text), text.upper()))
    return or_(*(and_(column >= spelling, column < spelling + "\U0010ffff") for spelling in spellings))


def _reference_condition(model: type[Base], path: list[str], text: str) -> ColumnElement[bool]:
    """A condition: the record, or the one it refers to along `path`, begins with the text."""
    attribute, *rest_of_path = path
    if not rest_of_path:
        return starts_with(getattr(model, attribute), text)
    target: Any = inspect(model).relationships[attribute].mapper.class_
    return getattr(model, f"{attribute}_id").in_(
        select(target.id).where(_reference_condition(target, rest_of_path, text))
    )


def _eager_loads(model: type[Base], depth: int = 2) -> list[Any]:
    """Load what a record refers to with one query a kind, and what these refer to."""
    loads = []
    for relation in inspect(model).relationships:
        if relation.direction.name == "MANYTOONE":
            load = selectinload(getattr(model, relation.key))
            nested_loads = _eager_loads(relation.mapper.class_, depth - 1) if depth > 1 else []
            loads.append(load.options(*nested_loads))
    return loads
