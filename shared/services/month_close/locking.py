"""The province locks a month: its figures are kept as they stand, and what moves them later is a restatement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert, literal, or_, select

from shared.access import ScopedSession, elevated
from shared.clock import Period
from shared.indicators.calendar import Calendar
from shared.indicators.catalogue import COUNTED_MEASURES
from shared.indicators.cube_snapshot import CubeSnapshot, current_snapshot
from shared.indicators.locks import FigureLocks
from shared.indicators.revisions import cohort_windows, is_revisable
from shared.locale import _
from shared.models import LockedObservation, MonthStep, MonthStepKind, Observation
from shared.services.records import require_reason
from shared.services.service_errors import ValidationError

from .county_months import load_county_months
from .locked_sets import freeze_sets
from .steps import add_step, require_confirming, require_over, require_unlocked

CELL = ("measure", "region_code", "period", "dimension", "value", "status")


def lock(session: ScopedSession, month: Period, province: str, reason: str = "") -> MonthStep:
    """Lock a month for all counties; where one is not checked, a reason is needed. Months are locked in order.

    ValidationError for a month that runs, is locked, or follows one that is not; and while its figures are not counted.
    """
    require_confirming(session, province)
    require_over(month)
    with elevated(session) as system:
        FigureLocks(system).lock_all()  # a correction under way ends first, a second lock waits
    locked = require_unlocked(session, month)
    if locked.through is not None and month != Period.month_of(locked.through + timedelta(days=1)):
        text = _("Months are locked in order: the next one is {month}.")
        raise ValidationError({"": text.format(month=Period.month_of(locked.through + timedelta(days=1)).key)})
    snapshot = current_snapshot(session)
    if snapshot is None or snapshot.day < month.end:
        raise ValidationError({"": _("The figures of this month are not computed yet.")})
    if unchecked := count_unchecked(session, month):
        reason = _require_reason_without(unchecked, reason)
    step = add_step(session, month, province, MonthStepKind.LOCKED, reason=reason.strip(), **what_locks_hold())
    with elevated(session) as system:
        freeze(system, [(step.id, month)], locked.through)
    return step


def what_locks_hold() -> dict[str, Any]:
    """What the step of a lock says of the cells that it holds."""
    return {"measures": " ".join(sorted(locked_measures())), "holds_longer": True}


def locked_measures() -> set[str]:
    """The measures whose past numbers stand still, some once their time is over."""
    return {key for key, measure in COUNTED_MEASURES.items() if is_revisable(measure)} | cohort_windows().keys()


def count_unchecked(session: ScopedSession, month: Period) -> int:
    """How many counties of the province have not come through the check of their city."""
    return sum(not one.is_checked for one in load_county_months(session, month))


def freeze(system: ScopedSession, locks: Sequence[tuple[int, Period]], since: date | None) -> None:
    """Keep the cells that locks (step and month, in order) make final, and the records that each of them counts.

    `since`: through which day months were locked before.
    """
    snapshot = current_snapshot(system)
    if snapshot is None:
        return
    lock_of: dict[tuple[str, str], int] = {}
    for lock_id, month in locks:
        final = final_cells(month, since, snapshot)
        _copy_cells(system, lock_id, final)
        lock_of |= {(measure, period): lock_id for measure, periods in final.items() for period in periods}
        since = month.end
    freeze_sets(system, snapshot, lock_of)


def final_cells(month: Period, since: date | None, snapshot: CubeSnapshot) -> dict[str, list[str]]:
    """The periods of each measure that a lock makes final: over after `since`, and for cohorts their time too."""
    cohorts = cohort_windows()
    windows = {key: snapshot.days(cohorts[key]) if key in cohorts else 0 for key in locked_measures()}
    periods = {days: final_periods(month, since, days, snapshot) for days in set(windows.values())}
    return {key: periods[days] for key, days in windows.items()}


def final_periods(month: Period, since: date | None, days: int, snapshot: CubeSnapshot) -> list[str]:
    """Periods, by the key of their cells, that a lock makes final, for what is complete so many days after them."""
    wait = timedelta(days=days)
    ends = {key: end + wait for key, end in Calendar(snapshot.day).ends_of_cells.items()}
    return [key for key, end in ends.items() if end <= month.end and (since is None or end > since)]


def _copy_cells(system: ScopedSession, lock_id: int, final: Mapping[str, Sequence[str]]) -> None:
    measures_of: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for measure, periods in final.items():
        measures_of[tuple(periods)].append(measure)
    cells = (getattr(Observation, name) for name in CELL)
    conditions = [
        Observation.measure.in_(measures) & Observation.period.in_(periods) for periods, measures in measures_of.items()
    ]
    frozen = select(*cells, literal(lock_id)).where(or_(*conditions))
    system.connection().execute(insert(LockedObservation).from_select([*CELL, "lock_id"], frozen))


def _require_reason_without(unchecked: int, reason: str) -> str:
    try:
        return require_reason(reason)
    except ValidationError as error:
        text = _("{n} counties are not checked. To lock the month without them, give the reason.").format(n=unchecked)
        raise ValidationError({"reason": f"{text} {error.fields['reason']}"}) from None
