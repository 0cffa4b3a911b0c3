"""Completeness (上报完整率) and timeliness (按时率) of a county: of the months owed, those submitted, and in time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from shared.access import ScopedSession
from shared.clock import Period, months_to, today
from shared.models import Region

from .county_months import CountyMonth, MonthState, load_several_months

MONTHS = 12


@dataclass(frozen=True)
class Punctuality:
    """What a county did in some months; a month that was returned and not submitted again counts as missing."""

    region: Region
    months: Sequence[CountyMonth]

    @property
    def expected(self) -> int:
        """How many months it owed."""
        return len(self.months)

    @property
    def submitted(self) -> int:
        """How many it submitted."""
        return sum(_is_submitted(one) for one in self.months)

    @property
    def in_time(self) -> int:
        """How many of these first by the last day for them."""
        return sum(_is_submitted(one) and not one.is_late for one in self.months)

    @property
    def completeness(self) -> Decimal:
        """Submitted months of a hundred owed."""
        return Decimal(100 * self.submitted) / self.expected

    @property
    def timeliness(self) -> Decimal:
        """Months submitted in time of a hundred owed."""
        return Decimal(100 * self.in_time) / self.expected


def last_months() -> list[Period]:
    """The last months that are over, the earliest first."""
    return [month for month in months_to(today(), MONTHS + 1) if month.end < today()][-MONTHS:]


def load_punctuality(session: ScopedSession, months: Sequence[Period]) -> list[Punctuality]:
    """Every county that the session's person may see and that owed one of the months, the least complete first."""
    by_county: dict[str, list[CountyMonth]] = defaultdict(list)
    for counties in load_several_months(session, months).values():
        for one in counties:
            by_county[one.region.code].append(one)
    found = [Punctuality(owed[0].region, owed) for owed in by_county.values()]
    return sorted(found, key=lambda one: (one.completeness, one.timeliness, one.region.code))


def _is_submitted(one: CountyMonth) -> bool:
    return one.reached in (MonthState.SUBMITTED, MonthState.CHECKED)
