"""The rows of one measure as columns: places, months, subjects, weights and the codes of dimensions."""

from __future__ import annotations

import numpy as np

from .calendar import Calendar
from .measure import Bands, GroupSize, Measure
from .rows import Rows


class Labels:
    """Distinct names and, for each row, the position of its name."""

    def __init__(self, values: np.ndarray) -> None:
        """Code `values`."""
        names, self.codes = np.unique(values, return_inverse=True)
        self.names: list[str] = [str(name) for name in names]

    def largest(self, numbers: np.ndarray) -> np.ndarray:
        """The largest number among the rows of each name."""
        found = np.zeros(len(self.names), dtype=np.int64)
        np.maximum.at(found, self.codes, numbers)
        return found


class Counted:
    """What one measure counts: rows that start by the as-of day, sorted so that each subject's ranking row is first."""

    def __init__(self, measure: Measure, rows: Rows, calendar: Calendar) -> None:
        """Select and sort the rows of `measure`."""
        self.measure, self.calendar = measure, calendar
        start = rows.days(measure.start)
        chosen = np.flatnonzero(rows.mask(measure) & (start <= np.datetime64(calendar.as_of, "D")))
        subjects = rows.numbers(measure.subject)[chosen] if measure.subject is not None else np.arange(len(chosen))
        ranks = rows.numbers(measure.rank)[chosen] if measure.rank is not None else np.zeros(len(chosen), dtype=int)
        order = np.lexsort((ranks, subjects))
        self._rows, self._chosen = rows, chosen[order]
        self.subjects = subjects[order]
        self.regions = rows.regions()[self._chosen]
        self.months = calendar.month_of(start[self._chosen])
        self._ends = self._end_months()
        amount = measure.amount
        self.weights = np.ones(len(chosen), dtype=int) if amount is None else rows.numbers(amount)[self._chosen]
        self._dimensions = {name: self._dimension(name) for name in measure.dimensions}

    def _end_months(self) -> np.ndarray:
        if self.measure.end is None:
            return np.full(len(self._chosen), 10**6)
        ends = self._rows.days(self.measure.end)[self._chosen]
        ends[ends > np.datetime64(self.calendar.as_of, "D")] = np.datetime64("NaT")
        return self.calendar.month_of(ends)

    @property
    def statuses(self) -> np.ndarray:
        """How sure each row is; empty where the measure has no status."""
        if self.measure.status is None:
            return np.full(len(self._chosen), "")
        return self._rows.values(self.measure.status)[self._chosen]

    def in_force(self, month: int) -> np.ndarray:
        """Positions of the rows in force at the end of a month, one a subject."""
        rows = np.flatnonzero((self.months <= month) & (self._ends > month))
        if self.measure.subject is None:
            return rows
        return rows[self._firsts(rows)]

    def _firsts(self, rows: np.ndarray) -> np.ndarray:
        subjects = self.subjects[rows]
        first = np.ones(len(rows), dtype=bool)
        first[1:] = subjects[1:] != subjects[:-1]
        return first

    def started(self, before_too: bool) -> np.ndarray:  # noqa: FBT001
        """Positions of the rows that start in the calendar; earlier ones count in its first month if wanted."""
        if before_too:
            self.months = np.maximum(self.months, 0)
        inside = (self.months >= 0) & (self.months < len(self.calendar.months))
        return np.flatnonzero(inside)

    def values(self, dimension: str) -> list[str]:
        """The values of a dimension; one nameless value for the total."""
        return self._dimensions[dimension][0] if dimension else [""]

    def codes(self, dimension: str, rows: np.ndarray, month: int | None) -> np.ndarray:
        """Position of each row's value; −1 where it has none."""
        if not dimension:
            return np.zeros(len(rows), dtype=int)
        declared = self.measure.dimensions[dimension]
        if isinstance(declared, GroupSize):
            return self._sizes(rows, month or 0)
        if isinstance(declared, Bands):
            return self._bands(dimension, declared, rows, month)
        return self._dimensions[dimension][1][rows]

    def _dimension(self, name: str) -> tuple[list[str], np.ndarray]:
        declared = self.measure.dimensions[name]
        if isinstance(declared, GroupSize):
            return [str(n + 1) for n in range(declared.LARGEST)], np.empty(0)
        if isinstance(declared, Bands):
            return list(declared.names), self._rows.days(declared.since)[self._chosen]
        values = self._rows.values(declared)[self._chosen]
        labels = Labels(np.array(["" if v is None else str(v) for v in values], dtype="U32"))
        if labels.names and labels.names[0] == "":
            return labels.names[1:], labels.codes - 1
        return labels.names, labels.codes

    def _sizes(self, rows: np.ndarray, month: int) -> np.ndarray:
        everyone = np.flatnonzero((self.months <= month) & (self._ends > month))
        starts = np.flatnonzero(self._firsts(everyone))
        sizes = np.diff(np.append(starts, len(everyone)))
        return np.minimum(sizes, GroupSize.LARGEST)[: len(rows)] - 1

    def _bands(self, dimension: str, bands: Bands, rows: np.ndarray, month: int | None) -> np.ndarray:
        since = self._dimensions[dimension][1][rows]
        if bands.until is not None:
            until = self._rows.days(bands.until)[self._chosen][rows]
        else:
            until = np.full(len(rows), self.calendar.ends[month if month is not None else -1])
        return band(since, until, bands)


def band(since: np.ndarray, until: np.ndarray, bands: Bands) -> np.ndarray:
    """Position of the band each row falls into; −1 without a date."""
    if bands.unit == "years":
        lived = _whole_years(since, until)
    else:
        lived = (until - since).astype("timedelta64[D]").astype(np.int64)
    found = np.searchsorted(np.array(bands.edges), lived, side="right")
    return np.where(np.isnat(since) | np.isnat(until), -1, found)


def _whole_years(since: np.ndarray, until: np.ndarray) -> np.ndarray:
    """Completed years: a birthday counts from the day itself."""
    months = until.astype("datetime64[M]").astype(np.int64) - since.astype("datetime64[M]").astype(np.int64)
    day_since = (since - since.astype("datetime64[M]")).astype(np.int64)
    day_until = (until - until.astype("datetime64[M]")).astype(np.int64)
    return (months - (day_until < day_since)) // 12
