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
HARDLY_ANY = 0.001  # of so many regions the sum stays small
YEAR = 4  # digits of a year, with which the key of a period begins
Row = tuple[str, str, str]  # measure, category (empty for the total), period
Cell = tuple[str, str, str, str, int]  # measure, region, category, period, value
Counts = np.ndarray


def are_small(counts: Counts) -> Counts:
    """Which counts may not be shown."""
    return (counts > 0) & (counts < SMALLEST_SHOWN)


@dataclass(frozen=True)
class CountTable:
    """Rows of counts, what there was of each before its year, and who is in a whole but not in its part.

    `known_by_stocks`: regions whose stocks say how many came, since nobody left, there or in any other. `both_ways`:
    rows in which a sum that is not small says that somebody came and left in one of them.
    """

    counts: Counts
    before: Counts
    rests: Counts
    known_by_stocks: Counts
    both_ways: Counts

    @property
    def small(self) -> Counts:
        """Which regions have a small count, or a small rest."""
        return are_small(self.counts).any(axis=0) | are_small(self.rests).any(axis=0) | self.known_by_stocks

    def margins(self, hidden_years: Counts) -> Counts:
        """Rows of what is added up: a hidden sum of each must be none, or too many to be small.

        Of what only grows, and is shown at the end of each year, only what came in the year is hidden in its months.
        """
        grown = self.counts - np.where(hidden_years, 0, self.before)
        return np.maximum(np.concatenate([grown, self.rests, self.both_ways]), 0)


class SiblingCounts:
    """Counts of the regions inside one, by measure, category and period.

    `years`: the keys of the years that are over. All other periods are hidden or shown together, since months, parts
    and what has run of a year give each other away.
    """

    def __init__(
        self, group: ProtectedGroup, regions: Sequence[str], years: Iterable[str], cells: Iterable[Cell]
    ) -> None:
        """Of these regions, with all their cells; those that have none count nothing."""
        self.group, self.regions, self._years = group, tuple(regions), frozenset(years)
        self._none = np.zeros(len(self.regions), dtype=np.int64)
        self._counts: dict[Row, Counts] = {}
        places = {region: n for n, region in enumerate(self.regions)}
        for measure, region, category, period, value in cells:
            row = measure, category, period
            if row not in self._counts:
                self._counts[row] = self._none.copy()
            self._counts[row][places[region]] = value

    @cached_property
    def years(self) -> CountTable:
        """The years that are over."""
        return self._table(of_years=True)

    @cached_property
    def months(self) -> CountTable:
        """All other periods."""
        return self._table(of_years=False)

    @cached_property
    def size(self) -> Counts:
        """How much there is to lose in each region."""
        return sum(self._own.values(), self._none)

    def _table(self, *, of_years: bool) -> CountTable:
        own, rests = (
            {row: counts for row, counts in rows.items() if (row[2] in self._years) == of_years}
            for rows in (self._own, self._rests)
        )
        before = [self._before(row) for row in own]
        return CountTable(
            self._matrix(own.values()),
            self._matrix(before),
            self._matrix(rests.values()),
            *self._compare_flows(of_years=of_years),
        )

    def _matrix(self, rows: Iterable[Counts]) -> Counts:
        listed = list(rows)
        return np.array(listed, dtype=np.int64).reshape(len(listed), len(self.regions))

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
        if period in self._years or MEASURES[key].timing is not Timing.CUMULATIVE:
            return self._none
        year_before = str(int(period.strip("~")[:YEAR]) - 1)
        return self._counts.get((key, category, year_before), self._none) if year_before in self._years else self._none

    def _compare_flows(self, *, of_years: bool) -> tuple[Counts, Counts]:
        """Where few came and nobody left, or the reverse, the difference of two stocks says how many.

        Unless as many more may have come and left there, and as many fewer in another region that is hidden too.
        """
        known, rows = np.zeros(len(self.regions), dtype=bool), []
        for came, left in NETS:
            for row in {row[1:] for row in self._counts if row[0] in (came, left)}:
                if (row[1] in self._years) == of_years:
                    sides = self._counts.get((came, *row), self._none), self._counts.get((left, *row), self._none)
                    both = np.minimum(*sides)
                    one_way = are_small(sides[0] + sides[1]) & (both == 0)
                    known |= one_way & (both.sum() == 0)
                    rows.append(SMALLEST_SHOWN * both + HARDLY_ANY * one_way)
        if self.group.has_stock:
            return known, np.zeros((0, len(self.regions)))
        return np.zeros_like(known), np.array(rows).reshape(len(rows), len(self.regions))


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
