"""Refreshing the cube inside the transaction that changed records.

A figure moves by what the touched subjects count after the changes, less what they counted before: a few rows,
however many people the province has. "Before" is what is committed, read beside the transaction. Between the two
readings nobody else changes what is read: it is held (`locks`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Connection, String, Table, bindparam, func, select, update

from shared.access import ScopedSession, elevated
from shared.clock import now
from shared.database import independent_engine
from shared.models import CubeBuild, LegalParameter
from shared.models.region import prefix_of

from .aggregation import aggregate
from .calendar import Calendar, calendar_of_build
from .catalogue import MEASURES, definitions_hash, law_of_measure
from .change_impact import (
    Changes,
    DistinctValues,
    affected_measures,
    affected_rows,
    distinct_values,
    group_by_counting_unit,
)
from .cube import CellMoves, note_rebuild, rebuild_measures, record_build
from .cube_changes import CubeChanges
from .law_values import COUNTED_WITH, from_text, load_law_values, to_text
from .locks import FigureLocks, changes_plans, lock_keys, locked_columns, locked_values, table_of
from .measure import Expression, Measure
from .moved_cells import LONGEST_LOG, describe_moves
from .queries import RowFilter, RowValues
from .revisions import final_cohorts, has_history, revised_cells

FULL_RECOUNT_THRESHOLD = 2_000  # subjects; from here on counting everybody once is quicker
WITHIN = "within"
"""Where a change says in which county alone figures move by it: the sums of the county and above stay."""
BUILT = select(CubeBuild.as_of, CubeBuild.law)
REFRESHED = update(cast("Table", CubeBuild.__table__)).values(
    refreshed_at=bindparam("at"), moved=func.substr(bindparam("line", type_=String) + CubeBuild.moved, 1, LONGEST_LOG)
)


def refresh(session: ScopedSession, changes: Changes) -> CellMoves:
    """Bring the cube up to date with `changes` (see `audit.collect_changes`); nothing when it was never built.

    Returned is what moved of periods gone by (`revisions`).
    """
    revised = refresh_moved(session, changes)
    if any(change["class"] is LegalParameter for change in changes):
        return {**revised, **refresh_law(session)}
    return revised


def refresh_law(session: ScopedSession) -> CellMoves:
    """Count anew what counts with a number of the law that is another one now; nothing when there is no cube.

    Returned is what moved of periods gone by: cohorts too, since no day that passed moved them.
    """
    with elevated(session) as system:
        row = system.scalars(select(CubeBuild)).first()
        if row is None or to_text(load_law_values(system, row.as_of)) == row.law:
            return {}
        FigureLocks(system).lock_all()
        system.refresh(row)
        former_law, law = from_text(row.law), load_law_values(system, row.as_of)
        changed = {key for key in COUNTED_WITH if law[key.name] != former_law.get(key.name)}
        calendar = Calendar(row.as_of, law=law)
        moves = rebuild_measures(system, [m for m in MEASURES.values() if law_of_measure(m) & changed], calendar)
        if row.definitions == definitions_hash(former_law):
            record_build(system, calendar)
        else:  # it stays out of date
            note_rebuild(row)
            system.flush()
        return revised_cells(moves, calendar, is_revisable=has_history)


def refresh_moved(session: ScopedSession, changes: Changes) -> CellMoves:
    """Bring the cells up to date that changed records count in; those of periods gone by."""
    moving = [
        (_source_measures(measures), changes_of_source) for measures, changes_of_source in affected_measures(changes)
    ]
    if not moving:
        return {}
    with elevated(session) as after:
        locks = FigureLocks(after)
        if any(changes_plans(one.source, changes_of_source) for one, changes_of_source in moving):
            locks.lock_all()
        values_and_completeness = [
            locked_values(one.source, one.columns, changes_of_source) for one, changes_of_source in moving
        ]
        locks.lock_records(
            set().union(
                *(lock_keys(one.columns, s[0]) for (one, _), s in zip(moving, values_and_completeness, strict=True))
            )
        )
        built = after.connection().execute(BUILT).first()
        if built is None:
            return {}
        with independent_engine(after.connection().engine.url).connect() as before:
            cube_update = _CubeUpdate(before, after, locks, calendar_of_build(built.as_of, built.law))
            for (one, changes_of_source), (values, is_all) in zip(moving, values_and_completeness, strict=True):
                rows = affected_rows(one.source, changes_of_source)
                if any(len(keys) > FULL_RECOUNT_THRESHOLD for keys in rows.values()):
                    cube_update.recount(one, _subtree_of(changes_of_source))
                elif rows:
                    cube_update.refresh(one, rows, values if is_all else cube_update.lock_values_of(one, rows))
        cube_update.moves.write(after)
        moves = cube_update.moves.moves()
        at = now()
        line = describe_moves(at, (key for key, by in moves.items() if by))
        after.connection().execute(REFRESHED, {"at": at, "line": line})
        final = final_cohorts(after.connection(), moves, cube_update.calendar)
    return revised_cells(moves, cube_update.calendar) | final


def _subtree_of(changes: Changes) -> str:
    """Prefix of the county outside which no figure moves, where all changes say that they move none; else nothing."""
    codes = {change.get(WITHIN, "") for change in changes}
    return prefix_of(codes.pop()) if len(codes) == 1 and "" not in codes else ""


class _SourceMeasures:
    """Measures of one source, by what is counted as a whole; and the columns that name what is held for it."""

    def __init__(self, measures: tuple[Measure, ...]) -> None:
        self.source, self.groups = measures[0].source, group_by_counting_unit(measures)
        self.columns = locked_columns(self.source, [unit for unit, _ in self.groups])

    def position(self, unit: Expression) -> int:
        """Where a column stands among those that name what is held."""
        return next(n for n, column in enumerate(self.columns) if column is unit)


_source_measures = lru_cache(maxsize=256)(_SourceMeasures)


@dataclass(frozen=True)
class _CubeUpdate:
    """The records as they were and as they are."""

    before: Connection
    after: ScopedSession
    locks: FigureLocks
    calendar: Calendar
    moves: CubeChanges = field(default_factory=CubeChanges)

    def lock_values_of(self, one: _SourceMeasures, rows: RowValues) -> DistinctValues:
        """What the touched rows name, before and after; it is held."""
        while True:
            sides = [
                distinct_values(side, one.source, one.columns, rows, self.calendar.law)
                for side in (self.before, self.after.connection())
            ]
            values = [before | after for before, after in zip(*sides, strict=True)]
            if not self.locks.lock_records(lock_keys(one.columns, values)):
                return values

    def recount(self, one: _SourceMeasures, prefix: str = "") -> None:
        """Count everybody once, in a subtree: quicker than reading so many rows by their keys, before and after."""
        self.locks.lock_all()
        measures = [measure for _, group in one.groups for measure in group]
        self.moves.note(rebuild_measures(self.after, measures, self.calendar, prefix))

    def refresh(self, one: _SourceMeasures, rows: RowValues, values_by_column: DistinctValues) -> None:
        """Count the measures of one source, of which `rows` are touched, as they were and as they are."""
        measures_by_table: dict[
            Any, tuple[list[Measure], RowFilter]
        ] = {}  # what one look at a table finds is read together
        for unit, group in one.groups:
            values = set() if unit is None else values_by_column[one.position(unit)]
            if len(values) > FULL_RECOUNT_THRESHOLD:
                self.locks.lock_all()
                self.moves.note(rebuild_measures(self.after, group, self.calendar))
            elif values and not group[0].rolls_up:
                counted = aggregate(
                    self.after, group, self.calendar, Measure.stored_levels, only={unit: {unit: values}}
                )
                self.moves.replace({measure.key for measure in group}, values, counted)
            elif values or unit is None:
                rows_of_unit = {unit: values} if values else rows
                measures, only = measures_by_table.setdefault(
                    frozenset(table_of(column) for column in rows_of_unit), ([], {})
                )
                measures += group
                only[unit] = rows_of_unit
        for measures, only in measures_by_table.values():
            self.moves.add(
                aggregate(self.after, measures, self.calendar, Measure.stored_levels, only=only, before=self.before)
            )
