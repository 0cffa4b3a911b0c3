"""The protected counts of regions side by side: which of them are small, and what those that are hidden add up to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .catalogue import MEASURES
from .hidden_periods import OTHERS, YEARS, CellPeriods, HiddenTogether
from .measure import Timing
from .protected_measures import ProtectedGroup

SMALLEST_SHOWN = 10
"""Counts of people, households or their records below this, but not none, are shown to nobody without access."""
HARDLY_ANY = 0.001  # of so many regions the sum stays small
YEAR, MONTH = 4, 7  # characters of the key of a year, and of a month
Row = tuple[str, str]  # category (empty for the total), period
Series = tuple[str, str, Sequence[Row], np.ndarray]  # measure, region, and all its cells: their rows and values
Counts = np.ndarray


def are_small(counts: Counts) -> Counts:
    """Which counts may not be shown."""
    return (counts > 0) & (counts < SMALLEST_SHOWN)


@dataclass(frozen=True)
class CountTable:
    """Rows of counts, what there was of each before its year, and who is in a whole but not in its part.

    `both_ways`: rows in which a sum that is not small says that somebody came and left in one of the regions.
    """

    counts: Counts
    before: Counts
    rests: Counts
    both_ways: Counts

    def margins(self, hidden_years: Counts | None = None) -> Counts:
        """Rows of what is added up: a hidden sum of each must be none, or too many to be small.

        Of what only grows, and is shown at the end of each year, only what came in the year is hidden in its months.
        Rows without a small count are left out: no sum of theirs is small.
        """
        grown = self.counts if hidden_years is None else self.counts - np.where(hidden_years, 0, self.before)
        rows = np.maximum(np.concatenate([grown, self.rests, self.both_ways]), 0)
        return rows[are_small(rows).any(axis=1)]


class SiblingCounts:
    """Counts of the regions inside one, by measure, category and period."""

    def __init__(
        self, group: ProtectedGroup, regions: Sequence[str], periods: CellPeriods, series: Iterable[Series]
    ) -> None:
        """Of these regions, with all their cells; those that have none count nothing."""
        self.group, self.regions, self._periods = group, tuple(regions), periods
        listed, places = list(series), {region: n for n, region in enumerate(self.regions)}
        self._rows: dict[Row, int] = {}
        rows_of: dict[int, list[int]] = {}  # those of many regions are the same list
        for _measure, _region, rows, _values in listed:
            if id(rows) not in rows_of:
                rows_of[id(rows)] = [self._rows.setdefault(row, len(self._rows)) for row in rows]
        self._none = np.zeros((len(self._rows), len(self.regions)), dtype=np.int64)
        self._counts: dict[str, Counts] = {}  # by measure: a row for each category and period, a column for each region
        for measure, region, rows, values in listed:
            counts = self._counts.setdefault(measure, self._none.copy())
            counts[rows_of[id(rows)], places[region]] = values
        self._tables: dict[str, CountTable] = {}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of what is hidden together."""
        of_history = (YEARS, OTHERS) if self.group.together is HiddenTogether.HISTORY else ()
        return of_history or tuple(sorted(self._rows_of))

    @cached_property
    def quarters_of_years(self) -> dict[str, list[str]]:
        """The quarters of each year that has a name of its own, since it is over."""
        years = [name for name in self.names if len(name) == YEAR]
        return {year: [name for name in self.names if name.startswith(f"{year}-")] for year in years}

    def table(self, name: str) -> CountTable:
        """The counts of periods that are hidden together."""
        if name not in self._tables:
            self._tables[name] = self._table(np.array(self._rows_of.get(name, ()), dtype=np.int64))
        return self._tables[name]

    def small(self, name: str) -> Counts:
        """Which regions have a small count, or a small rest, in periods that are hidden together.

        Of a stock also those where it says how many came, since nobody left, there or in any other.
        """
        rows = self._rows_of.get(name, [])
        found = np.any(self._are_rows_small[rows], axis=0)
        for both, one_way in self._flows if self.group.has_stock else ():
            found = found | np.any(one_way[rows][both[rows].sum(axis=1) == 0], axis=0)
        return found

    def are_quarters_few(self, hidden: dict[str, Counts], quarters: list[str]) -> Counts:
        """The regions of which a hidden quarter of a year comes to few of something."""
        few = np.zeros(len(self.regions), dtype=bool)
        for quarter in quarters:
            few = few | (hidden[quarter] & np.any(are_small(self._sums_of_months[quarter]), axis=0))
        return few

    @cached_property
    def size(self) -> Counts:
        """How much there is to lose in each region."""
        return sum((self._of(key).sum(axis=0) for key in self._own), np.zeros(len(self.regions), dtype=np.int64))

    @cached_property
    def _rows_of(self) -> dict[str, list[int]]:
        """The rows of what is hidden together; of a period that lies in several, in each of them."""
        found: dict[str, list[int]] = defaultdict(list)
        for (_category, period), n in self._rows.items():
            for name in self._periods.of_key(self.group.together, period):
                found[name].append(n)
        return found

    @cached_property
    def _sums_of_months(self) -> dict[str, Counts]:
        """What the months of each quarter come to, a row for each measure, rest and category."""
        places: dict[tuple[str, str], list[int]] = defaultdict(list)
        for (category, period), n in self._rows.items():
            if len(period) == MONTH and period[YEAR] == "-" and period[YEAR + 1].isdigit():
                places[self._periods.of_key(self.group.together, period)[0], category].append(n)
        categories = sorted({category for category, _period in self._rows})
        tables = [*map(self._of, self._own), *self._rests]
        return {
            name: np.array([one[places[name, part]].sum(axis=0) for one in tables for part in categories])
            for name in self.names
        }

    @cached_property
    def _are_rows_small(self) -> Counts:
        """Which regions have a small count, or a small rest, in each row."""
        found = np.zeros_like(self._none, dtype=bool)
        for one in (*map(self._of, self._own), *self._rests):
            found |= are_small(one)
        return found

    @cached_property
    def _own(self) -> list[str]:
        """The measures of the group that count, sums of money left out."""
        return [key for key in self.group.measures if MEASURES[key].is_count]

    def _of(self, measure: str) -> Counts:
        return self._counts.get(measure, self._none)

    def _table(self, which: Counts) -> CountTable:
        rests = [rest[which] for rest in self._rests]
        own = [self._of(key)[which] for key in self._own]
        before = [self._before(key)[which] for key in self._own]
        counts, counts_before, counts_of_rests = map(self._stack, (own, before, rests))
        return CountTable(counts, counts_before, counts_of_rests, self._both_ways(which))

    def _stack(self, tables: list[Counts]) -> Counts:
        return np.concatenate([self._none[:0], *tables])

    @cached_property
    def _rests(self) -> list[Counts]:
        """Who is in a whole, but not in its part."""
        return [
            np.where(self._knows(part)[:, None], self._of(whole) - self._of(part), 0)
            for part, whole in self.group.parts
        ]

    def _knows(self, measure: str) -> Counts:
        """In which rows a measure is counted: not in those of a dimension that it does not have."""
        return np.isin(self._dimensions, ["", *MEASURES[measure].dimensions])

    @cached_property
    def _dimensions(self) -> Counts:
        """The dimension of each row, empty for the totals."""
        return np.array([category.partition("=")[0] for category, _period in self._rows], dtype=str)

    def _before(self, measure: str) -> Counts:
        """How many there were at the end of the year before, of what only grows; none of all others."""
        if MEASURES[measure].timing is not Timing.CUMULATIVE:
            return self._none
        is_known, places = self._rows_before >= 0, self._rows_before
        return np.where(is_known[:, None], self._of(measure)[places], 0)

    @cached_property
    def _rows_before(self) -> Counts:
        """Where the row of the year before each stands; −1 for the years and where that year is not counted."""

        def name(period: str) -> str:
            return self._periods.of_key(HiddenTogether.HISTORY, period)[0]

        def place(category: str, period: str) -> int:
            year_before = str(int(period.strip("~")[:YEAR]) - 1)
            has_one = name(period) != YEARS and name(year_before) == YEARS
            return self._rows.get((category, year_before), -1) if has_one else -1

        return np.array([place(*row) for row in self._rows], dtype=np.int64)

    def _both_ways(self, which: Counts) -> Counts:
        """Where few came and nobody left, or the reverse, the difference of two stocks says how many.

        Unless as many more may have come and left there, and as many fewer in another region that is hidden too.
        """
        flows = () if self.group.has_stock else self._flows
        rows = [SMALLEST_SHOWN * both[which] + HARDLY_ANY * one_way[which] for both, one_way in flows]
        return np.concatenate([np.zeros((0, len(self.regions))), *rows])

    @cached_property
    def _flows(self) -> list[tuple[Counts, Counts]]:
        """Of what came and left, in each row: how many may have done both, whether few did one and none the other."""
        sides = [(self._of(came), self._of(left)) for came, left in self.group.nets]
        return [(both := np.minimum(*one), are_small(one[0] + one[1]) & (both == 0)) for one in sides]


def complete(margins: Counts, hidden: Counts, size: Counts) -> Counts:
    """Hide more regions until no sum of hidden counts is small; all of them where that takes all.

    The smallest that help come first, of equal ones the one with the lowest code.
    """
    order, found = np.argsort(size, kind="stable"), hidden.copy()
    while found.any() and not found.all():
        open_rows = margins[are_small(margins[:, found].sum(axis=1))]
        if not len(open_rows) and found.sum() > 1:
            break
        helps = ~found & ((open_rows > 0).any(axis=0) if len(open_rows) else size > 0)
        added = next((n for n in order if helps[n]), None)
        if added is None:
            return np.ones_like(found)
        found[added] = True
    return found
