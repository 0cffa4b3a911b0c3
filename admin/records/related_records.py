"""Records of other kinds that belong to the one shown: the newest of each, with their number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select

from admin.records.declared_views import declared_view_of
from admin.records.view_declaration import ViewDeclaration
from admin.request import context
from admin.request.actions import ViewAction
from shared.models.base import Base

MAX_NEWEST = 6
MAX_RELATED_COUNTED = 1000


@dataclass(frozen=True)
class RelatedRecords:
    """One kind: the newest, and how many there are."""

    view: ViewDeclaration
    column: str
    rows: list[Any]
    count: int

    @property
    def may_add(self) -> bool:
        """Whether a further one may be entered: some records are one of a kind."""
        return self.view.may(ViewAction.CREATE) and not (self.count and self.view.model.__table__.c[self.column].unique)

    @property
    def has_more(self) -> bool:
        """Whether the list of its own shows more."""
        return self.count > len(self.rows)

    @property
    def is_exact_count(self) -> bool:
        """Whether the number is one, not a bound."""
        return self.count < MAX_RELATED_COUNTED


def load_related(record: Any, kinds: tuple[tuple[type[Base], str], ...]) -> list[RelatedRecords]:
    """What belongs to a record, as far as the user may open it."""
    views_and_columns = ((declared_view_of(kind), column) for kind, column in kinds)
    return [_load_kind(record, view, column) for view, column in views_and_columns if view.may(ViewAction.LIST)]


def _load_kind(record: Any, view: ViewDeclaration, column: str) -> RelatedRecords:
    own = (getattr(view.model, column) == record.id, *view.in_use())
    query = view.query().where(*own).order_by(view.key.desc()).limit(MAX_NEWEST)
    rows = list(context.session().scalars(query))
    view.preload_rows(rows)
    return RelatedRecords(view, column, rows, _count(view, own, rows))


def _count(view: ViewDeclaration, own: tuple[ColumnElement[bool], ...], rows: list[Any]) -> int:
    """How many there are: counted only where not all are shown."""
    if len(rows) < MAX_NEWEST:
        return len(rows)
    return len(context.session().scalars(select(view.key).where(*own).limit(MAX_RELATED_COUNTED)).all())
