"""Reading the rows of a source once, as coded columns, for all measures that are counted from it."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import Connection, Select
from sqlalchemy.orm import Session

from shared.bulk import gc_paused
from shared.models import Level
from shared.models.region import PREFIX_LENGTH, ancestor

from .calendar import Calendar
from .coded_columns import CategoricalColumn, IntegerColumn
from .law_values import query_parameters
from .measure import Expression, Measure
from .queries import (
    REGION,
    RowFilter,
    column_kind,
    first_day_parameters,
    measure_query,
    merge_row_values,
    row_parameters,
)

BATCH = 500  # few enough that the values are still in the cache of the processor when they are coded
RollupStep = tuple[Level, list[str], np.ndarray]


class SourceColumns:
    """Columns of a source: numbers and labels by expression, and one mask a measure."""

    def __init__(
        self,
        session: Session,
        measures: list[Measure],
        prefix: str,
        calendar: Calendar,
        only: RowFilter | None = None,
        before: Connection | None = None,
        also: tuple[Expression, ...] = (),
    ) -> None:
        """Read what `measures` (all of one source) need in the subtree of `prefix`, and of its rows `only` some.

        They are counted as of the days of `calendar` and of its parts, with its numbers of the law. Rows of `before`
        count negative, and are nobody's of those of `session`. `also`: further columns to read.
        """
        days = [one.as_of for one in (calendar, *calendar.parts)]
        self.prefix, self._latest = prefix, days[0]
        self._only, values = only, merge_row_values(only or {})
        requested, query = measure_query(tuple(measures), tuple(days), prefix, tuple(values), also)
        columns: list[Any] = [kind() for _, kind in requested]
        handed = row_parameters(values) | query_parameters(calendar.law) | first_day_parameters(calendar.first_day)
        lengths = [
            fetch_columns(each, query, handed, columns) for each in (session.connection(), before) if each is not None
        ]
        self._is_earlier = np.repeat([False, True], lengths) if before is not None else None
        self._columns = {key: column.finish() for key, column in zip(requested, columns, strict=True)}
        self._distinct_days: dict[int, np.ndarray] = {}
        self._dates: dict[int, list[date | None]] = {}
        self._texts: dict[int, list[str | None]] = {}
        self._regions: dict[Level, tuple[list[str], np.ndarray]] = {}
        self._rollup_steps: dict[Level, list[RollupStep]] = {}
        self.count = len(self.labels(REGION).codes)

    def labels(self, expression: Any) -> CategoricalColumn:
        """The column of an expression as coded values."""
        labels: CategoricalColumn = self._columns[id(expression), CategoricalColumn]
        return labels

    def numbers(self, expression: Any) -> np.ndarray:
        """The column of a number; 0 where there is none."""
        numbers: np.ndarray = self._columns[id(expression), IntegerColumn]
        return numbers

    def column(self, expression: Expression) -> CategoricalColumn | np.ndarray:
        """A column that was asked for by itself."""
        column: CategoricalColumn | np.ndarray = self._columns[id(expression), column_kind(expression)]
        return column

    def subjects(self, measure: Measure) -> np.ndarray:
        """Whom each row counts for."""
        subjects = self.numbers(measure.subject)
        return subjects if self._is_earlier is None else 2 * subjects + self._is_earlier

    def weights(self, measure: Measure) -> np.ndarray | None:
        """What each row counts; None where each counts one."""
        amounts = None if measure.amount is None else self.numbers(measure.amount)
        if self._is_earlier is None:
            return amounts
        sign = np.where(self._is_earlier, -1, 1)
        return sign if amounts is None else sign * amounts

    def regions(self, level: Level) -> tuple[list[str], np.ndarray]:
        """Codes at a level and each row's position among them; a row above that level keeps its own code."""
        if level not in self._regions:
            labels = self.labels(REGION)
            self._regions[level] = roll_up_codes(labels.names, labels.codes, level)
        return self._regions[level]

    def rollup_steps(self, finest: Level) -> list[RollupStep]:
        """The places of a level, then of each above it, and which of the level before is the first of each."""
        if finest not in self._rollup_steps:
            names, steps = self.regions(finest)[0], []
            for level in reversed(list(Level)[: list(Level).index(finest) + 1]):
                names, codes = roll_up_codes(names, np.arange(len(names)), level)
                steps.append((level, names, np.flatnonzero(np.diff(codes, prepend=-1))))
            self._rollup_steps[finest] = steps
        return self._rollup_steps[finest]

    def distinct_days(self, expression: Any) -> np.ndarray:
        """The different dates of a column; NaT stands last, where the code −1 finds it."""
        if id(expression) not in self._distinct_days:
            names = self.labels(expression).names
            self._distinct_days[id(expression)] = np.array([*names, None], dtype="datetime64[D]")
        return self._distinct_days[id(expression)]

    def days(self, expression: Any) -> np.ndarray:
        """The column of a date expression; NaT where there is none."""
        days: np.ndarray = self.distinct_days(expression)[self.labels(expression).codes]
        return days

    def dates(self, expression: Any) -> list[date | None]:
        """The column of a date expression one by one, where there are few rows; nothing but None without one."""
        if expression is None:
            return [None] * self.count
        if id(expression) not in self._dates:
            days = self.distinct_days(expression).tolist()
            self._dates[id(expression)] = [days[code] for code in self.labels(expression).codes.tolist()]
        return self._dates[id(expression)]

    def texts(self, expression: Any) -> list[str | None]:
        """The column of a name one by one."""
        if id(expression) not in self._texts:
            labels = self.labels(expression)
            names = [*map(str, labels.names), None]  # that of the code −1
            self._texts[id(expression)] = [names[code] for code in labels.codes.tolist()]
        return self._texts[id(expression)]

    def mask(self, measure: Measure, day: date) -> np.ndarray:
        """Which rows the measure counts as of a day."""
        is_counted = self._named(measure)
        if measure.where is not None:
            fits: np.ndarray = self._columns[(id(measure), day if measure.is_cut else self._latest), IntegerColumn]
            is_counted = is_counted & fits.astype(bool)
        return is_counted

    def _named(self, measure: Measure) -> np.ndarray:
        """Which rows were asked for on account of what the measure counts as a whole; others may be incomplete."""
        if self._only is None:
            return np.ones(self.count, dtype=bool)
        columns = self._only[measure.counting_unit].items()
        return np.any([[value in values for value in self._listed(column)] for column, values in columns], axis=0)

    def _listed(self, column: Expression) -> list[Any]:
        return self.texts(column) if column_kind(column) is CategoricalColumn else self.numbers(column).tolist()


def roll_up_codes(names: list[str], codes: np.ndarray, level: Level) -> tuple[list[str], np.ndarray]:
    """The same places, whose names are in order, seen from a level."""
    digits = np.array(names, dtype=str).astype(f"U{PREFIX_LENGTH[level]}")
    is_first = np.ones(len(names), dtype=bool)
    is_first[1:] = digits[1:] != digits[:-1]
    return [ancestor(names[n], level) for n in np.flatnonzero(is_first)], (np.cumsum(is_first) - 1)[codes]


def fetch_columns(connection: Connection, query: Select[Any], values: dict[str, Any], columns: list[Any]) -> int:
    """Execute and fill the columns, a batch at a time; how many rows there were.

    Straight from the driver's cursor: dates stay text or dates, both of which numpy reads, and nothing is wrapped.
    Not streamed: SQLAlchemy would keep the first rows in a buffer of its own.
    """
    count = 0
    with connection.execute(query, values) as result, gc_paused():
        while batch := result.cursor.fetchmany(BATCH):
            count += len(batch)
            for column, column_values in zip(columns, zip(*batch, strict=True), strict=True):
                column.add(column_values)
    return count
