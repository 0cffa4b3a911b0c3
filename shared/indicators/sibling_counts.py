"""The protected counts of regions side by side: which of them are small, and what those that are hidden add up to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .catalogue import MEASURES
from .measure import Timing
from .protected_measures import NETS, ProtectedGroup

SMALLEST_SHOWN = 10
"""Counts of people, households or their records below this, but not none, are shown to nobody without access."""
YEAR = 4  # characters of the key of a year
Row = tuple[str, str, str]  # measure, category (empty for the total), period
Cell = tuple[str, str, str, str, int]  # measure, region, category, period, value
Counts = np.ndarray


@dataclass(frozen=True)
class _Table:
    """Rows of counts, what there was of each before its year, and who is in a whole but not in its part."""

    counts: Counts
    before: Counts
    rests: Counts


def are_small(counts: Counts) -> Counts:
    """Which counts may not be shown."""
    return (counts > 0) & (counts < SMALLEST_SHOWN)


class SiblingCounts:
    """Counts of the regions inside one, by measure, category and period.

    `years`: the keys of the years that are over. All other periods are hidden or shown together, since months, parts
    and what has run of a year give each other away.
    """

    def __init__(self, group: ProtectedGroup, regions: Sequence[str], years: Iterable[str]) -> None:
        """Empty: `add` puts the cells in."""
        self.group, self.regions, self.years = group, tuple(regions), frozenset(years)
        self._places = {region: n for n, region in enumerate(self.regions)}
        self._none = np.zeros(len(self.regions), dtype=np.int64)
        self._counts: dict[Row, Counts] = {}
        self._tables: dict[tuple[tuple[str, ...], bool], _Table] = {}

    def add(self, cells: Iterable[Cell]) -> None:
        """Put cells in; those of other regions are left out."""
        places, counts = self._places, self._counts
        for measure, region, category, period, value in cells:
            if (place := places.get(region)) is None:
                continue
            row = measure, category, period
            if row not in counts:
                counts[row] = self._none.copy()
            counts[row][place] = value

    @cached_property
    def size(self) -> Counts:
        """How much there is to lose in each region."""
        return sum((counts for row, counts in self._own.items() if not row[1]), self._none)

    def small(self, dimensions: Sequence[str], *, of_years: bool) -> Counts:
        """Which regions have a small count, or a small rest; `dimensions`: empty for the total."""
        table = self._table(dimensions, of_years=of_years)
        return are_small(table.counts).any(axis=0) | are_small(table.rests).any(axis=0)

    def one_way(self, dimensions: Sequence[str], *, of_years: bool) -> Counts:
        """Where few came and nobody left, or the reverse: there the difference of two stocks says how many."""
        found = np.zeros(len(self.regions), dtype=bool)
        for came, left in NETS:
            for row in {row[1:] for row in self._counts if row[0] in (came, left)}:
                if self._is_asked((came, *row), dimensions, of_years=of_years):
                    sides = self._counts.get((came, *row), self._none), self._counts.get((left, *row), self._none)
                    found |= are_small(sides[0] + sides[1]) & ((sides[0] == 0) | (sides[1] == 0))
        return found

    def margins(self, dimensions: Sequence[str], hidden_years: Counts, *, of_years: bool) -> Counts:
        """Rows of what is added up: a hidden sum of each must be none, or too many to be small.

        Of what only grows, and is shown at the end of each year, only what came in the year is hidden in its months.
        """
        table = self._table(dimensions, of_years=of_years)
        grown = table.counts - np.where(hidden_years, 0, table.before)
        return np.maximum(np.concatenate([grown, table.rests]), 0)

    def _table(self, dimensions: Sequence[str], *, of_years: bool) -> _Table:
        key = tuple(dimensions), of_years
        if key not in self._tables:
            own, rests = (
                [row for row in rows if self._is_asked(row, dimensions, of_years=of_years)]
                for rows in (self._own, self._rests)
            )
            self._tables[key] = _Table(
                self._matrix([self._own[row] for row in own]),
                self._matrix([self._before(row) for row in own]),
                self._matrix([self._rests[row] for row in rests]),
            )
        return self._tables[key]

    def _matrix(self, rows: list[Counts]) -> Counts:
        return np.array(rows, dtype=np.int64).reshape(len(rows), len(self.regions))

    def _is_asked(self, row: Row, dimensions: Sequence[str], *, of_years: bool) -> bool:
        return row[1].partition("=")[0] in dimensions and (row[2] in self.years) == of_years

    @cached_property
    def _own(self) -> dict[Row, Counts]:
        """What is counted by the measures of the group, without sums of money."""
        own = {key for key in self.group.measures if MEASURES[key].is_count}
        return {row: counts for row, counts in self._counts.items() if row[0] in own}

    @cached_property
    def _rests(self) -> dict[Row, Counts]:
        """Who is in a whole, but not in its part."""
        wholes: dict[str, list[str]] = {}
        for part, whole in self.group.parts:
            wholes.setdefault(whole, []).append(part)
        return {
            (f"{key}-{part}", category, period): counts - self._counts.get((part, category, period), self._none)
            for (key, category, period), counts in self._own.items()
            for part in wholes.get(key, ())
            if not category or category.partition("=")[0] in MEASURES[part].dimensions
        }

    def _before(self, row: Row) -> Counts:
        """How many there were at the end of the year before, of what only grows; none of all others."""
        key, category, period = row
        if period in self.years or MEASURES[key].timing is not Timing.CUMULATIVE:
            return self._none
        year_before = str(int(period.strip("~")[:YEAR]) - 1)
        return self._counts.get((key, category, year_before), self._none) if year_before in self.years else self._none


def complete(margins: Counts, hidden: Counts, size: Counts) -> Counts:
    """Hide more regions until no sum of hidden counts is small; all of them where that takes all.

    The smallest that help come first, of equal ones the one with the lowest code.
    """
    order, found = np.argsort(size, kind="stable"), hidden.copy()
    while found.any() and not found.all():
        sums = margins[:, found].sum(axis=1)
        open_rows = margins[are_small(sums)]
        if not len(open_rows) and found.sum() > 1:
            break
        helps = ~found & ((open_rows > 0).any(axis=0) if len(open_rows) else size > 0)
        added = next((n for n in order if helps[n]), None)
        if added is None:
            return np.ones_like(found)
        found[added] = True
    return found
