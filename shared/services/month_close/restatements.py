"""Restatements (修订): figures of locked months that moved later: the locked value, the present one, who and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from shared.access import Permission, ScopedSession
from shared.clock import Period
from shared.indicators.catalogue import INDICATORS, MEASURES, UNDIMENSIONED_MEASURES
from shared.indicators.indicator import Indicator
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.locked_months import LockedMonths
from shared.indicators.values import current_snapshot, load_values
from shared.models import LockedObservation, RevisedCell

Cells = dict[tuple[str, str], int]  # value by measure and period


@dataclass(frozen=True)
class Restatement:
    """One figure of a locked period: as it was locked, as it is now, and the last act that moved it."""

    original: IndicatorValue
    revised: IndicatorValue
    revised_at: datetime
    revised_by: str
    reason: str


def load_restatements(session: ScopedSession, region: str) -> list[Restatement]:
    """What moved of the totals of a region since it was locked, the latest first. PermissionDenied elsewhere."""
    session.actor.require(Permission.FIGURES_READ, region)
    snapshot = current_snapshot(session)
    if snapshot is None or snapshot.locked.through is None:
        return []
    revisions = _load_revisions(session, region)
    moved = [
        (one, period)
        for one in INDICATORS.values()
        for period in sorted({revision.period for revision in revisions if revision.measure in one.measures})
        if not one.percentile
        and (lock := snapshot.lock_of(one, Period.parse(period)))
        and _moved_since(revisions, one, period, lock.locked_at)
    ]
    live, locked = _load_live(session, region, moved), _load_locked(session, region, snapshot.locked)
    found = [_restatement(live[one.key, period], locked, revisions, one, period) for one, period in moved]
    return sorted(found, key=lambda one: (one.revised_at, one.revised.period), reverse=True)


def _load_revisions(session: ScopedSession, region: str) -> list[RevisedCell]:
    """The latest first."""
    own = RevisedCell.region_code == region, RevisedCell.dimension == ""
    return list(session.scalars(select(RevisedCell).where(*own).order_by(RevisedCell.revised_at.desc())))


def _moved_since(revisions: Iterable[RevisedCell], one: Indicator, period: str, moment: datetime) -> bool:
    return any(r.period == period and r.measure in one.measures and r.revised_at > moment for r in revisions)


def _load_live(
    session: ScopedSession, region: str, moved: list[tuple[Indicator, str]]
) -> dict[tuple[str, str], IndicatorValue]:
    keys, periods = {one.key for one, _ in moved}, {period for _, period in moved}
    values = load_values(session, sorted(keys), [region], [Period.parse(period) for period in sorted(periods)])
    return {(value.indicator.key, value.period.key): value for value in values}


def _load_locked(session: ScopedSession, region: str, locked: LockedMonths) -> Cells:
    """Each cell was kept by one of the locks in force."""
    steps = LockedObservation.lock_id.in_([lock.step_id for lock in locked.locks])
    own = LockedObservation.region_code == region, LockedObservation.dimension == "", steps
    columns = LockedObservation.measure, LockedObservation.period, LockedObservation.value
    return {(measure, period): value for measure, period, value in session.execute(select(*columns).where(*own))}


def _restatement(
    live: IndicatorValue, locked: Cells, revisions: list[RevisedCell], one: Indicator, period: str
) -> Restatement:
    last = next(r for r in revisions if r.period == period and r.measure in one.measures)
    numerator = locked.get((one.numerator, period), 0) - locked.get((one.minus, period), 0)
    denominator = live.denominator if _stands_still(one.denominator) else locked.get((one.denominator, period), 0)
    original = replace(live, numerator=numerator, denominator=denominator, is_revised=False)
    return Restatement(original, live, last.revised_at, last.revised_by, last.reason)


def _stands_still(measure: str) -> bool:
    """Whether a denominator is none that is counted: there is none, or it is published."""
    return not measure or measure in UNDIMENSIONED_MEASURES or not MEASURES[measure].rolls_up
