"""Refreshing the cube inside the transaction that changed records.

A figure moves by what the touched subjects count after the changes, less what they counted before: a few rows,
however many people the province has. "Before" is what is committed, read beside the transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from shared.access import SYSTEM, ScopedSession, elevated, open_session
from shared.clock import now
from shared.database import committed
from shared.models import Observation, StatisticsBuild

from .calendar import Calendar
from .catalogue import MEASURES
from .counting import Cell, count
from .cube import COLUMNS, alone, recount, write
from .measure import Expression, Measure, Source
from .touched import Changes, together, touched, values_of

MANY = 2_000  # subjects; from here on counting everybody once is quicker
INSERT = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


def refresh(session: ScopedSession, changes: Changes) -> None:
    """Bring the cube up to date with `changes` (see `audit.changes_of`); nothing when it was never built."""
    by_source: dict[Source, list[Measure]] = defaultdict(list)
    for measure in MEASURES.values():
        by_source[measure.source].append(measure)
    concerned = {source: rows for source in by_source if (rows := touched(source, changes)) is not None}
    if not concerned:
        return
    with elevated(session) as after:
        alone(after)
        state = after.scalars(select(StatisticsBuild)).first()
        if state is None:
            return
        with open_session(SYSTEM, committed(after.connection().engine.url)) as before:
            moment = _Moment(before, after, Calendar(state.as_of))
            for source, rows in concerned.items():
                moment.refresh(by_source[source], rows)
        state.refreshed_at = now()


@dataclass(frozen=True)
class _Moment:
    """The records as they were and as they are."""

    before: Session
    after: Session
    calendar: Calendar

    def refresh(self, measures: list[Measure], rows: Any) -> None:
        """Bring the measures of one source up to date, of which `rows` are touched."""
        for whole, group in together(measures):
            values = self._values(group[0].source, whole, rows)
            if len(values) > MANY:
                recount(self.after, group, self.calendar)
            elif whole is None or values:
                self._move(group, rows if whole is None else whole.in_(values), values)

    def _values(self, source: Source, whole: Expression | None, rows: Any) -> set[Any]:
        if whole is None:
            return set()
        return values_of(self.before, source, whole, rows) | values_of(self.after, source, whole, rows)

    def _move(self, measures: list[Measure], only: Any, values: set[Any]) -> None:
        counted = list(count(self.after, measures, self.calendar, Measure.kept, only=only))
        if measures[0].rolls_up:
            _add(self.after, counted, count(self.before, measures, self.calendar, Measure.kept, only=only))
        else:
            _replace(self.after, measures, values, counted)


def _add(session: Session, counted: Iterable[Cell], earlier: Iterable[Cell]) -> None:
    """Add differences to the cells of all levels; a cell that becomes zero goes."""
    moved: dict[tuple[str, str, str, str], int] = defaultdict(int)
    for cells, sign in ((counted, 1), (earlier, -1)):
        for *key, value, _status in cells:
            moved[tuple(key)] += sign * value  # type: ignore[index]
    if rows := [dict(zip(COLUMNS, (*key, value), strict=False)) for key, value in moved.items() if value]:
        session.connection().execute(_adding(session.get_bind().dialect.name), rows)
        _remove(session, {key[0] for key in moved}, {key[1] for key in moved}, Observation.value == 0)


@cache
def _adding(dialect: str) -> Any:
    """Insert a cell, or add to the one that stands there."""
    cells: Any = Observation.__table__
    new: Any = INSERT[dialect](cells).values(status="")
    total = {"value": cells.c.value + new.excluded.value}
    return new.on_conflict_do_update(index_elements=cells.primary_key, set_=total)


def _replace(session: Session, measures: list[Measure], regions: set[str], counted: list[Cell]) -> None:
    """Put other values in the place of those that belong to some regions alone."""
    _remove(session, {measure.key for measure in measures}, regions)
    write(session, counted)


def _remove(session: Session, measures: set[str], regions: set[str], *where: Any) -> None:
    place = (Observation.measure.in_(measures), Observation.region_code.in_(regions))
    session.execute(delete(Observation).where(*place, *where).execution_options(synchronize_session=False))
