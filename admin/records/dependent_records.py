"""The records that keep another one in use, by kind: each a link, and the list of all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlalchemy import func, select

from admin.request import context
from admin.request.actions import Verb
from admin.request.view_registry import view_of
from shared.services.checks.dependents import Dependents

MOST_NAMED = 6


@dataclass(frozen=True)
class Kind:
    """One kind: how many, of these how many in regions of others, the list of all, and the first few."""

    nouns: str
    count: int
    elsewhere: int
    address: str
    rows: list[Any]


def kinds_of(record: Any, found: Iterable[Dependents]) -> list[Kind]:
    """What the person may open of what rests on a record."""
    return [_kind(record, dependents) for dependents in found]


def _kind(record: Any, dependents: Dependents) -> Kind:
    view, session = view_of(dependents.kind), context.session()
    if not view.may(Verb.LIST):
        return Kind(view.nouns, dependents.count, dependents.count, "", [])
    mine = (getattr(view.record, dependents.column) == record.id, *view.in_use())
    count = session.scalars(select(func.count()).select_from(view.record).where(*mine)).one()
    rows = list(session.scalars(view.query().where(*mine).order_by(view.key.desc()).limit(MOST_NAMED)))
    address = url_for(f"{view.endpoint}.index_view", **{dependents.column: record.id})
    return Kind(view.nouns, dependents.count, dependents.count - count, address, rows)
