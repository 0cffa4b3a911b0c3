"""Which months are locked: a figure that rests on locked months alone is final until somebody corrects it.

Months are locked one after the other and the last one is reopened first, so the last locked month says it all.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from shared.clock import Period
from shared.models import Level, MonthStep, MonthStepKind

from .calendar import stores_longer_at
from .keys_in_cube import STORED_WHOLE
from .measure import Measure

_LATER = aliased(MonthStep)
_LOCKS = (
    select(
        MonthStep.month,
        MonthStep.done_on,
        MonthStep.done_at,
        MonthStep.id,
        MonthStep.done_by,
        MonthStep.reason,
        MonthStep.measures,
        MonthStep.holds_longer,
    )
    .where(
        MonthStep.kind == MonthStepKind.LOCKED,
        ~select(_LATER.id)
        .where(_LATER.kind == MonthStepKind.REOPENED, _LATER.month == MonthStep.month, _LATER.id > MonthStep.id)
        .exists(),
    )
    .order_by(MonthStep.month)
)


@dataclass(frozen=True)
class MonthLock:
    """One locked month: its last day, the day and the moment when it was locked, the key of that step, who and why.

    `measures`, `holds_longer`: which numbers it holds (`MonthStep`).
    """

    end: date
    locked_on: date
    locked_at: datetime
    step_id: int
    locked_by: str = ""
    reason: str = ""
    measures: frozenset[str] = frozenset()
    holds_longer: bool = False

    def holds(self, measure: Measure, period: Period, level: Level, dimension: str = "") -> bool:
        """Whether it holds a measure's numbers of a period it covers, in all or by a dimension.

        Not of one that was declared later, nor where the cube keeps none, which is all that a lock copies: of villages,
        of townships by categories. Where they are read from months, those of the months; else cells of their own, which
        end at the county.
        """
        if measure.key not in self.measures or level not in measure.stored_levels(dimension):
            return False
        if period.kind in STORED_WHOLE or measure.adds_up:
            return True
        return self.holds_longer and stores_longer_at(level)


@dataclass(frozen=True)
class LockedMonths:
    """All locks in force, the earliest first. The first one holds every month before it too."""

    locks: tuple[MonthLock, ...] = ()

    @property
    def through(self) -> date | None:
        """The last day of the last locked month; None while none is."""
        return self.locks[-1].end if self.locks else None

    def lock_of(self, day: date) -> MonthLock | None:
        """The lock that holds what was complete on a day; None while that may still change."""
        place = bisect_left([lock.end for lock in self.locks], day)
        return self.locks[place] if place < len(self.locks) else None


NONE_LOCKED = LockedMonths()


def load_locked_months(connection: Connection) -> LockedMonths:
    """The locks in force. Read past the scope: the province locks for everybody."""
    rows = connection.execute(_LOCKS)
    return LockedMonths(
        tuple(
            MonthLock(Period.parse(month).end, on, at, key, by, why, _keys_of(measures), holds_longer)
            for month, on, at, key, by, why, measures, holds_longer in rows
        )
    )


@lru_cache(maxsize=64)
def _keys_of(measures: str) -> frozenset[str]:
    """The keys in the text of a step; most locks have the same."""
    return frozenset(measures.split())
