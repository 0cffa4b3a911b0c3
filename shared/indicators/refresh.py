"""Refreshing the cube inside the transaction that changed records.

A figure moves by what the touched subjects count after the changes, less what they counted before: a few rows,
however many people the province has. "Before" is what is committed, read beside the transaction. Between the two
readings nobody else changes what is read: it is held (`locks`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Connection, Table, select, update

from shared.access import ScopedSession, elevated
from shared.clock import now
from shared.database import committed
from shared.models import StatisticsBuild

from .calendar import Calendar, calendar_to
from .counting import count
from .cube import recount
from .locks import Held, held_columns, keys_of, of_plans, table_of, told
from .measure import Expression, Measure
from .moving import Moves
from .queries import Only, Values
from .touched import Changes, Named, concerned, named, together, touched

MANY = 2_000  # subjects; from here on counting everybody once is quicker
BUILT, REFRESHED = select(StatisticsBuild.as_of), update(cast("Table", StatisticsBuild.__table__))


def refresh(session: ScopedSession, changes: Changes) -> None:
    """Bring the cube up to date with `changes` (see `audit.changes_of`); nothing when it was never built."""
    moving = [(_together(measures), theirs) for measures, theirs in concerned(changes)]
    if not moving:
        return
    with elevated(session) as after:
        held = Held(after)
        if any(of_plans(one.source, theirs) for one, theirs in moving):
            held.everything()
        said = [told(one.source, one.columns, theirs) for one, theirs in moving]
        held.hold(set().union(*(keys_of(one.columns, s[0]) for (one, _), s in zip(moving, said, strict=True))))
        as_of = after.connection().execute(BUILT).scalar()
        if as_of is None:
            return
        with committed(after.connection().engine.url).connect() as before:
            moment = _Moment(before, after, held, calendar_to(as_of))
            for (one, theirs), (values, is_all) in zip(moving, said, strict=True):
                if rows := touched(one.source, theirs):
                    moment.refresh(one, rows, values if is_all else moment.held_for(one, rows))
        moment.moves.write(after)
        after.connection().execute(REFRESHED, {"refreshed_at": now()})


class _Together:
    """Measures of one source, by what is counted as a whole; and the columns that name what is held for it."""

    def __init__(self, measures: tuple[Measure, ...]) -> None:
        self.source, self.groups = measures[0].source, together(measures)
        self.columns = held_columns(self.source, [whole for whole, _ in self.groups])

    def position(self, whole: Expression) -> int:
        """Where a column stands among those that name what is held."""
        return next(n for n, column in enumerate(self.columns) if column is whole)


_together = lru_cache(maxsize=256)(_Together)


@dataclass(frozen=True)
class _Moment:
    """The records as they were and as they are."""

    before: Connection
    after: ScopedSession
    held: Held
    calendar: Calendar
    moves: Moves = field(default_factory=Moves)

    def held_for(self, one: _Together, rows: Values) -> Named:
        """What the touched rows name, before and after; it is held."""
        while True:
            sides = [named(side, one.source, one.columns, rows) for side in (self.before, self.after.connection())]
            found = [before | after for before, after in zip(*sides, strict=True)]
            if not self.held.hold(keys_of(one.columns, found)):
                return found

    def refresh(self, one: _Together, rows: Values, found: Named) -> None:
        """Count the measures of one source, of which `rows` are touched, as they were and as they are."""
        read: dict[Any, tuple[list[Measure], Only]] = {}  # what one look at a table finds is read together
        for whole, group in one.groups:
            values = set() if whole is None else found[one.position(whole)]
            if len(values) > MANY:
                self.held.everything()
                recount(self.after, group, self.calendar)
            elif values and not group[0].rolls_up:
                counted = count(self.after, group, self.calendar, Measure.kept, only={whole: {whole: values}})
                self.moves.replace({measure.key for measure in group}, values, counted)
            elif values or whole is None:
                theirs = {whole: values} if values else rows
                measures, only = read.setdefault(frozenset(table_of(column) for column in theirs), ([], {}))
                measures += group
                only[whole] = theirs
        for measures, only in read.values():
            self.moves.add(count(self.after, measures, self.calendar, Measure.kept, only=only, before=self.before))
