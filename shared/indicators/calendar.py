"""The periods that are counted: months in a row, the whole years they make up, and parts to compare with."""

from __future__ import annotations

from datetime import date
from functools import cached_property, lru_cache
from types import MappingProxyType

import numpy as np

from shared.clock import PartialPeriod, Period, months_to, same_day

from .law_values import LawValues, from_text

HISTORY_MONTHS = 36
NO_LAW: LawValues = MappingProxyType({})
NO_MONTH = 1_000_000


class Calendar:
    """`months` end with the month of `as_of`, cut at that day. A year counts only if its January is among them."""

    def __init__(self, as_of: date, count: int = 0, law: LawValues = NO_LAW) -> None:
        """`count` months up to `as_of`: 36 unless said otherwise, and those before that make the first year whole.

        `law`: the numbers of the law that are counted with; a calendar that only names periods needs none.
        """
        self.as_of, self.law = as_of, law
        begun = 0 if (as_of.month, as_of.day) == (12, 31) else as_of.month  # months of a year that is not over
        self.months = months_to(as_of, count or HISTORY_MONTHS + begun)
        self.ends = [np.datetime64(min(month.end, as_of), "D") for month in self.months]
        self.first = int(np.datetime64(self.months[0].start, "M").astype(int))
        self.years = [month.start.year for month in self.months if month.start.month == 1]
        year_numbers = {year: n for n, year in enumerate(self.years)}
        self.year_of = np.array([year_numbers.get(month.start.year, -1) for month in self.months])
        self.ends_of = [(n - 1, n) for n in range(len(self.months))]  # month before and last month of each period
        self.ends_of += [(months[0] - 1, months[-1]) for months in map(self._months_of, range(len(self.years)))]
        self.keys = [*(month.key for month in self.months), *map(str, self.years)]  # of the months, then the years
        self.stored_keys = {key: key for key in self.keys}  # periods that become cells, and under which key

    @property
    def first_day(self) -> date:
        """The first day that is counted."""
        return self.months[0].start

    @cached_property
    def parts(self) -> list[PartialCalendar]:
        """The earlier periods that those running on the as-of day are compared with, as they stood on the same day."""
        year, month = same_day(self.as_of, 12), same_day(self.as_of, 1)
        return [PartialCalendar(year, of_year=True, law=self.law), PartialCalendar(month, law=self.law)]

    @cached_property
    def stored_period_ends(self) -> list[tuple[str, int, int]]:
        """Of each period that becomes cells: under which key, the month before it and its last."""
        periods = zip(self.keys, self.ends_of, strict=True)
        return [
            (self.stored_keys[key], int(month_before), int(last_month))
            for key, (month_before, last_month) in periods
            if key in self.stored_keys
        ]

    @cached_property
    def end_days(self) -> list[date]:
        """The last day of each month, the as-of day of the last."""
        return [min(month.end, self.as_of) for month in self.months]

    def month_at(self, day: date | None) -> int:
        """Position of a date's month; `NO_MONTH` for none by the as-of day."""
        return NO_MONTH if day is None or day > self.as_of else 12 * (day.year - 1970) + day.month - 1 - self.first

    def month_of(self, days: np.ndarray) -> np.ndarray:
        """Position of each date's month; negative before the first month, `NO_MONTH` for no date."""
        position = days.astype("datetime64[M]").astype(np.int64) - self.first
        return np.where(np.isnat(days), NO_MONTH, position).astype(np.int32)

    def _months_of(self, year: int) -> np.ndarray:
        return np.flatnonzero(self.year_of == year)

    def with_years(self, grid: np.ndarray) -> np.ndarray:
        """Append the years to a grid [places, months, …]: what holds at their end."""
        last_months = [self._months_of(n)[-1] for n in range(len(self.years))]
        return np.concatenate([grid, grid[:, last_months]], axis=1)


class PartialCalendar(Calendar):
    """The month of an earlier day, and its year if asked for, as they stood on that day."""

    def __init__(self, as_of: date, *, of_year: bool = False, law: LawValues = NO_LAW) -> None:
        """The months of that year up to that day are counted, the last of them and the year are kept."""
        super().__init__(as_of, as_of.month if of_year else 1, law)
        wholes = [self.months[-1], *([Period.parse(str(as_of.year))] if of_year else [])]
        self.periods = [PartialPeriod(whole.start, as_of, whole) for whole in wholes]
        self.stored_keys = {part.full_period.key: part.key for part in self.periods}


@lru_cache(maxsize=8)
def calendar_of_build(as_of: date, law: str) -> Calendar:
    """The calendar of a cube, made once: a correction has less to do than making it takes."""
    return Calendar(as_of, law=from_text(law))
