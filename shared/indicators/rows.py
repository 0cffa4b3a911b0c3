"""Reading the rows of a source once, as columns, for all measures that are counted from it."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Select, String, case, select, type_coerce
from sqlalchemy.orm import Session

from shared.access.actor import inside

from .measure import Bands, GroupSize, Measure, Source

BATCH = 50_000
REGION = object()  # stands for the region column of any source


class Rows:
    """Columns of a source: one numpy array an expression, and one mask a measure."""

    def __init__(self, session: Session, measures: list[Measure], prefix: str, as_of: date) -> None:
        """Read what `measures` (all of one source) need in the subtree of `prefix`."""
        self._position: dict[int, int] = {id(REGION): 0}
        self._arrays: dict[tuple[int, str], np.ndarray] = {}
        source = measures[0].source
        columns = [type_coerce(source.region, String)]
        for measure in measures:
            for expression in expressions(measure):
                self._add(
                    columns,
                    expression,
                    type_coerce(expression, String) if is_date(expression) else expression,
                )
            if measure.where is not None:
                self._add(columns, measure, case((measure.where(as_of), 1), else_=0))
        self._data = read(session, statement(source, columns, prefix), len(columns))

    def _add(self, columns: list[Any], name: Any, column: Any) -> None:
        key = id(name)
        if key not in self._position:
            self._position[key] = len(columns)
            columns.append(column)

    def _array(self, expression: Any, dtype: str) -> np.ndarray:
        """The column of an expression, made once."""
        key = (id(expression), dtype)
        if key not in self._arrays:
            self._arrays[key] = np.array(self._data[self._position[id(expression)]], dtype=dtype)
        return self._arrays[key]

    def regions(self) -> np.ndarray:
        """Region codes of all rows."""
        return self._array(REGION, "U12")

    def values(self, expression: Any) -> np.ndarray:
        """The column of an expression, as objects."""
        return self._array(expression, "O")

    def days(self, expression: Any) -> np.ndarray:
        """The column of a date expression; NaT where there is none."""
        return self._array(expression, "datetime64[D]")

    def numbers(self, expression: Any) -> np.ndarray:
        """The column of a number; 0 where there is none."""
        numbers: np.ndarray = np.nan_to_num(self._array(expression, "float64")).astype(np.int64)
        return numbers

    def mask(self, measure: Measure) -> np.ndarray:
        """Which rows the measure counts."""
        if measure.where is None:
            return np.ones(len(self._data[0]), dtype=bool)
        return self._array(measure, "bool")


def expressions(measure: Measure) -> list[Any]:
    """All expressions a measure reads, dimensions included."""
    plain = [measure.start, measure.end, measure.subject, measure.amount, measure.rank, measure.status]
    for dimension in measure.dimensions.values():
        if isinstance(dimension, Bands):
            plain += [dimension.since, dimension.until]
        elif not isinstance(dimension, GroupSize):
            plain.append(dimension)
    return [e for e in plain if e is not None]


def is_date(expression: Any) -> bool:
    """Whether an expression yields dates: they travel as text, numpy reads them faster than objects."""
    return "DATE" in str(getattr(expression, "type", "")).upper()


def statement(source: Source, columns: list[Any], prefix: str) -> Select[Any]:
    """The one query of a source, narrowed to a subtree by a range that an index serves."""
    conditions: list[ColumnElement[bool]] = list(source.where)
    if prefix:
        conditions.append(inside(source.region, (prefix,)))
    return select(*columns).select_from(source.rows).where(*conditions)


def read(session: Session, query: Select[Any], width: int) -> list[list[Any]]:
    """Execute and turn rows into columns, a batch at a time."""
    data: list[list[Any]] = [[] for _ in range(width)]
    for batch in session.execute(query, execution_options={"yield_per": BATCH}).partitions():
        for column, values in zip(data, zip(*batch, strict=True), strict=True):
            column.extend(values)
    return data
