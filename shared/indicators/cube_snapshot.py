"""The day, the months and the numbers of the law that the cube was counted for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.clock import PartialPeriod, Period
from shared.models import CubeBuild
from shared.models.region import level_of
from shared.rules.parameter_keys import ParameterKey

from .calendar import Calendar, longer_periods
from .catalogue import MEASURES, cells_behind, settles
from .indicator import Indicator
from .law_values import LawValues, from_text
from .locked_months import NONE_LOCKED, LockedMonths, MonthLock, load_locked_months
from .observation_status import is_mature

BUILT = select(CubeBuild.as_of, CubeBuild.refreshed_at, CubeBuild.law)
AS_OF = "as_of"  # where a session keeps what `pin_as_of` found


@dataclass(frozen=True)
class CubeSnapshot:
    """For which day the cube counts, which months it holds, when it last changed, and with which numbers of the law."""

    day: date
    months: tuple[Period, ...]
    years: tuple[Period, ...]
    refreshed_at: datetime
    law: LawValues = field(default_factory=dict)
    locked: LockedMonths = NONE_LOCKED

    def days(self, key: ParameterKey) -> int:
        """How many days of a legal parameter the cube was counted with."""
        return self.law[key.name]

    def window(self, one: Indicator) -> int:
        """How many days after its period a figure is complete; 0 when it takes no time."""
        return self.days(one.matures_by) if one.matures_by else 0

    @cached_property
    def _held(self) -> frozenset[Period]:
        return frozenset((*self.months, *self.years, *self.longer, *self.parts.values()))

    @property
    def longer(self) -> list[Period]:
        """Quarters, half years and January to a later month that are counted."""
        return longer_periods(self.day, len(self.years))

    def holds(self, period: Period) -> bool:
        """Whether a period is counted."""
        return period in self._held

    @cached_property
    def parts(self) -> dict[Period, PartialPeriod]:
        """The counted parts of earlier periods, by the whole they belong to."""
        periods = (period for part in Calendar(self.day).parts for period in part.periods)
        return {period.full_period: period for period in periods}

    def basis(self, one: Indicator, period: Period, earlier: Period) -> Period | None:
        """What `period` of `one` is compared with on one basis, to say how it moved since `earlier`; None when nothing.

        A running period with as much of the earlier one, as that stood on the same day; one that is over with the
        whole. What takes its time is compared when its time is over, or by those for whom it is.
        """
        if period.end <= self.day and is_mature(self.window(one), period, self.day):
            return earlier if self.holds(earlier) else None
        ripe = one.is_ripe or not one.matures_by
        return self.parts.get(earlier) if ripe and self.day in period and self.holds(earlier) else None

    def lock_over(self, one: Indicator, period: Period) -> MonthLock | None:
        """The lock of the months that a figure of a period rests on; None while its time is not over."""
        return self.locked.lock_of(period.end + timedelta(days=self.window(one))) if settles(one.key) else None

    def lock_of(self, one: Indicator, period: Period, region: str, dimension: str = "") -> MonthLock | None:
        """The lock that made a figure of a period final, in all or in a category; None where no lock holds it."""
        lock, level = self.lock_over(one, period), level_of(region)
        is_held = lock is not None and all(
            lock.holds(MEASURES[key], period, level, by) for key, by in cells_behind(one.key, dimension)
        )
        return lock if is_held else None

    def is_open(self, period: Period) -> bool:
        """Whether the period may still change: it ends on or after the as-of day."""
        return period.end >= self.day


def current_snapshot(session: Session) -> CubeSnapshot | None:
    """What the cube was built for; None when it was not built yet."""
    if AS_OF in session.info:
        return session.info[AS_OF]
    built = session.connection().execute(BUILT).first()
    if built is None:
        return None
    held = (*counted_periods(built.as_of), built.refreshed_at, from_text(built.law))
    return CubeSnapshot(built.as_of, *held, load_locked_months(session.connection()))


def pin_as_of(session: Session) -> CubeSnapshot | None:
    """`current_snapshot`, kept by the session from now on: for a page, whose many figures are those of one moment."""
    session.info[AS_OF] = current_snapshot(session)
    return session.info[AS_OF]


@lru_cache(maxsize=1)
def counted_periods(day: date) -> tuple[tuple[Period, ...], tuple[Period, ...]]:
    """The months and the years of a cube; the same for everybody until the next day."""
    calendar = Calendar(day)
    return tuple(calendar.months), tuple(Period.parse(str(year)) for year in calendar.years)
