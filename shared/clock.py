"""Today, now, and statistical periods. The only caller of the system clock.

A demo database stands still on its reference date: every rule, due date and page asks `today()`.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from shared.patterns import YEAR_OR_MONTH

LOCAL = ZoneInfo("Asia/Shanghai")
_frozen: date | None = None


def freeze(reference: date | None) -> None:
    """Make `today()` answer `reference` from now on (a demo database); None sets the clock free."""
    global _frozen  # noqa: PLW0603 - one clock a process is the point
    _frozen = reference


def now() -> datetime:
    """This instant, UTC, with zone. Never frozen: sessions and the audit trail need real time."""
    return datetime.now(UTC)


def today() -> date:
    """The local date in Jiangsu, or the reference date of a demo database."""
    return _frozen or datetime.now(LOCAL).date()


@dataclass(frozen=True, order=True)
class Period:
    """A calendar month (`2023-12`) or year (`2023`). `start` and `end` are both inside it."""

    start: date
    end: date

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read `YYYY` or `YYYY-MM`. ValueError when it is neither."""
        if not YEAR_OR_MONTH.fullmatch(text):
            raise ValueError(text)
        year, _, month = text.partition("-")
        return cls.month(int(year), int(month)) if month else cls(date(int(year), 1, 1), date(int(year), 12, 31))

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        """The calendar month; `month` may run below 1 or above 12."""
        year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
        return cls(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))

    @classmethod
    def month_of(cls, day: date) -> Period:
        """The calendar month that holds `day`."""
        return cls.month(day.year, day.month)

    @property
    def is_month(self) -> bool:
        """Whether this is a month rather than a year."""
        return self.end - self.start < timedelta(days=31)

    @cached_property
    def key(self) -> str:
        """`2023-12` or `2023`."""
        return f"{self.start:%Y-%m}" if self.is_month else f"{self.start:%Y}"

    def shifted(self, steps: int) -> Period:
        """The period of the same kind `steps` before (negative: after)."""
        if self.is_month:
            return Period.month(self.start.year, self.start.month - steps)
        return Period(self.start.replace(year=self.start.year - steps), self.end.replace(year=self.end.year - steps))

    @property
    def previous(self) -> Period:
        """The period before (环比)."""
        return self.shifted(1)

    @property
    def year_ago(self) -> Period:
        """The same period of the year before (同比)."""
        return self.shifted(12) if self.is_month else self.shifted(1)

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def __str__(self) -> str:
        return self.key


@dataclass(frozen=True)
class PartialPeriod(Period):
    """The part of an earlier period that a running one is compared with: up to the same day of its month."""

    full_period: Period

    @property
    def is_month(self) -> bool:
        """Whether it is a part of a month."""
        return self.full_period.is_month

    @cached_property
    def key(self) -> str:
        """`~202306` or `~2023`: as long as a month's key."""
        return f"~{self.full_period.key.replace('-', '')}"


def same_day(day: date, months: int) -> date:
    """The same day so many months before, or the last of that month when it is shorter; a last day stays a last day."""
    period = Period.month_of(day)
    earlier = period.shifted(months)
    return earlier.end if day == period.end else earlier.start.replace(day=min(day.day, earlier.end.day))


def months_to(last_day: date, count: int) -> list[Period]:
    """The `count` months that end with the month of `last_day`, oldest first."""
    newest = Period.month_of(last_day)
    return [newest.shifted(n) for n in reversed(range(count))]
