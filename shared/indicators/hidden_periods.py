"""Which periods of a measure are shown or hidden together, since differences of their numbers give each other away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from shared.clock import PartialPeriod, Period

MONTHS_OF = {"Q": 3, "H": 6}
MONTHS_IN_YEAR = 12
YEARS, OTHERS = "years", "others"
EVERY_PERIOD = ""
Months = tuple[int, int, int]  # a year, the first and the last of its months


class HiddenTogether(StrEnum):
    """How the periods of a measure are tied to each other."""

    HISTORY = "history"  # what only grows, and the stock whose movements are shown: all, but years that are over apart
    QUARTERS = "quarters"  # what happens in a period: the months of a quarter, and what holds some of them but years
    DAYS = "days"  # what stands at the end of a period: those that end on the same day


@dataclass(frozen=True)
class CellPeriods:
    """The names of what is hidden together, of the periods of a cube as of a day."""

    as_of: date

    def of_key(self, together: HiddenTogether, key: str) -> tuple[str, ...]:
        """Those of the key of cells: some for a period that lies in several."""
        return _names(self.as_of, together, key)

    def of_period(self, together: HiddenTogether, time: Period) -> tuple[str, ...]:
        """Those of a period that somebody asks for."""
        months = time.start.year, time.start.month, time.end.month
        return _name(self.as_of, together, months, is_whole=not isinstance(time, PartialPeriod))


def quarter_of(year: int, month: int) -> str:
    """The name of what is hidden with a month; the year may be left or entered by a month below 1 or above 12."""
    year, month = year + (month - 1) // MONTHS_IN_YEAR, (month - 1) % MONTHS_IN_YEAR
    return f"{year}-Q{month // MONTHS_OF['Q'] + 1}"


def moved_by(day: str) -> tuple[str, ...]:
    """What is tied by what stands at the end of a month: that which happens in it or after it, and in its year."""
    year, month = map(int, day.split("-"))
    found = [quarter_of(year, month), quarter_of(year, month + 1)]
    return tuple(dict.fromkeys([*found, *([str(year), str(year + 1)] if month == MONTHS_IN_YEAR else [])]))


@lru_cache(maxsize=4096)
def _names(as_of: date, together: HiddenTogether, key: str) -> tuple[str, ...]:
    return _name(as_of, together, _months_of(key, as_of), is_whole=not key.startswith("~"))


def _name(as_of: date, together: HiddenTogether, months: Months, *, is_whole: bool) -> tuple[str, ...]:
    year, first, last = months
    is_year = is_whole and (first, last) == (1, MONTHS_IN_YEAR) and date(year, MONTHS_IN_YEAR, 31) <= as_of
    if together is HiddenTogether.HISTORY:
        return (YEARS if is_year else OTHERS,)
    if year == as_of.year:
        last = max(first, min(last, as_of.month))
    if together is HiddenTogether.DAYS:
        return (f"{year}-{last:02}",)
    return (str(year),) if is_year else tuple(dict.fromkeys(quarter_of(year, n) for n in range(first, last + 1)))


def _months_of(key: str, as_of: date) -> Months:
    """The months of the key of cells; a part of a year ends as long after its beginning as the as-of day."""
    whole = key.strip("~")
    year, rest = int(whole[:4]), whole[4:]
    if rest[:1] in ("-", "+"):
        is_to_date, rest = rest[0] == "+", rest[1:]
    else:
        is_to_date = False
    if not rest:
        return year, 1, as_of.month if key != whole else MONTHS_IN_YEAR
    if rest[0] in MONTHS_OF:
        count, number = MONTHS_OF[rest[0]], int(rest[1:])
        return year, count * (number - 1) + 1, count * number
    return year, 1 if is_to_date else int(rest), int(rest)
