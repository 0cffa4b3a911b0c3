"""Reading the rows of a source once, as columns, for all measures that are counted from it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Select, String, case, select, type_coerce
from sqlalchemy.orm import Session

from shared.access.actor import inside
from shared.models import Level
from shared.models.region import ancestor, level_of

from .measure import Bands, GroupSize, Measure, Source

BATCH = 50_000
REGION = object()  # stands for the region column of any source


class Labels:
    """Distinct values and, for each row, the position of its value; −1 where there is none."""

    def __init__(self, values: Iterable[Hashable]) -> None:
        """Code `values` in one pass; a dictionary is several times faster than sorting text."""
        seen: dict[Any, int] = {None: -1}
        self.codes = np.fromiter((seen.setdefault(value, len(seen) - 1) for value in values), dtype=np.int32)
        self.names: list[Any] = [value for value in seen if value is not None]


class Places(Labels):
    """The regions of the rows, and what they are part of."""

    def at(self, level: Level) -> tuple[list[str], np.ndarray]:
        """Codes at a level, and each row's position among them; −1 where the row stands above that level."""
        depth = list(Level).index
        reaches = (ancestor(code, level) if depth(level_of(code)) >= depth(level) else None for code in self.names)
        above = Labels(reaches)
        return above.names, above.codes[self.codes]


class Rows:
    """Columns of a source: one numpy array an expression, and one mask a measure."""

    def __init__(self, session: Session, measures: list[Measure], prefix: str, as_of: date) -> None:
        """Read what `measures` (all of one source) need in the subtree of `prefix`."""
        self._position: dict[int, int] = {id(REGION): 0}
        self._made: dict[tuple[int, str], Any] = {}
        source = measures[0].source
        columns = [type_coerce(source.region, String)]
        for measure in measures:
            for expression in expressions(measure):
                self._add(columns, expression, expression)
            if measure.where is not None:
                self._add(columns, measure, case((measure.where(as_of), 1), else_=0))
        self._data = read(session, statement(source, columns, prefix), len(columns))
        self.count = len(self._data[0])

    def _add(self, columns: list[Any], name: Any, column: Any) -> None:
        key = id(name)
        if key not in self._position:
            self._position[key] = len(columns)
            columns.append(column)

    def _once(self, expression: Any, kind: str, make: Any) -> Any:
        key = (id(expression), kind)
        if key not in self._made:
            self._made[key] = make(self._data[self._position[id(expression)]])
        return self._made[key]

    def places(self) -> Places:
        """Regions of all rows."""
        places: Places = self._once(REGION, "places", Places)
        return places

    def labels(self, expression: Any) -> Labels:
        """The column of an expression as coded values."""
        labels: Labels = self._once(expression, "labels", Labels)
        return labels

    def days(self, expression: Any) -> np.ndarray:
        """The column of a date expression; NaT where there is none."""
        return self._once(expression, "days", _days)

    def numbers(self, expression: Any) -> np.ndarray:
        """The column of a number; 0 where there is none."""
        return self._once(expression, "numbers", lambda values: np.array([v or 0 for v in values], dtype=np.int64))

    def mask(self, measure: Measure) -> np.ndarray:
        """Which rows the measure counts."""
        if measure.where is None:
            return np.ones(self.count, dtype=bool)
        return self.numbers(measure).astype(bool)


def _days(values: list[Any]) -> np.ndarray:
    labels = Labels(values)
    return np.array([*labels.names, None], dtype="datetime64[D]")[labels.codes]


def expressions(measure: Measure) -> list[Any]:
    """All expressions a measure reads, dimensions included."""
    plain = [measure.start, measure.end, measure.subject, measure.amount, measure.rank, measure.status]
    for dimension in measure.dimensions.values():
        if isinstance(dimension, Bands):
            plain += [dimension.since, dimension.until]
        elif not isinstance(dimension, GroupSize):
            plain.append(dimension)
    return [e for e in plain if e is not None]


def statement(source: Source, columns: list[Any], prefix: str) -> Select[Any]:
    """The one query of a source, narrowed to a subtree by a range that an index serves."""
    conditions: list[ColumnElement[bool]] = list(source.where)
    if prefix:
        conditions.append(inside(source.region, (prefix,)))
    return select(*columns).select_from(source.rows).where(*conditions)


def read(session: Session, query: Select[Any], width: int) -> list[list[Any]]:
    """Execute and turn rows into columns, a batch at a time.

    Straight from the driver's cursor: dates stay text or dates, both of which numpy reads, and nothing is wrapped.
    Not streamed: SQLAlchemy would keep the first rows in a buffer of its own.
    """
    data: list[list[Any]] = [[] for _ in range(width)]
    with session.connection().execute(query) as result:
        while batch := result.cursor.fetchmany(BATCH):
            for column, values in zip(data, zip(*batch, strict=True), strict=True):
                column.extend(values)
    return data
