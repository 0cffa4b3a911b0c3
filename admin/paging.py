"""Pages of a list by key: the next one starts behind the last row shown. No OFFSET, no COUNT, however long the list."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import abort
from sqlalchemy import ColumnElement, Select, literal, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from . import current

SIZES = (20, 50, 100)
USUAL = 50


@dataclass(frozen=True)
class Order:
    """Columns that sort a list; the last one is unique, so that no row is skipped or shown twice."""

    columns: tuple[InstrumentedAttribute[Any], ...]
    newest_first: bool = False

    def beyond(self, row: list[Any], *, forward: bool) -> ColumnElement[bool]:
        """A condition: rows after `row`, or before it."""
        edge = tuple_(*(literal(value, column.type) for column, value in zip(self.columns, row, strict=True)))
        here = tuple_(*self.columns)
        return here > edge if forward != self.newest_first else here < edge

    def cursor(self, row: Any) -> str:
        """Where a row stands in this order, for the address of the next page."""
        key = [getattr(row, column.key) for column in self.columns]
        return json.dumps(key, default=_text, ensure_ascii=False, separators=(",", ":"))

    def opened(self, cursor: str) -> list[Any]:
        """The place a cursor stands for; anything that is none is a bad request."""
        try:
            values = json.loads(cursor)
            return [_typed(column, value) for column, value in zip(self.columns, values, strict=True)]
        except (ValueError, TypeError, RecursionError):
            abort(400)

    def sorting(self, *, forward: bool) -> list[ColumnElement[Any]]:
        """What to sort by."""
        return [c.asc() if forward != self.newest_first else c.desc() for c in self.columns]


@dataclass(frozen=True)
class Page:
    """Rows, and the cursors of the pages around them; None where there is none."""

    rows: list[Any]
    after: str | None
    before: str | None


def page_size(asked: str | None) -> int:
    """The nearest size on offer; the usual one for anything that is no number."""
    if asked is None or not asked.isascii() or not asked.isdigit():
        return USUAL
    return min(SIZES, key=lambda size: abs(size - int(asked[:9])))


def page(query: Select[Any], order: Order, arguments: Mapping[str, str]) -> Page:
    """One page of `query`. `arguments` may hold `after` or `before`, and `page_size`."""
    size, forward = page_size(arguments.get("page_size")), "before" not in arguments
    cursor = arguments.get("after") if forward else arguments["before"]
    if cursor is not None:
        query = query.where(order.beyond(order.opened(cursor), forward=forward))
    rows = list(current.session().scalars(query.order_by(*order.sorting(forward=forward)).limit(size + 1)).unique())
    more, rows = len(rows) > size, rows[:size]
    if not forward:
        rows.reverse()
    ahead = rows and (more if forward else True)
    behind = rows and (cursor is not None if forward else more)
    return Page(rows, order.cursor(rows[-1]) if ahead else None, order.cursor(rows[0]) if behind else None)


def _text(value: date | datetime) -> str:
    return value.isoformat()


def _typed(column: InstrumentedAttribute[Any], value: Any) -> Any:
    wanted = column.type.python_type
    if wanted in (date, datetime):
        return wanted.fromisoformat(value)
    if type(value) is not wanted or (wanted is int and abs(value) >= 2**63) or (wanted is str and "\0" in value):
        raise ValueError(value)
    return value
