"""Today, now, and statistical periods. The only caller of the system clock.

A demo database stands still on its reference date: every rule, due date and page asks `today()`.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cached_property
from zoneinfo import ZoneInfo

from shared.patterns import PERIOD

LOCAL = ZoneInfo("Asia/Shanghai")
QUARTER, HALF_YEAR, YEAR = 3, 6, 12  # months
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


class PeriodKind(StrEnum):
    """What a period is called after: how many months it has, and where in the year they lie."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    TO_DATE = "to_date"  # January to another month (累计), where that is no quarter, half year or year
    YEAR = "year"


KINDS = {1: PeriodKind.MONTH, QUARTER: PeriodKind.QUARTER, HALF_YEAR: PeriodKind.HALF_YEAR, YEAR: PeriodKind.YEAR}


@dataclass(frozen=True, order=True)
class Period:
    """Whole calendar months of one year: `2023-12`, `2023-Q4`, `2023-H2`, `2023-YTD08`, `2023`.

    `start` and `end` are both inside it. January to March has one name, that of the quarter: `2023-YTD03` reads as it.
    """

    start: date
    end: date

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read the key of a period. ValueError when it is none."""
        found = PERIOD.fullmatch(text)
        if not found:
            raise ValueError(text)
        year, month, quarter, half, to = (int(found[name] or 0) for name in ("year", "month", "quarter", "half", "to"))
        if month:
            return cls.month(year, month)
        months = QUARTER if quarter else HALF_YEAR if half else to or YEAR
        return cls.of_months(year, 1 + months * ((quarter or half or 1) - 1), months)

    @classmethod
    def of_months(cls, year: int, first_month: int, count: int) -> Period:
        """So many months of a year from one on."""
        return cls(cls.month(year, first_month).start, cls.month(year, first_month + count - 1).end)

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        """The calendar month; `month` may run below 1 or above 12."""
        year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
        return cls(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))

    @classmethod
    def month_of(cls, day: date) -> Period:
        """The calendar month that holds `day`."""
        return cls.month(day.year, day.month)

    @cached_property
    def kind(self) -> PeriodKind:
        """What it is called after."""
        months, is_at = self.end.month - self.start.month + 1, self.start.month - 1
        kinds = {
            1: PeriodKind.MONTH,
            QUARTER: PeriodKind.QUARTER,
            HALF_YEAR: PeriodKind.HALF_YEAR,
            YEAR: PeriodKind.YEAR,
        }
        return kinds.get(months, PeriodKind.TO_DATE) if is_at % months == 0 else PeriodKind.TO_DATE

    @property
    def is_month(self) -> bool:
        """Whether this is one month."""
        return self.kind is PeriodKind.MONTH

    @property
    def months(self) -> list[Period]:
        """Its months, the earliest first."""
        return [Period.month(self.start.year, month) for month in range(self.start.month, self.end.month + 1)]

    @cached_property
    def key(self) -> str:
        """As `parse` reads it; names of files may hold it."""
        number = self.end.month
        names = {
            PeriodKind.MONTH: f"-{number:02}",
            PeriodKind.QUARTER: f"-Q{number // QUARTER}",
            PeriodKind.HALF_YEAR: f"-H{number // HALF_YEAR}",
            PeriodKind.TO_DATE: f"-YTD{number:02}",
        }
        return f"{self.start.year}{names.get(self.kind, '')}"

    def shifted(self, steps: int) -> Period:
        """The period of the same kind `steps` before (negative: after); of months up to one: that of a year before."""
        months = YEAR if self.kind is PeriodKind.TO_DATE else len(self.months)
        return self._months_before(steps * months)

    @property
    def previous(self) -> Period:
        """The period before (环比)."""
        return self.shifted(1)

    @property
    def year_ago(self) -> Period:
        """The same period of the year before (同比)."""
        return self._months_before(YEAR)

    def _months_before(self, months: int) -> Period:
        first, last = (Period.month(day.year, day.month - months) for day in (self.start, self.end))
        return Period(first.start, last.end)

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def __str__(self) -> str:
        return self.key


@dataclass(frozen=True)
class PartialPeriod(Period):
    """The part of an earlier period that a running one is compared with: up to the same day of its month."""

    full_period: Period

    @cached_property
    def kind(self) -> PeriodKind:
        """Of what kind of period it is a part."""
        return self.full_period.kind

    @cached_property
    def key(self) -> str:
        """`~202306`, `~2023Q2`, `~2023`: as long as a month's key."""
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
