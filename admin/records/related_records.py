"""Records of other kinds that belong to the one shown: all that hold, what ended folded, with their numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from admin.records.declared_views import declared_view_of
from admin.records.view_declaration import ViewDeclaration
from admin.request import context
from admin.request.actions import ViewAction
from shared.clock import today
from shared.models.base import Base
from shared.models.validity import Dated

MAX_IN_FORCE = 200  # no family and no person has more; a cycle of a province has
MAX_OTHERS = 6  # of what holds on no day, such as payments, and of what has ended
MAX_RELATED_COUNTED = 1000


@dataclass(frozen=True)
class RelatedRecords:
    """One kind. `rows` holds all in force, or the newest where nothing is ever in force; `count` counts them all."""

    view: ViewDeclaration
    column: str
    rows: list[Any]
    ended: list[Any]
    count: int
    ended_count: int

    @property
    def may_add(self) -> bool:
        """Whether a further one may be entered: some records are one of a kind."""
        return self.view.may(ViewAction.CREATE) and not (self.count and self.view.model.__table__.c[self.column].unique)

    @property
    def has_more(self) -> bool:
        """Whether the list of its own shows more."""
        return self.count > len(self.rows) + len(self.ended)

    @property
    def is_exact_count(self) -> bool:
        """Whether the number is one, not a bound."""
        return self.count < MAX_RELATED_COUNTED


def load_related(record: Any, kinds: tuple[tuple[type[Base], str], ...]) -> list[RelatedRecords]:
    """What belongs to a record, as far as the user may open it."""
    views_and_columns = ((declared_view_of(kind), column) for kind, column in kinds)
    return [_load_kind(record, view, column) for view, column in views_and_columns if view.may(ViewAction.LIST)]


def _load_kind(record: Any, view: ViewDeclaration, column: str) -> RelatedRecords:
    reader = context.family_reader(record, view.model)
    conditions = (getattr(view.model, column) == record.id, *view.in_use())
    ended = _ended_condition(view.model)
    if ended is None:
        rows = _load_newest(reader, view, conditions, MAX_OTHERS)
        return RelatedRecords(view, column, rows, [], _count(reader, view, conditions, rows, MAX_OTHERS), 0)
    in_force, past = (*conditions, ~ended), (*conditions, ended)
    rows, ended_rows = _load_newest(reader, view, in_force, MAX_IN_FORCE), _load_newest(reader, view, past, MAX_OTHERS)
    ended_count = _count(reader, view, past, ended_rows, MAX_OTHERS)
    return RelatedRecords(
        view, column, rows, ended_rows, _count(reader, view, in_force, rows, MAX_IN_FORCE) + ended_count, ended_count
    )


def _ended_condition(kind: type[Base]) -> ColumnElement[bool] | None:
    """The condition that a record no longer holds; None for what happens on a day."""
    return ~kind.lasts_beyond(today()) if issubclass(kind, Dated) else None


def _load_newest(
    reader: Session, view: ViewDeclaration, conditions: tuple[ColumnElement[bool], ...], limit: int
) -> list[Any]:
    rows = list(reader.scalars(view.query().where(*conditions).order_by(view.key.desc()).limit(limit)))
    view.preload_rows(rows)
    return rows


def _count(
    reader: Session, view: ViewDeclaration, conditions: tuple[ColumnElement[bool], ...], rows: list[Any], limit: int
) -> int:
    """How many there are: counted only where not all are shown."""
    if len(rows) < limit:
        return len(rows)
    return len(reader.scalars(select(view.key).where(*conditions).limit(MAX_RELATED_COUNTED)).all())
