"""Restatements (修订): figures of locked months that moved later: the locked value, the present one, who and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from shared.access import Permission, ScopedSession
from shared.access.protected_readers import is_open_to
from shared.clock import Period, PeriodKind
from shared.indicators.calendar import period_of_cells
from shared.indicators.catalogue import (
    INDICATORS,
    MEASURES,
    UNDIMENSIONED_MEASURES,
    counted_measures,
    dimensions_of,
    summands,
    summands_of,
)
from shared.indicators.cube_snapshot import CubeSnapshot, current_snapshot
from shared.indicators.indicator import Indicator
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.keys_in_cube import keys_in_cube
from shared.indicators.locked_months import LockedMonths
from shared.indicators.protected_measures import is_public
from shared.indicators.values import load_values
from shared.models import LockedObservation, RevisedCell
from shared.services.system_reasons import translate_reason

Cells = dict[tuple[str, str, str], int]  # value by measure, period and category
FigureKey = tuple[str, str, str]  # figure, period and category, which is empty for the total


@dataclass(frozen=True)
class Restatement:
    """One figure of a locked period: as it was locked, as it is now, and the last act that moved it.

    `reason`: as it is read, the program's own in the reader's language.
    """

    original: IndicatorValue
    revised: IndicatorValue
    revised_at: datetime
    revised_by: str
    reason: str


def load_restatements(session: ScopedSession, region: str) -> list[Restatement]:
    """What moved of the figures of a region since it was locked, the latest first. PermissionDenied elsewhere.

    A figure by categories is listed where its total stood still, one that is read from months by its months alone, and
    what moved from January on only where a month, quarter, half year or year ends.
    """
    session.actor.require(Permission.FIGURES_READ, region)
    snapshot = current_snapshot(session)
    if snapshot is None or snapshot.locked.through is None:
        return []
    revisions = _load_revisions(session, region)
    moved = _moved_figures(revisions, snapshot)
    locked, is_open = _load_locked(session, region, snapshot.locked), is_open_to(session.actor, region)
    found = [
        _restatement(value, locked, _revisions_of(value, revisions, snapshot), snapshot, is_open=is_open)
        for by in sorted({part.partition("=")[0] for _key, _period, part in moved})
        for value in _load_live(session, region, {one for one in moved if one[2].partition("=")[0] == by}, by)
    ]
    return sorted(found, key=lambda one: (one.revised_at, one.revised.period), reverse=True)


def load_restatement(session: ScopedSession, value: IndicatorValue) -> Restatement | None:
    """How one figure moved since it was locked, of whatever period; None where it did not, or no lock holds it."""
    snapshot, one, region = current_snapshot(session), value.indicator, value.region_code
    lock = snapshot.lock_of(one, value.period, region, value.dimension) if snapshot else None
    if snapshot is None or lock is None or one.percentile:
        return None
    moved = [each for each in _load_revisions(session, region) if each.revised_at > lock.locked_at]
    revisions = _revisions_of(value, moved, snapshot)
    if not revisions:
        return None
    locked, is_open = _load_locked(session, region, snapshot.locked), is_open_to(session.actor, region)
    return _restatement(value, locked, revisions, snapshot, is_open=is_open)


def _revisions_of(value: IndicatorValue, revisions: Sequence[RevisedCell], snapshot: CubeSnapshot) -> list[RevisedCell]:
    """Those of the cells that a figure is read from, in their order."""
    cells = {
        (measure, period, part)
        for _sign, measure, part in summands_of(value.indicator, value.dimension)
        for period in keys_in_cube(MEASURES[measure], value.period, snapshot.day)
    }
    return [one for one in revisions if (one.measure, one.period, one.dimension) in cells]


def _moved_figures(revisions: Sequence[RevisedCell], snapshot: CubeSnapshot) -> set[FigureKey]:
    """The figures, periods and categories that moved after they were locked."""
    moved: set[FigureKey] = set()
    for one in (one for one in INDICATORS.values() if not one.percentile):
        for revision in revisions:
            if revision.measure in counted_measures(one.key) and _is_category_of(one, revision.dimension):
                period = period_of_cells(revision.period)
                lock = snapshot.lock_of(one, period, revision.region_code, revision.dimension)
                is_listed = period.kind is not PeriodKind.TO_DATE
                if lock is not None and is_listed and revision.revised_at > lock.locked_at:
                    moved.add((one.key, revision.period, revision.dimension))
    return {(key, period, part) for key, period, part in moved if not part or (key, period, "") not in moved}


def _is_category_of(one: Indicator, dimension: str) -> bool:
    return not dimension or dimension.partition("=")[0] in dimensions_of(one.key)


def _load_revisions(session: ScopedSession, region: str) -> list[RevisedCell]:
    """The latest first."""
    query = select(RevisedCell).where(RevisedCell.region_code == region)
    return list(session.scalars(query.order_by(RevisedCell.revised_at.desc())))


def _load_live(session: ScopedSession, region: str, moved: set[FigureKey], by: str) -> list[IndicatorValue]:
    """What these figures are now; `by`: the dimension of their categories, or nothing."""
    keys, periods = sorted({key for key, *_ in moved}), sorted({period for _, period, _ in moved})
    categories = sorted({part.partition("=")[2] for *_, part in moved}) if by else ()
    values = load_values(session, keys, [region], [Period.parse(period) for period in periods], by, categories)
    return [value for value in values if (value.indicator.key, value.period.key, value.dimension) in moved]


def _load_locked(session: ScopedSession, region: str, locked: LockedMonths) -> Cells:
    """Each cell was kept by one of the locks in force."""
    steps = LockedObservation.lock_id.in_([lock.step_id for lock in locked.locks])
    columns = (getattr(LockedObservation, name) for name in ("measure", "period", "dimension", "value"))
    query = select(*columns).where(LockedObservation.region_code == region, steps)
    return {(measure, period, part): value for measure, period, part, value in session.execute(query)}


def _restatement(
    live: IndicatorValue,
    locked: Cells,
    revisions: Sequence[RevisedCell],
    snapshot: CubeSnapshot,
    *,
    is_open: bool,
) -> Restatement:
    """`revisions` of the figure, the latest first.

    `is_open`: whether the reader sees the true counts; if not, a former number beside the present one says more.
    """
    one, last = live.indicator, revisions[0]

    def locked_number(key: str) -> int:
        return sum(
            sign * locked.get((measure, period, part), 0)
            for sign, measure, part in (summands(key, live.dimension) if key else ())
            for period in keys_in_cube(MEASURES[measure], live.period, snapshot.day)
        )

    numerator = locked_number(one.numerator) - locked_number(one.minus)
    denominator = live.denominator if _stands_still(one.denominator) else locked_number(one.denominator)
    original = replace(live, numerator=numerator, denominator=denominator, is_revised=False)
    if not is_open and not is_public(one):
        original = original.without_counts()
    return Restatement(original, live, last.revised_at, last.revised_by, translate_reason(last.reason))


def _stands_still(measure: str) -> bool:
    """Whether a denominator is none that is counted: there is none, or it is published."""
    return not measure or measure in UNDIMENSIONED_MEASURES or not MEASURES[measure].rolls_up
