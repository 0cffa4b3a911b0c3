"""Refreshing the cube inside the transaction that changed records.

A figure moves by what the touched subjects count after the changes, less what they counted before: a few rows,
however many people the province has. "Before" is what is committed, read beside the transaction. Between the two
readings nobody else changes what is read: it is held (`locks`).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from shared.access import SYSTEM, ScopedSession, elevated, open_session
from shared.clock import now
from shared.database import committed
from shared.models import StatisticsBuild

from .calendar import Calendar
from .catalogue import MEASURES
from .counting import count
from .cube import recount
from .locks import Held, held_columns, keys_of, of_plans, told
from .measure import Expression, Measure, Source
from .moving import Moves
from .touched import Changes, Named, named, together, touched

MANY = 2_000  # subjects; from here on counting everybody once is quicker


def refresh(session: ScopedSession, changes: Changes) -> None:
    """Bring the cube up to date with `changes` (see `audit.changes_of`); nothing when it was never built."""
    concerned = [(one, rows) for one in _together() if (rows := touched(one.source, changes)) is not None]
    if not concerned:
        return
    with elevated(session) as after:
        held = Held(after)
        if any(of_plans(one.source, changes) for one, _rows in concerned):
            held.everything()
        said = [told(one.source, one.columns, changes) for one, _rows in concerned]
        held.hold(set().union(*(keys_of(one.columns, s[0]) for (one, _rows), s in zip(concerned, said, strict=True))))
        state = after.scalars(select(StatisticsBuild)).first()
        if state is None:
            return
        with open_session(SYSTEM, committed(after.connection().engine.url)) as before:
            moment = _Moment(before, after, held, Calendar(state.as_of))
            for (one, rows), (values, is_all) in zip(concerned, said, strict=True):
                moment.refresh(one, rows, values if is_all else moment.held_for(one, rows))
            before.commit()  # nothing was written, but at a ROLLBACK psycopg forgets the statements it has prepared
        moment.moves.write(after)
        state.refreshed_at = now()


class _Together:
    """The measures of one source, by what is counted as a whole; and the columns that name what is held for it."""

    def __init__(self, measures: list[Measure]) -> None:
        self.source, self.groups = measures[0].source, together(measures)
        self.columns = held_columns(self.source, [whole for whole, _ in self.groups])

    def position(self, whole: Expression) -> int:
        """Where a column stands among those that name what is held."""
        return next(n for n, column in enumerate(self.columns) if column is whole)


@cache
def _together() -> list[_Together]:
    by_source: dict[Source, list[Measure]] = defaultdict(list)
    for measure in MEASURES.values():
        by_source[measure.source].append(measure)
    return [_Together(measures) for measures in by_source.values()]


@dataclass(frozen=True)
class _Moment:
    """The records as they were and as they are."""

    before: Session
    after: Session
    held: Held
    calendar: Calendar
    moves: Moves = field(default_factory=Moves)

    def held_for(self, one: _Together, rows: ColumnElement[bool]) -> Named:
        """What the touched rows name, before and after; it is held."""
        while True:
            sides = [named(session, one.source, one.columns, rows) for session in (self.before, self.after)]
            found = [before | after for before, after in zip(*sides, strict=True)]
            if not self.held.hold(keys_of(one.columns, found)):
                return found

    def refresh(self, one: _Together, rows: ColumnElement[bool], found: Named) -> None:
        """Count the measures of one source, of which `rows` are touched, as they were and as they are."""
        for whole, group in one.groups:
            values = set() if whole is None else found[one.position(whole)]
            if len(values) > MANY:
                self.held.everything()
                recount(self.after, group, self.calendar)
            elif whole is None or values:
                self._move(group, rows if whole is None else whole.in_(values), values)

    def _move(self, measures: list[Measure], only: Any, values: set[Any]) -> None:
        rolls_up = measures[0].rolls_up
        before = self.before if rolls_up else None
        counted = count(self.after, measures, self.calendar, Measure.kept, only=only, before=before)
        if rolls_up:
            self.moves.add(counted)
        else:
            self.moves.replace({measure.key for measure in measures}, values, counted)
