"""Pages of a list by key: the next one starts behind the last row shown. No OFFSET and no COUNT of a long list.

A narrowed list may hold few rows far apart, or none: walking along its order would look at everybody. So the keys of
the first few thousand that fit are fetched in any order, along whatever index finds them. When these are all, they
are sorted here, by any column, and counted; when there are more, they lie so close that walking finds a page at once.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from flask import abort
from sqlalchemy import ColumnElement, Select, literal, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from admin.request import context

PAGE_SIZES = (20, 50, 100)
DEFAULT_PAGE_SIZE = 50
MAX_COUNTED = 5_000
BATCH_SIZE = 500  # rows read at once for a file


@dataclass(frozen=True)
class KeysetOrder:
    """Columns that sort a list; the last one is unique, so that no row is skipped or shown twice.

    `is_quick`: an index serves it, however long the list.
    """

    columns: tuple[InstrumentedAttribute[Any], ...]
    newest_first: bool = False
    is_quick: bool = True

    def after_row(self, row: list[Any], *, forward: bool) -> ColumnElement[bool]:
        """A condition: rows after `row`, or before it."""
        edge = tuple_(*(literal(value, column.type) for column, value in zip(self.columns, row, strict=True)))
        position = tuple_(*self.columns)
        return position > edge if forward != self.newest_first else position < edge

    def encode_cursor(self, row: Any) -> str:
        """Where a row stands in this order, for the address of the next page."""
        key = [getattr(row, column.key) for column in self.columns]
        return json.dumps(key, default=_text, ensure_ascii=False, separators=(",", ":"))

    def decode_cursor(self, cursor: str) -> list[Any]:
        """The key a cursor stands for; anything that is none is a bad request."""
        try:
            values = json.loads(cursor)
            return [_parse_cursor_value(column, value) for column, value in zip(self.columns, values, strict=True)]
        except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
            abort(400)

    def order_by(self, *, forward: bool) -> list[ColumnElement[Any]]:
        """What to sort by."""
        return [c.asc() if forward != self.newest_first else c.desc() for c in self.columns]


@dataclass(frozen=True)
class PageOfRows:
    """Rows, and the cursors of the pages around them; None where there is none.

    `total`: how many the whole list has; None when nobody counted. `has_many`: more than are counted.
    """

    rows: Sequence[Any]
    after: str | None
    before: str | None
    total: int | None = None
    has_many: bool = False

    @property
    def max_counted(self) -> int:
        """Up to how many rows are counted."""
        return MAX_COUNTED


def parse_page_size(text: str | None) -> int:
    """The nearest size on offer; the default one for anything that is no number."""
    if text is None or not text.isascii() or not text.isdigit():
        return DEFAULT_PAGE_SIZE
    return min(PAGE_SIZES, key=lambda size: abs(size - int(text[:9])))


def fetch_sorted_keys(query: Select[Any], order: KeysetOrder) -> list[tuple[Any, ...]] | None:
    """The keys of all rows of a narrowed list, sorted; None when there are too many to count."""
    keys = context.session().execute(query.with_only_columns(*order.columns).limit(MAX_COUNTED + 1)).all()
    if len(keys) > MAX_COUNTED:
        return None
    return sorted((tuple(row) for row in keys), key=_sortable, reverse=order.newest_first)


def load_page_by_keys(
    query: Select[Any], keys: list[tuple[Any, ...]], order: KeysetOrder, params: Mapping[str, str]
) -> PageOfRows:
    """One page of a list whose keys are known: `fetch_sorted_keys` of the same query."""
    first, last = _page_bounds(keys, order, params)
    rows = _load_rows(query, keys[first:last], order)
    after = order.encode_cursor(rows[-1]) if rows and last < len(keys) else None
    before = order.encode_cursor(rows[0]) if rows and first > 0 else None
    return PageOfRows(rows, after, before, len(keys))


def load_batches_by_keys(query: Select[Any], keys: list[tuple[Any, ...]], order: KeysetOrder) -> Iterator[list[Any]]:
    """All rows of a list whose keys are known: `fetch_sorted_keys` of the same query."""
    for first in range(0, len(keys), BATCH_SIZE):
        yield _load_rows(query, keys[first : first + BATCH_SIZE], order)


def load_batches(query: Select[Any], order: KeysetOrder) -> Iterator[list[Any]]:
    """All rows of a list, walked along its order."""
    edge: list[Any] | None = None
    while True:
        further = query if edge is None else query.where(order.after_row(edge, forward=True))
        sorted_ = further.order_by(*order.order_by(forward=True))
        rows = list(context.session().scalars(sorted_.limit(BATCH_SIZE)).unique())
        edge = [getattr(rows[-1], column.key) for column in order.columns] if rows else None
        is_last = len(rows) < BATCH_SIZE
        yield rows
        if is_last:
            return


def _load_rows(query: Select[Any], keys: Sequence[tuple[Any, ...]], order: KeysetOrder) -> list[Any]:
    """The rows at these keys; one that has gone meanwhile is left out."""
    column = order.columns[-1]
    rows = context.session().scalars(query.where(column.in_([key[-1] for key in keys]))).unique()
    by_key = {getattr(row, column.key): row for row in rows}
    return [by_key[key[-1]] for key in keys if key[-1] in by_key]


def _page_bounds(keys: list[tuple[Any, ...]], order: KeysetOrder, params: Mapping[str, str]) -> tuple[int, int]:
    """From which of the keys to which the page goes."""
    size, forward = parse_page_size(params.get("page_size")), "before" not in params
    cursor = params.get("after") if forward else params["before"]
    if cursor is None:
        return 0, size
    edge = _sortable(order.decode_cursor(cursor))
    sorted_keys = [_sortable(key) for key in keys]
    if order.newest_first:
        sorted_keys.reverse()
        later, earlier = (
            len(sorted_keys) - bisect_left(sorted_keys, edge),
            len(sorted_keys) - bisect_right(sorted_keys, edge),
        )
    else:
        later, earlier = bisect_right(sorted_keys, edge), bisect_left(sorted_keys, edge)
    return (later, later + size) if forward else (max(0, earlier - size), earlier)


def load_page(
    query: Select[Any], order: KeysetOrder, params: Mapping[str, str], *, has_many: bool = False
) -> PageOfRows:
    """One page of `query`. `params` may hold `after` or `before`, and `page_size`."""
    size, forward = parse_page_size(params.get("page_size")), "before" not in params
    cursor = params.get("after") if forward else params["before"]
    if cursor is not None:
        query = query.where(order.after_row(order.decode_cursor(cursor), forward=forward))
    rows = list(context.session().scalars(query.order_by(*order.order_by(forward=forward)).limit(size + 1)).unique())
    more, rows = len(rows) > size, rows[:size]
    if not forward:
        rows.reverse()
    ahead = rows and (more if forward else True)
    behind = rows and (cursor is not None if forward else more)
    after, before = order.encode_cursor(rows[-1]) if ahead else None, order.encode_cursor(rows[0]) if behind else None
    return PageOfRows(rows, after, before, None if more or cursor is not None else len(rows), has_many)


def count_bounded(page: PageOfRows, query: Select[Any]) -> PageOfRows:
    """The page with how many rows there are in all, as far as they are few: no list is read to its end for a number."""
    if page.total is not None:
        return page
    found = context.session().execute(query.with_only_columns(literal(1)).limit(MAX_COUNTED + 1)).all()
    is_many = len(found) > MAX_COUNTED
    return replace(page, total=None if is_many else len(found), has_many=is_many)


def _sortable(key: Sequence[Any]) -> tuple[Any, ...]:
    """A key to compare with others; what is unknown comes first."""
    return tuple((value is not None, value) for value in key)


def _text(value: date | datetime) -> str:
    return value.isoformat()


def _parse_cursor_value(column: InstrumentedAttribute[Any], value: Any) -> Any:
    if value is None and column.property.columns[0].nullable:
        return None
    expected = column.type.python_type
    if expected is date:
        return date.fromisoformat(value)
    if expected is datetime:
        return datetime.fromisoformat(value).astimezone(UTC)
    if expected is str:
        value.encode()  # half a surrogate pair is no text
    if type(value) is not expected or (expected is int and abs(value) >= 2**63) or (expected is str and "\0" in value):
        raise ValueError(value)
    return value
