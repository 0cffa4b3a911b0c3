"""Reading rows for a search: inside the scope, and no more of them than a person would wait for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Select

from shared.access import ScopedSession

CHUNK = 500
"""Names or keys in one query."""
Item = TypeVar("Item")


@dataclass
class RowReader:
    """Runs the queries of one search. `remaining`: rows it may still read; `is_cut`: some were left unread."""

    session: ScopedSession
    remaining: int
    is_cut: bool = False

    def rows(self, query: Select[*tuple[Any, ...]], limit: int | None = None) -> list[Any]:
        """The rows of a query; the first of them where `limit`, as many as are of use, or the rest is less."""
        if self.remaining <= 0:
            self.is_cut = True
            return []
        allowed = self.remaining if limit is None else min(limit, self.remaining)
        found = self.session.execute(query.limit(allowed + 1)).all()
        self.is_cut |= len(found) > allowed
        self.remaining -= min(len(found), allowed)
        return list(found[:allowed])

    def values(self, query: Select[*tuple[Any, ...]], limit: int | None = None) -> list[Any]:
        """The first column of a query."""
        return [row[0] for row in self.rows(query, limit)]


def chunks(items: Iterable[Item], size: int = CHUNK) -> Iterator[list[Item]]:
    """The items, a few at a time."""
    chunk: list[Item] = []
    for item in items:
        chunk.append(item)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
