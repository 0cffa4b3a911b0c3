"""The rows of one measure as columns: places, months, subjects, weights and the codes of dimensions."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from shared.models import Level

from .calendar import NO_MONTH, Calendar
from .measure import Bands, Expression, GroupSize, History, Measure, Pair, Timing, values_on
from .queries import REGION
from .source_columns import RollupStep, SourceColumns

MAX_DAY = 200_000  # days after 1970; later ones there are none


class MeasureColumns:
    """What one measure counts: rows that start by the as-of day, sorted so that each subject's ranking row is first."""

    def __init__(self, measure: Measure, rows: SourceColumns, calendar: Calendar) -> None:
        """Select and sort the rows of `measure`."""
        self.measure, self.calendar, self.prefix, self._rows = measure, calendar, rows.prefix, rows
        self._codes_of_histories: dict[int, np.ndarray] = {}
        self._regions: dict[Level, tuple[list[str], np.ndarray]] = {}
        selected = np.flatnonzero(
            rows.mask(measure, calendar.as_of) & self._started_by_as_of(measure.start)[rows.labels(measure.start).codes]
        )
        if measure.subject is not None:
            selected = selected[self._order(selected)]
        self.selected = selected
        self.subjects = rows.subjects(measure)[selected] if measure.subject is not None else selected
        weights = rows.weights(measure)
        self.weights = None if weights is None else weights[selected]
        self.starts = rows.labels(measure.start).codes[selected]  # in the order of the days
        self.months = self._months(measure.start)
        self._ends = np.full(len(selected), NO_MONTH) if measure.end is None else self._months(measure.end)

    def __len__(self) -> int:
        return len(self.selected)

    def _order(self, selected: np.ndarray) -> np.ndarray:
        """By subject, then rank; equal ranks by place, so that every database picks the same row. Else by day."""
        measure, rows = self.measure, self._rows
        keys = [rows.labels(measure.start).codes[selected], rows.subjects(measure)[selected]]
        if measure.rank is not None:
            keys[:1] = [rows.labels(REGION).codes[selected], self._ranks(selected)]
        return np.lexsort(keys)

    @cached_property
    def months_with_changes(self) -> frozenset[int]:
        """The months in which a row begins or ends to be in force."""
        return frozenset(np.unique(np.concatenate([self.months, self._ends])).tolist())

    @cached_property
    def ageing(self) -> set[str]:
        """Dimensions whose values change while no row begins or ends."""
        declared = self.measure.dimensions.items()
        return {name for name, one in declared if is_ageing(one)}

    def _ranks(self, selected: np.ndarray) -> np.ndarray:
        rank, rows = self.measure.rank, self._rows
        if not isinstance(rank, Bands):
            return rows.numbers(rank)[selected]
        since, until = (rows.days(side)[selected] for side in (rank.since, rank.until))
        return assign_band(since, until, rank)

    def _started_by_as_of(self, day: Expression) -> np.ndarray:
        """Which of the different dates of a column lie by the as-of day."""
        return self._rows.distinct_days(day) <= np.datetime64(self.calendar.as_of, "D")

    def _months(self, day: Expression) -> np.ndarray:
        """The month of each row's date, `NO_MONTH` without one by the as-of day: found among the few that differ."""
        months = np.where(self._started_by_as_of(day), self.calendar.month_of(self._rows.distinct_days(day)), NO_MONTH)
        return months[self._rows.labels(day).codes[self.selected]]

    def regions(self, level: Level) -> tuple[list[str], np.ndarray]:
        """Region codes at a level and the position of each row's."""
        if level not in self._regions:
            names, codes = self._rows.regions(level)
            self._regions[level] = names, codes[self.selected]
        return self._regions[level]

    def rollup_steps(self, finest: Level) -> list[RollupStep]:
        """The places of a level and of those above it."""
        return self._rows.rollup_steps(finest)

    def statuses(self) -> tuple[list[str], np.ndarray]:
        """How sure each row is; one empty status where the measure has none."""
        if self.measure.status is None:
            return [""], np.zeros(len(self), dtype=int)
        labels = self._rows.labels(self.measure.status)
        return labels.names, labels.codes[self.selected]

    def in_force(self, month: int) -> np.ndarray:
        """Positions of all rows in force at the end of a month."""
        return np.flatnonzero((self.months <= month) & (self._ends > month))

    def first_row_per_subject(self, rows: np.ndarray) -> np.ndarray:
        """Which of `rows` speak for their subject: the first one each."""
        subjects = self.subjects[rows]
        is_first = np.ones(len(rows), dtype=bool)
        np.not_equal(subjects[1:], subjects[:-1], out=is_first[1:])
        return is_first

    @cached_property
    def first_rows(self) -> np.ndarray:
        """For each row the position of the first row of its subject."""
        at = np.arange(len(self))
        return np.maximum.accumulate(np.where(self.first_row_per_subject(at), at, 0))

    def representative_rows(self, month_before: int, last_month: int) -> tuple[np.ndarray, np.ndarray]:
        """The rows that speak for their subjects at the ends of two months, of subjects with a change between them."""
        began, ended = ((months > month_before) & (months <= last_month) for months in (self.months, self._ends))
        moved = np.zeros(len(self), dtype=bool)
        moved[self.first_rows[began | ended]] = True
        rows = np.flatnonzero(moved[self.first_rows])
        rows_by_month = (
            rows[(self.months[rows] <= month) & (self._ends[rows] > month)] for month in (month_before, last_month)
        )
        rows_before, rows_after = (
            rows_of_month[self.first_row_per_subject(rows_of_month)] for rows_of_month in rows_by_month
        )
        return rows_before, rows_after

    def rows_on_both_sides(self, month_before: int, last_month: int) -> tuple[np.ndarray, np.ndarray]:
        """Of subjects with a change: the rows on the side that came or left are not, and those on the side they are."""
        then, now = self.representative_rows(month_before, last_month)
        then = self.continued(then, last_month)
        return (now, then) if self.measure.timing is Timing.LEFT else (then, now)

    @cached_property
    def _following_rows(self) -> np.ndarray | None:
        """For each row the position of that in which it goes on after a change of divisions, else −1; None: all −1."""
        measure, rows, selected = self.measure, self._rows, self.selected
        if measure.continues is None or not len(going_on := np.flatnonzero(rows.numbers(measure.continues)[selected])):
            return None
        starts, ends = (rows.days(day)[selected] for day in (measure.start, measure.end))
        first_days = self._days_of_subjects(going_on, starts)
        order = np.argsort(first_days)
        last_days = self._days_of_subjects(np.arange(len(self)), ends)
        at = np.minimum(np.searchsorted(first_days[order], last_days), len(order) - 1)
        is_followed = ~np.isnat(ends) & (first_days[order][at] == last_days)
        following: np.ndarray = np.where(is_followed, going_on[order][at], -1)
        return following

    def _days_of_subjects(self, rows: np.ndarray, days: np.ndarray) -> np.ndarray:
        numbers = np.where(np.isnat(days[rows]), 0, days[rows].astype(np.int64))
        of_subjects: np.ndarray = self.subjects[rows].astype(np.int64) * MAX_DAY + numbers
        return of_subjects

    def continued(self, rows: np.ndarray, last_month: int) -> np.ndarray:
        """The rows in which these went on by the end of a month, where divisions changed; else the same."""
        if (following := self._following_rows) is None:
            return rows
        while True:
            next_rows = following[rows]
            goes_on = (next_rows >= 0) & (self.months[next_rows] <= last_month)
            if not goes_on.any():
                return rows
            rows = np.where(goes_on, next_rows, rows)

    def first_per_subject_and_category(self, rows: np.ndarray, kinds: np.ndarray) -> np.ndarray:
        """Which of `rows` are the first of their subject and kind; all, where rows count for themselves."""
        new = np.ones(len(rows), dtype=bool)
        if self.measure.subject is None:
            return new
        at = np.arange(len(rows))
        earlier = at - np.maximum.accumulate(
            np.where(self.first_row_per_subject(rows), at, 0)
        )  # rows of the subject before each
        for back in range(1, earlier.max(initial=0) + 1):
            at = at[earlier[at] >= back]
            new[at[kinds[at] == kinds[at - back]]] = False
        return new

    def started(self) -> np.ndarray:
        """Positions of the rows that start inside the calendar."""
        return np.flatnonzero((self.months >= 0) & (self.months < len(self.calendar.months)))

    def values(self, dimension: str) -> list[str]:
        """The values of a dimension; one nameless value for the total."""
        if not dimension:
            return [""]
        declared = self.measure.dimensions[dimension]
        if isinstance(declared, GroupSize):
            return list(declared.NAMES)
        if isinstance(declared, Bands | History):
            return list(declared.names)
        if isinstance(declared, Pair):
            names = self._rows.labels(declared.of).names
            return [Pair.name(str(then), str(now)) for then in names for now in names]
        return [str(name) for name in self._rows.labels(declared).names]

    def labels(self, dimension: str) -> list[str]:
        """What cells call the values of a dimension."""
        return [f"{dimension}={value}" if dimension else "" for value in self.values(dimension)]

    def is_time_invariant(self, dimension: str) -> bool:
        """Whether a row keeps its value of a dimension: ages and sizes change."""
        declared = self.measure.dimensions.get(dimension)
        return not isinstance(declared, GroupSize) and not is_ageing(declared)

    def codes(self, dimension: str, rows: np.ndarray) -> np.ndarray:
        """Position of each row's value of a dimension that lasts; −1 where it has none."""
        if not dimension:
            return np.zeros(len(rows), dtype=np.int32)
        declared = self.measure.dimensions[dimension]
        if isinstance(declared, Bands):
            since, until = (self._rows.days(side)[self.selected[rows]] for side in (declared.since, declared.until))
            return assign_band(since, until, declared)
        return self._rows.labels(declared).codes[self.selected[rows]]

    def codes_at(self, month: int, dimension: str, rows: np.ndarray, rows_in_force: np.ndarray) -> np.ndarray:
        """The same at the end of a month; `rows_in_force` are all then, of which `rows` are the first each."""
        declared = self.measure.dimensions[dimension]
        if isinstance(declared, GroupSize):
            return self._group_sizes(rows_in_force)
        if isinstance(declared, History):
            histories = self._rows.labels(declared.texts).codes[self.selected[rows]]
            return self._history_codes(declared)[histories, month]
        assert isinstance(declared, Bands)  # noqa: S101 - what lasts is read by `codes`
        codes = assign_band(self._rows.distinct_days(declared.since), self.calendar.ends[month], declared)
        return codes[self._rows.labels(declared.since).codes[self.selected[rows]]]

    def _history_codes(self, declared: History) -> np.ndarray:
        """The position of the value of each different history (rows) at the end of each month (columns)."""
        if id(declared) not in self._codes_of_histories:
            position = {name: n for n, name in enumerate(declared.names)}
            texts = [str(text) for text in self._rows.labels(declared.texts).names]
            codes = [[position[value] for value in values_on(text, self.calendar.end_days)] for text in texts]
            self._codes_of_histories[id(declared)] = np.array(codes).reshape(len(texts), -1)
        return self._codes_of_histories[id(declared)]

    def _group_sizes(self, rows: np.ndarray) -> np.ndarray:
        """For each subject among the sorted `rows`: how many rows it has, less one."""
        starts = np.flatnonzero(self.first_row_per_subject(rows))
        return np.minimum(np.diff(np.append(starts, len(rows))), GroupSize.LARGEST) - 1


def is_ageing(dimension: object) -> bool:
    """Whether the value of a dimension changes while no row begins or ends."""
    return isinstance(dimension, History) or (isinstance(dimension, Bands) and dimension.until is None)


def assign_band(since: np.ndarray, until: np.ndarray | np.datetime64, bands: Bands) -> np.ndarray:
    """Position of the band that each span of time falls into; −1 without a date."""
    if bands.unit == "years":
        lived = _whole_years(since, np.asarray(until))
    else:
        lived = (until - since).astype("timedelta64[D]").astype(np.int64)
    positions = np.searchsorted(np.array(bands.edges), lived, side="right")
    return np.where(np.isnat(since) | np.isnat(until), -1, positions)


def _whole_years(since: np.ndarray, until: np.ndarray) -> np.ndarray:
    """Completed years: a birthday counts from the day itself."""
    months = until.astype("datetime64[M]").astype(np.int64) - since.astype("datetime64[M]").astype(np.int64)
    day_since = (since - since.astype("datetime64[M]")).astype(np.int64)
    day_until = (until - until.astype("datetime64[M]")).astype(np.int64)
    years: np.ndarray = (months - (day_until < day_since)) // 12
    return years
