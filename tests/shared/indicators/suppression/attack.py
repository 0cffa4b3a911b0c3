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
from shared.indicators.protected_measures import NETS, ProtectedGroup, _all_parts
from shared.models.region import level_of
from tests.shared.indicators.suppression.random_counts import MONTHS, PROVINCE, YEARS, Key, is_stored

Terms = dict[Key, int]


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
                for p in (*MONTHS, *YEARS)
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

    def exact(self, wanted: Iterable[Key], truth: Counter[Key]) -> list[Key]:
        """Those of the wanted cells that can have one value only."""
        left = {self.unknown[key]: key for key in wanted}
        equal, known = self._matrix([terms for terms, _ in self.equal]), [number for _, number in self.equal]
        at_most = self._matrix(self.at_most) if self.at_most else None
        random = np.random.default_rng(1)
        actual = np.array([truth[key] for key in self.unknown])
        self._check(equal @ actual, known)
        bounds = (0, None)
        found, idle = [], 0
        while left:
            objective = np.zeros(len(self.unknown))
            chosen = list(left) if idle < 4 else [next(iter(left))]
            signs = random.choice([-1, 1], len(chosen)) if idle < 4 else np.array([1 - 2 * (idle % 2)])
            objective[chosen] = signs * (random.random(len(chosen)) + 0.5)
            solved = linprog(
                objective, at_most, None if at_most is None else np.zeros(at_most.shape[0]), equal, known, bounds
            )
            assert solved.status in (0, 3), solved.message
            moved = [n for n in left if solved.status == 3 or abs(solved.x[n] - actual[n]) > 0.5]
            if solved.status == 3 and len(chosen) > 1:
                moved = []
            for n in moved:
                del left[n]
            idle = 0 if moved else idle + 1
            if idle >= 6 and left:
                found.append(left.pop(next(iter(left))))
                idle = 4
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
        """Months add up to years, stocks are those of the last month, what only grows never falls, and stocks move."""
        for measure, region, label in {key[:3] for key in self.unknown}:
            cell = measure, region, label
            for year, months in YEARS.items():
                timing = MEASURES[measure].timing
                if timing is Timing.FLOW:
                    self._sum((*cell, year), [(*cell, month) for month in months])
                elif timing in (Timing.STOCK, Timing.CUMULATIVE):
                    self._equal({(*cell, year): 1, (*cell, months[-1]): -1}, 0)
            for before, after in pairwise(MONTHS):
                if MEASURES[measure].timing is Timing.CUMULATIVE:
                    self.at_most.append({(*cell, before): 1, (*cell, after): -1})
                came, left = NETS[0]
                if measure == "recipients" and came in self.measures and not label.startswith("size"):
                    moves = {(came, region, label, after): -1, (left, region, label, after): 1}
                    self._equal({(*cell, after): 1, (*cell, before): -1, **moves}, 0)

    def _write_parts(self) -> None:
        for part, whole in self.parts:
            for measure, *where in list(self.unknown):
                if measure == part and (whole, *where) in self.unknown:
                    self.at_most.append({(part, *where): 1, (whole, *where): -1})

    def _matrix(self, rows: list[Terms]) -> csr_array:
        entries = [(n, self.unknown[key], factor) for n, terms in enumerate(rows) for key, factor in terms.items()]
        lines, columns, factors = zip(*entries, strict=True)
        return csr_array((factors, (lines, columns)), shape=(len(rows), len(self.unknown)))


def _terms(measure: str, value: IndicatorValue, sign: int = 1) -> Terms:
    """The cells that a side of a figure is read from."""
    parts = summands(measure, value.dimension)
    return {(one.measure, value.region_code, one.dimension, value.period.key): sign * one.sign for one in parts}


def _above(code: str) -> str:
    return {"province": "", "city": PROVINCE, "county": f"{code[:4]}00", "township": code[:6]}[level_of(code).value]
