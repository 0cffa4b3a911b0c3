"""The periods that are counted: months in a row, the years they make up, what lies between, and parts to compare with.

Quarters, half years and January to a later month have cells only where months do not add up to them: of people who are
counted once a period, and of those who came or left. What is known at their end and sums are read from the months.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Any

import numpy as np

from shared.clock import PartialPeriod, Period, PeriodKind, months_to, same_day
from shared.models import Level
from shared.models.region import PREFIX_LENGTH

from .law_values import LawValues, from_text
from .measure import Measure

HISTORY_MONTHS = 36
NO_LAW: LawValues = MappingProxyType({})
NO_MONTH = 1_000_000
LONGER_IN_CUBE = Level.COUNTY
"""Below, quarters and the like are counted on demand where months do not add up to them."""


def stores_longer_at(level: Level) -> bool:
    """Whether the cube has cells of quarters and the like of the places of a level."""
    return PREFIX_LENGTH[level] <= PREFIX_LENGTH[LONGER_IN_CUBE]


class Calendar:
    """`months` end with the month of `as_of`, cut at that day. A year counts only if its January is among them."""

    def __init__(self, as_of: date, count: int = 0, law: LawValues = NO_LAW, longer_to: Level = LONGER_IN_CUBE) -> None:
        """`count` months up to `as_of`: 36 unless said otherwise, and those before that make the first year whole.

        `law`: the numbers of the law that are counted with; a calendar that only names periods needs none.
        `longer_to`: the finest level at which quarters and the like are counted.
        """
        self.as_of, self.law, self._longer_to = as_of, law, longer_to
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
        self.stored_keys |= {period.key: key_of_cells(period) for period in self.longer}

    @property
    def first_day(self) -> date:
        """The first day that is counted."""
        return self.months[0].start

    @cached_property
    def parts(self) -> list[PartialCalendar]:
        """The earlier periods that those running on the as-of day are compared with, as they stood on the same day."""
        year, month = same_day(self.as_of, 12), same_day(self.as_of, 1)
        options: dict[str, Any] = {"law": self.law, "longer_to": self._longer_to}
        return [PartialCalendar(year, of_year=True, **options), PartialCalendar(month, **options)]

    @cached_property
    def longer(self) -> list[Period]:
        """Quarters, half years and January to a later month that have begun, those of one layer after the other."""
        return longer_periods(self.as_of, len(self.years))

    @cached_property
    def ends_of_cells(self) -> dict[str, date]:
        """The last day of every whole period, by the key of its cells."""
        longer = {key_of_cells(period): period.end for period in self.longer}
        return {key: Period.parse(key).end for key in self.keys} | longer

    def counts_longer(self, measure: Measure) -> bool:
        """Whether a measure has cells of those."""
        return not measure.adds_up

    def counts_longer_at(self, level: Level) -> bool:
        """Whether there are such cells of the places of a level."""
        return PREFIX_LENGTH[level] <= PREFIX_LENGTH[self._longer_to]

    def keys_of(self, measure: Measure) -> list[str]:
        """The periods that a measure is counted in, in the order of the grids."""
        return [*self.keys, *(period.key for period in self.longer)] if self.counts_longer(measure) else self.keys

    def all_ends_of(self, measure: Measure, level: Level = Level.PROVINCE) -> list[tuple[int, int]]:
        """The month before and the last month of each of those that are counted at a level."""
        longer = self.longer if self.counts_longer(measure) and self.counts_longer_at(level) else []
        return [*self.ends_of, *map(self._ends, longer)]

    def layers_of(self, measure: Measure, level: Level) -> Iterator[tuple[np.ndarray, int]]:
        """The same in layers of periods that do not overlap: the position of each month's in its layer, and how many.

        −1 is the position of months that belong to none.
        """
        ends, months = self.all_ends_of(measure, level), np.arange(len(self.months))
        yield months, len(months)
        begin = len(months)
        while begin < len(ends):
            stop = next((n for n in range(begin + 1, len(ends)) if ends[n][0] < ends[n - 1][1]), len(ends))
            positions = np.full(len(months), -1)
            for number, (month_before, last_month) in enumerate(ends[begin:stop]):
                positions[month_before + 1 : last_month + 1] = number
            yield positions, stop - begin
            begin = stop

    def _ends(self, period: Period) -> tuple[int, int]:
        first, last = (12 * day.year + day.month - 1 - 12 * 1970 - self.first for day in (period.start, period.end))
        return first - 1, min(last, len(self.months) - 1)

    def stored_period_ends(self, measure: Measure) -> list[tuple[str, int, int]]:
        """Of each period that becomes cells of a measure: under which key, the month before it and its last."""
        periods = zip(self.keys_of(measure), self.all_ends_of(measure), strict=True)
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

    def __init__(
        self, as_of: date, *, of_year: bool = False, law: LawValues = NO_LAW, longer_to: Level = LONGER_IN_CUBE
    ) -> None:
        """The months of that year up to that day are counted, the last of them and the year are kept."""
        super().__init__(as_of, as_of.month if of_year else 1, law, longer_to)
        wholes = [self.months[-1], *([Period.parse(str(as_of.year))] if of_year else [])]
        self.periods = [PartialPeriod(whole.start, as_of, whole) for whole in wholes]
        self.stored_keys = {part.full_period.key: part.key for part in self.periods}
        running = [whole for whole in self.longer if of_year and as_of in whole]
        longer = [PartialPeriod(whole.start, as_of, whole) for whole in running]
        self.periods += longer
        self.stored_keys |= {part.full_period.key: part.key for part in longer if part.start.month > 1}

    def counts_longer(self, measure: Measure) -> bool:
        """What adds up from months does not from those that are cut at another day."""
        return not measure.is_state


@lru_cache(maxsize=16)
def longer_periods(last_day: date, years: int) -> list[Period]:
    """Quarters, half years and January to a later month of the last years that have begun on a day, in layers."""
    numbers = range(last_day.year - years + 1, last_day.year + 1)
    shapes = [[(1 + n * months, months) for n in range(12 // months)] for months in (3, 6)]
    shapes += [[(1, months)] for months in range(2, 12)]
    periods = [[Period.of_months(year, *shape) for year in numbers for shape in layer] for layer in shapes]
    kinds = [PeriodKind.QUARTER, PeriodKind.HALF_YEAR, *[PeriodKind.TO_DATE] * 10]
    return [
        period
        for kind, layer in zip(kinds, periods, strict=True)
        for period in layer
        if period.kind is kind and _has_begun(period, last_day)
    ]


def _has_begun(period: Period, day: date) -> bool:
    """Months up to one have begun when that one has."""
    return (period.months[-1].start if period.kind is PeriodKind.TO_DATE else period.start) <= day


def key_of_cells(period: Period) -> str:
    """As long as a month's key: `2023+08` is January to August."""
    return period.key.replace("-YTD", "+")


def period_of_cells(key: str) -> Period:
    """The whole period whose cells stand under a key. ValueError for that of a part."""
    return Period.parse(key.replace("+", "-YTD"))


@lru_cache(maxsize=8)
def calendar_of_build(as_of: date, law: str) -> Calendar:
    """The calendar of a cube, made once: a correction has less to do than making it takes."""
    return Calendar(as_of, law=from_text(law))
