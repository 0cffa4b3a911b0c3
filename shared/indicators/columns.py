"""The rows of one measure as columns: places, months, subjects, weights and the codes of dimensions."""

from __future__ import annotations

import numpy as np

from shared.models import Level

from .calendar import NEVER, Calendar
from .measure import Bands, GroupSize, Measure
from .rows import REGION, Rows


class Counted:
    """What one measure counts: rows that start by the as-of day, sorted so that each subject's ranking row is first."""

    def __init__(self, measure: Measure, rows: Rows, calendar: Calendar) -> None:
        """Select and sort the rows of `measure`."""
        self.measure, self.calendar, self.prefix, self._rows = measure, calendar, rows.prefix, rows
        start = rows.days(measure.start)
        chosen = np.flatnonzero(rows.mask(measure) & (start <= np.datetime64(calendar.as_of, "D")))
        if measure.subject is not None:
            chosen = chosen[self._order(chosen)]
        self._chosen = chosen
        self.subjects = rows.numbers(measure.subject)[chosen] if measure.subject is not None else chosen
        self.weights = rows.numbers(measure.amount)[chosen] if measure.amount is not None else None
        self.starts = start[chosen]
        self.months = calendar.month_of(self.starts)
        self._ends = self._end_months()

    def __len__(self) -> int:
        return len(self._chosen)

    def _order(self, chosen: np.ndarray) -> np.ndarray:
        """By subject, then rank; equal ranks by place, so that every database picks the same row."""
        measure, rows = self.measure, self._rows
        keys = [rows.numbers(measure.subject)[chosen]]
        if measure.rank is not None:
            keys += [rows.numbers(measure.rank)[chosen], rows.labels(REGION).codes[chosen]]
        return np.lexsort(keys[::-1])

    def _end_months(self) -> np.ndarray:
        if self.measure.end is None:
            return np.full(len(self._chosen), NEVER)
        ends = self._rows.days(self.measure.end)[self._chosen]
        ends[ends > np.datetime64(self.calendar.as_of, "D")] = np.datetime64("NaT")
        return self.calendar.month_of(ends)

    def places(self, level: Level) -> tuple[list[str], np.ndarray]:
        """Region codes at a level and the position of each row's."""
        names, codes = self._rows.places(level)
        return names, codes[self._chosen]

    def statuses(self) -> tuple[list[str], np.ndarray]:
        """How sure each row is; one empty status where the measure has none."""
        if self.measure.status is None:
            return [""], np.zeros(len(self), dtype=int)
        labels = self._rows.labels(self.measure.status)
        return labels.names, labels.codes[self._chosen]

    def in_force(self, month: int) -> np.ndarray:
        """Positions of all rows in force at the end of a month."""
        return np.flatnonzero((self.months <= month) & (self._ends > month))

    def firsts(self, rows: np.ndarray) -> np.ndarray:
        """Which of `rows` speak for their subject: the first one each."""
        subjects = self.subjects[rows]
        first = np.ones(len(rows), dtype=bool)
        np.not_equal(subjects[1:], subjects[:-1], out=first[1:])
        return first

    def once(self, rows: np.ndarray) -> np.ndarray:
        """Which of `rows` are the only one of their subject."""
        first = self.firsts(rows)
        last = np.ones(len(rows), dtype=bool)
        last[:-1] = first[1:]
        return first & last

    def started(self) -> np.ndarray:
        """Positions of the rows that start inside the calendar."""
        return np.flatnonzero((self.months >= 0) & (self.months < len(self.calendar.months)))

    def values(self, dimension: str) -> list[str]:
        """The values of a dimension; one nameless value for the total."""
        if not dimension:
            return [""]
        declared = self.measure.dimensions[dimension]
        if isinstance(declared, GroupSize):
            return [str(n + 1) for n in range(declared.LARGEST)]
        if isinstance(declared, Bands):
            return list(declared.names)
        return [str(name) for name in self._rows.labels(declared).names]

    def codes(self, dimension: str, rows: np.ndarray, month: int = -1) -> np.ndarray:
        """Position of each row's value; −1 where it has none. `month` for what changes with time."""
        if not dimension:
            return np.zeros(len(rows), dtype=np.int32)
        declared = self.measure.dimensions[dimension]
        if isinstance(declared, Bands):
            return self._bands(declared, self._chosen[rows], month)
        return self._rows.labels(declared).codes[self._chosen[rows]]

    def group_sizes(self, rows: np.ndarray) -> np.ndarray:
        """For each subject among the sorted `rows`: how many rows it has, less one."""
        starts = np.flatnonzero(self.firsts(rows))
        return np.minimum(np.diff(np.append(starts, len(rows))), GroupSize.LARGEST) - 1

    def _bands(self, bands: Bands, chosen: np.ndarray, month: int) -> np.ndarray:
        if bands.until is not None:
            return band(self._rows.days(bands.since)[chosen], self._rows.days(bands.until)[chosen], bands)
        found = band(self._rows.distinct_days(bands.since), self.calendar.ends[month], bands)
        return found[self._rows.labels(bands.since).codes[chosen]]


def band(since: np.ndarray, until: np.ndarray | np.datetime64, bands: Bands) -> np.ndarray:
    """Position of the band that each span of time falls into; −1 without a date."""
    if bands.unit == "years":
        lived = _whole_years(since, np.asarray(until))
    else:
        lived = (until - since).astype("timedelta64[D]").astype(np.int64)
    found = np.searchsorted(np.array(bands.edges), lived, side="right")
    return np.where(np.isnat(since) | np.isnat(until), -1, found)


def _whole_years(since: np.ndarray, until: np.ndarray) -> np.ndarray:
    """Completed years: a birthday counts from the day itself."""
    months = until.astype("datetime64[M]").astype(np.int64) - since.astype("datetime64[M]").astype(np.int64)
    day_since = (since - since.astype("datetime64[M]")).astype(np.int64)
    day_until = (until - until.astype("datetime64[M]")).astype(np.int64)
    years: np.ndarray = (months - (day_until < day_since)) // 12
    return years
