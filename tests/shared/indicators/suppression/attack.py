"""Linear programming against what is shown: between which numbers each cell can lie."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from shared.indicators.catalogue import MEASURES, summands
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.measure import Timing
from shared.indicators.protected_measures import NETS, STOCK_DIMENSIONS, ProtectedGroup, _all_parts, protected_groups
from shared.models.region import level_of
from tests.shared.indicators.suppression.random_counts import (
    CATEGORIES,
    KINDS,
    LONGER,
    MONTHS,
    OF_THE_PERSON,
    PERIODS,
    PROVINCE,
    YEARS,
    Key,
    is_stored,
)

Terms = dict[Key, int]
SMALLEST_SHOWN, LARGEST, PATIENCE = 10, 1_000_000, 4


class Attack:
    """All cells as unknowns, and the equations between them that anybody can write down."""

    def __init__(self, groups: Iterable[ProtectedGroup], regions: list[str], cells: Counter[Key]) -> None:
        self.measures = sorted({key for group in groups for key in group.measures if MEASURES[key].is_count})
        self.parts = [pair for pair in _all_parts() if set(pair) <= set(self.measures)]
        self.regions = regions
        self.labels = defaultdict(set)
        for measure, _, label, _ in cells:
            self.labels[measure].add(label)
        self.unknown = {
            key: n
            for n, key in enumerate(
                (m, r, c, p)
                for m in self.measures
                for r in regions
                for c in sorted(self.labels[m] | {""})
                for p in PERIODS
                if is_stored((m, r, c, p))
            )
        }
        self.equal: list[tuple[Terms, int]] = []
        self.at_most: list[Terms] = []
        self._write_sums()
        self._write_times()
        self._write_parts()

    def see(self, values: Iterable[IndicatorValue]) -> None:
        """What a page or a file says."""
        for value in values:
            one = value.indicator
            if value.numerator is not None and not one.percentile:
                less = _terms(one.minus, value, -1) if one.minus else {}
                self._equal(_terms(one.numerator, value) | less, value.numerator)
            if value.denominator is not None and one.denominator:
                self._equal(_terms(one.denominator, value), value.denominator)

    def known(self, truth: Counter[Key]) -> list[Terms]:
        """The small counts, and what is small between a whole and its part, that can have one value only."""
        wanted = [{key: 1} for key in self.unknown] + self.rests
        small = [terms for terms in wanted if 0 < _value(terms, truth) < SMALLEST_SHOWN]
        left = {n: self._matrix([terms]).toarray()[0] for n, terms in enumerate(small)}
        equal, known = self._matrix([terms for terms, _ in self.equal]), [number for _, number in self.equal]
        at_most = self._matrix(self.at_most) if self.at_most else None
        random = np.random.default_rng(1)
        actual = np.array([truth[key] for key in self.unknown])
        self._check(equal @ actual, known)
        if at_most is not None:
            assert not [self.at_most[n] for n in np.flatnonzero(at_most @ actual > 0)][:3]
        limits = None if at_most is None else np.zeros(at_most.shape[0])
        found, idle = [], 0
        while left:
            chosen = list(left) if idle < PATIENCE else [next(iter(left))]
            signs = random.choice([-1, 1], len(chosen)) if idle < PATIENCE else np.array([1 - 2 * (idle % 2)])
            objective = sum(sign * (random.random() + 0.5) * left[n] for n, sign in zip(chosen, signs, strict=True))
            solved = linprog(objective, at_most, limits, equal, known, (0, LARGEST))
            assert solved.status == 0, solved.message
            moved = [n for n, terms in left.items() if abs(terms @ (solved.x - actual)) > 0.5]
            for n in moved:
                del left[n]
            idle = 0 if moved else idle + 1
            if idle >= PATIENCE + 2 and left:
                first = next(iter(left))
                del left[first]
                found.append(small[first])
                idle = PATIENCE
        return found

    def _check(self, sums: np.ndarray, known: list[int]) -> None:
        wrong = [n for n, (one, other) in enumerate(zip(sums, known, strict=True)) if one != other]
        assert not wrong, [self.equal[n] for n in wrong[:3]]

    def _equal(self, terms: Terms, number: int) -> None:
        if all(key in self.unknown for key in terms):
            self.equal.append((terms, number))

    def _write_sums(self) -> None:
        """Regions add up to the region around them, categories to their total."""
        for measure, region, label, period in self.unknown:
            inside = [(measure, one, label, period) for one in self.regions if _above(one) == region]
            self._sum((measure, region, label, period), inside)
            if not label:
                names = {one.partition("=")[0] for one in self.labels[measure] if one}
                for name in names:
                    labels = [one for one in self.labels[measure] if one.startswith(f"{name}=")]
                    self._sum((measure, region, "", period), [(measure, region, one, period) for one in labels])

    def _sum(self, whole: Key, parts: list[Key]) -> None:
        if parts:
            self._equal({whole: -1, **dict.fromkeys(parts, 1)}, 0)

    def _write_times(self) -> None:
        """Months add up, or nearly; stocks are those of the last month and move; what only grows never falls."""
        for measure, region, label in {key[:3] for key in self.unknown}:
            cell, one = (measure, region, label), MEASURES[measure]
            for longer, months in {**YEARS, **LONGER}.items():
                parts = [(*cell, month) for month in months]
                if one.timing is Timing.FLOW and one.adds_up:
                    self._sum((*cell, longer), parts)
                elif one.is_state:
                    self._equal({(*cell, longer): 1, parts[-1]: -1}, 0)
                elif not label or measure not in OF_THE_PERSON:  # who came and then moved came into another tier
                    self._at_most({(*cell, longer): 1, **dict.fromkeys(parts, -1)})
                    for part in parts if one.timing is Timing.FLOW else ():
                        self._at_most({part: 1, (*cell, longer): -1})
            for before, after in pairwise(MONTHS):
                if one.timing is Timing.CUMULATIVE:
                    self._at_most({(*cell, before): 1, (*cell, after): -1})
            if measure in NETS and label.partition("=")[0] in STOCK_DIMENSIONS[measure]:
                self._write_moves(cell)

    def _write_moves(self, cell: tuple[str, str, str]) -> None:
        stock, region, label = cell
        for came, left in NETS[stock]:
            if came in self.measures and (came != "entries" or not label):
                for period, months in PERIODS.items():
                    moves = {(came, region, label, period): -1, (left, region, label, period): 1}
                    first = MONTHS.index(months[0])
                    before = {(*cell, MONTHS[first - 1]): -1} if first else {}
                    self._equal({(*cell, months[-1]): 1, **before, **moves}, 0)

    def _write_parts(self) -> None:
        """No part is more than its whole; who is not in time is late, and some measures are a category of another."""
        self.rests: list[Terms] = []
        protected = {pair for group in protected_groups() for pair in group.parts}
        for measure, *where in list(self.unknown):
            for part, whole in self.parts:
                if measure == part and (whole, *where) in self.unknown:
                    self._at_most({(part, *where): 1, (whole, *where): -1})
                    if (part, whole) in protected:
                        self.rests.append({(part, *where): -1, (whole, *where): 1})
            if measure == "warnings_due" and where[1].partition("=")[0] != "overdue":
                late = {("warnings_decided_in_time", *where): -1, ("warnings_missed", *where): -1}
                self._equal({(measure, *where): 1, **late}, 0)
            for part, whole, name in KINDS:
                if measure == part and not where[1]:
                    self._equal({(part, *where): 1, (whole, where[0], f"{name}={CATEGORIES[0]}", where[2]): -1}, 0)

    def _at_most(self, terms: Terms) -> None:
        if all(key in self.unknown for key in terms):
            self.at_most.append(terms)

    def _matrix(self, rows: list[Terms]) -> csr_array:
        entries = [(n, self.unknown[key], factor) for n, terms in enumerate(rows) for key, factor in terms.items()]
        lines, columns, factors = zip(*entries, strict=True)
        return csr_array((factors, (lines, columns)), shape=(len(rows), len(self.unknown)))


def _terms(measure: str, value: IndicatorValue, sign: int = 1) -> Terms:
    """The cells that a side of a figure is read from."""
    parts = summands(measure, value.dimension)
    return {(one.measure, value.region_code, one.dimension, value.period.key): sign * one.sign for one in parts}


def _value(terms: Terms, truth: Counter[Key]) -> int:
    return sum(factor * truth[key] for key, factor in terms.items())


def _above(code: str) -> str:
    return {"province": "", "city": PROVINCE, "county": f"{code[:4]}00", "township": code[:6]}[level_of(code).value]
