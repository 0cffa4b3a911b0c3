"""Reading the rows of a source once, as coded columns, for all measures that are counted from it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Select, String, case, func, select, type_coerce
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session

from shared.access.actor import inside
from shared.bulk import collector_at_rest
from shared.models import Level
from shared.models.region import PREFIX_LENGTH, ancestor

from .measure import TWO_DAYS, Bands, Expression, GroupSize, Measure, Source

BATCH = 500  # few enough that the values are still in the cache of the processor when they are coded
Rung = tuple[Level, list[str], np.ndarray]
REGION = object()  # stands for the region column of any source


class Labels:
    """Distinct values in order and, for each row, the position of its value; −1 where there is none."""

    def __init__(self, values: Iterable[Any] = ()) -> None:
        """Code `values`, and those added later, in one pass: a dictionary is several times faster than sorting."""
        self._seen: dict[Any, int] = _Seen()
        self._parts: list[np.ndarray] = []
        self.add(list(values))

    def add(self, values: Iterable[Any]) -> None:
        """Code more rows."""
        self._parts.append(np.fromiter(map(self._seen.__getitem__, values), dtype=np.int32))

    def finish(self) -> Labels:
        """Put the values in order, so that equal records make equal codes on every database."""
        self.names: list[Any] = sorted(value for value in self._seen if value is not None)
        position = {value: n for n, value in enumerate(self.names)} | {None: -1}
        self.codes = np.array([position[value] for value in self._seen] or [0], dtype=np.int32)[
            np.concatenate(self._parts)
        ]
        return self


class _Seen(dict[Any, int]):
    """The position of each value in the order of first sight."""

    def __missing__(self, value: Any) -> int:
        self[value] = len(self)
        return len(self) - 1


class Numbers:
    """A column of whole numbers; the query puts 0 where there is none."""

    def __init__(self) -> None:
        """No rows yet."""
        self._parts: list[np.ndarray] = [np.empty(0, dtype=np.int64)]

    def add(self, values: Iterable[Any]) -> None:
        """Take more rows."""
        self._parts.append(np.fromiter(values, dtype=np.int64))

    def finish(self) -> np.ndarray:
        """All rows."""
        return np.concatenate(self._parts)


class Rows:
    """Columns of a source: numbers and labels by expression, and one mask a measure."""

    def __init__(
        self,
        session: Session,
        measures: list[Measure],
        prefix: str,
        days: list[date],
        only: Expression | None = None,
        before: Session | None = None,
    ) -> None:
        """Read what `measures` (all of one source) need in the subtree of `prefix`, and of its rows `only` some.

        `days` are those as of which they are counted, the latest first. Rows of `before` count negative, and are
        nobody's of those of `session`.
        """
        self.prefix, source = prefix, measures[0].source
        wanted: dict[tuple[object, type], Any] = {(id(REGION), Labels): type_coerce(source.region, String)}
        for measure in measures:
            wanted |= {(id(e), Labels): e for e in labelled(measure)}
            wanted |= {(id(e), Numbers): func.coalesce(e, 0) for e in numbered(measure)}
            if measure.where is not None:
                for day in days if measure.is_cut else days[:1]:
                    wanted[(id(measure), day), Numbers] = case((measure.where(day), 1), else_=0)
        self._latest = days[0]
        columns = [kind() for _, kind in wanted]
        query = statement(source, list(wanted.values()), prefix)
        query = query if only is None else query.where(only)
        lengths = [read(each, query, columns) for each in (session, before) if each is not None]
        self._is_earlier = np.repeat([False, True], lengths) if before is not None else None
        self._columns = {key: column.finish() for key, column in zip(wanted, columns, strict=True)}
        self._distinct_days: dict[int, np.ndarray] = {}
        self._places: dict[Level, tuple[list[str], np.ndarray]] = {}
        self._ladders: dict[Level, list[Rung]] = {}
        self.count = len(self.labels(REGION).codes)

    def labels(self, expression: Any) -> Labels:
        """The column of an expression as coded values."""
        labels: Labels = self._columns[id(expression), Labels]
        return labels

    def numbers(self, expression: Any) -> np.ndarray:
        """The column of a number; 0 where there is none."""
        numbers: np.ndarray = self._columns[id(expression), Numbers]
        return numbers

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

    def places(self, level: Level) -> tuple[list[str], np.ndarray]:
        """Codes at a level and each row's position among them; a row above that level keeps its own code."""
        if level not in self._places:
            labels = self.labels(REGION)
            self._places[level] = above(labels.names, labels.codes, level)
        return self._places[level]

    def ladder(self, finest: Level) -> list[Rung]:
        """The places of a level, then of each above it, and which of the level before is the first of each."""
        if finest not in self._ladders:
            names, rungs = self.places(finest)[0], []
            for level in reversed(list(Level)[: list(Level).index(finest) + 1]):
                names, codes = above(names, np.arange(len(names)), level)
                rungs.append((level, names, np.flatnonzero(np.diff(codes, prepend=-1))))
            self._ladders[finest] = rungs
        return self._ladders[finest]

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

    def mask(self, measure: Measure, day: date) -> np.ndarray:
        """Which rows the measure counts as of a day."""
        if measure.where is None:
            return np.ones(self.count, dtype=bool)
        chosen: np.ndarray = self._columns[(id(measure), day if measure.is_cut else self._latest), Numbers]
        return chosen.astype(bool)


def above(names: list[str], codes: np.ndarray, level: Level) -> tuple[list[str], np.ndarray]:
    """The same places, whose names are in order, seen from a level."""
    digits = np.array(names, dtype=str).astype(f"U{PREFIX_LENGTH[level]}")
    first = np.ones(len(names), dtype=bool)
    first[1:] = digits[1:] != digits[:-1]
    return [ancestor(names[n], level) for n in np.flatnonzero(first)], (np.cumsum(first) - 1)[codes]


def numbered(measure: Measure) -> list[Any]:
    """Expressions a measure reads as numbers."""
    rank = None if isinstance(measure.rank, Bands) else measure.rank
    return [e for e in (measure.subject, measure.amount, rank) if e is not None]


def labelled(measure: Measure) -> list[Any]:
    """Expressions a measure reads as dates or names, those of its dimensions included."""
    plain = [measure.start, measure.end, measure.status]
    for dimension in (*measure.dimensions.values(), *([measure.rank] if isinstance(measure.rank, Bands) else [])):
        if isinstance(dimension, Bands):
            plain += [dimension.since, dimension.until]
        elif not isinstance(dimension, GroupSize):
            plain.append(dimension)
    return [e for e in plain if e is not None]


def statement(source: Source, columns: list[Any], prefix: str) -> Select[Any]:
    """The one query of a source, narrowed to a subtree by a range that an index serves."""
    conditions: list[ColumnElement[bool]] = list(source.where)
    if prefix and source.kin is not None:
        conditions.append(source.kin.in_(select(source.kin).where(inside(source.region, (prefix,))).correlate(None)))
    elif prefix:
        conditions.append(inside(source.region, (prefix,)))
    return select(*columns).select_from(source.rows).where(*conditions)


def wording(measure: Measure) -> str:
    """The query of one measure in words, with its constants and bands: what it means stands in it."""
    columns = [measure.source.region, *labelled(measure), *numbered(measure)]
    if measure.where is not None:
        columns.append(case((measure.where(TWO_DAYS[0]), 1), else_=0))
    compiled = statement(measure.source, columns, "").compile(dialect=sqlite.dialect())
    bands = [(d.unit, d.edges, d.names) for d in measure.dimensions.values() if isinstance(d, Bands)]
    return f"{compiled} {compiled.params} {bands}"


def read(session: Session, query: Select[Any], columns: list[Any]) -> int:
    """Execute and fill the columns, a batch at a time; how many rows there were.

    Straight from the driver's cursor: dates stay text or dates, both of which numpy reads, and nothing is wrapped.
    Not streamed: SQLAlchemy would keep the first rows in a buffer of its own.
    """
    count = 0
    with session.connection().execute(query) as result, collector_at_rest():
        while batch := result.cursor.fetchmany(BATCH):
            count += len(batch)
            for column, values in zip(columns, zip(*batch, strict=True), strict=True):
                column.add(values)
    return count
