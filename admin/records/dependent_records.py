"""The records that keep another one in use, by kind: each a link, and the list of all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlalchemy import func, select

from admin.records.declared_views import declared_view_of
from admin.request import context
from admin.request.actions import ViewAction
from shared.services.checks.dependents import Dependents

MAX_DEPENDENTS_NAMED = 6


@dataclass(frozen=True)
class DependentKind:
    """One kind: how many, of these how many in regions of others, the list of all, and the first few."""

    label_plural: str
    count: int
    elsewhere: int
    url: str
    rows: list[Any]


def group_dependents(record: Any, dependents_by_kind: Iterable[Dependents]) -> list[DependentKind]:
    """What the user may open of what rests on a record."""
    return [_group(record, dependents) for dependents in dependents_by_kind]


def _group(record: Any, dependents: Dependents) -> DependentKind:
    view, session = declared_view_of(dependents.kind), context.session()
    if not view.may(ViewAction.LIST):
        return DependentKind(view.label_plural, dependents.count, dependents.count, "", [])
    conditions = (getattr(view.model, dependents.column) == record.id, *view.in_use())
    count = session.scalars(select(func.count()).select_from(view.model).where(*conditions)).one()
    rows = list(session.scalars(view.query().where(*conditions).order_by(view.key.desc()).limit(MAX_DEPENDENTS_NAMED)))
    url = url_for(f"{view.endpoint}.index_view", **{dependents.column: record.id})
    return DependentKind(view.label_plural, dependents.count, dependents.count - count, url, rows)
