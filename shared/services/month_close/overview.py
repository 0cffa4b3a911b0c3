"""How far the last months are: how many counties submitted, in time, and were checked; which are locked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shared.access import ScopedSession
from shared.clock import Period, months_to, today
from shared.indicators.locked_months import MonthLock, load_locked_months

from .county_months import CountyMonth, MonthState, load_several_months

SHOWN_MONTHS = 15


@dataclass(frozen=True)
class MonthOverview:
    """A month of the counties that somebody may see."""

    month: Period
    counties: Sequence[CountyMonth]
    lock: MonthLock | None

    @property
    def expected(self) -> int:
        """How many counties owe it."""
        return len(self.counties)

    @property
    def submitted(self) -> int:
        """How many have submitted it, checked or not."""
        return sum(one.reached in (MonthState.SUBMITTED, MonthState.CHECKED) for one in self.counties)

    @property
    def in_time(self) -> int:
        """How many of these did so in time."""
        return sum(one.submitted_on is not None and not one.is_late for one in self.counties)

    @property
    def checked(self) -> int:
        """How many came through the check of their city."""
        return sum(one.is_checked for one in self.counties)


def load_overview(session: ScopedSession, count: int = SHOWN_MONTHS) -> list[MonthOverview]:
    """The last months that are over, the newest first; none before the first that anybody submitted."""
    months = [month for month in months_to(today(), count + 1) if month.end < today()][-count:]
    locked, found = load_locked_months(session.connection()), load_several_months(session, months)
    all_months = [MonthOverview(month, found[month], locked.lock_of(month.end)) for month in months]
    begun = next((place for place, one in enumerate(all_months) if one.submitted), len(months) - 1)
    return all_months[max(begun, 0) :][::-1]
