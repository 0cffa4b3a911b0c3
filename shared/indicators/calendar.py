"""The periods that are counted: months in a row, and the whole years they make up."""

from __future__ import annotations

from datetime import date

import numpy as np

from shared.clock import months_to

HISTORY_MONTHS = 36
NEVER = 1_000_000


class Calendar:
    """`months` end with the month of `as_of`, cut at that day. A year counts only if its January is among them."""

    def __init__(self, as_of: date, count: int = HISTORY_MONTHS) -> None:
        """`count` months up to `as_of`."""
        self.as_of = as_of
        self.months = months_to(as_of, count)
        self.ends = [np.datetime64(min(month.end, as_of), "D") for month in self.months]
        self.first = int(np.datetime64(self.months[0].start, "M").astype(int))
        self.years = [month.start.year for month in self.months if month.start.month == 1]
        known = {year: n for n, year in enumerate(self.years)}
        self.year_of = np.array([known.get(month.start.year, -1) for month in self.months])
        self.keys = [*(month.key for month in self.months), *map(str, self.years)]  # of the months, then the years

    def month_of(self, days: np.ndarray) -> np.ndarray:
        """Position of each date's month; negative before the first month, `NEVER` for no date."""
        position = days.astype("datetime64[M]").astype(np.int64) - self.first
        return np.where(np.isnat(days), NEVER, position).astype(np.int32)

    def with_years(self, grid: np.ndarray) -> np.ndarray:
        """Append the years to a grid [places, months, …]: what holds at their end."""
        last = [np.flatnonzero(self.year_of == n)[-1] for n in range(len(self.years))]
        return np.concatenate([grid, grid[:, last]], axis=1)
