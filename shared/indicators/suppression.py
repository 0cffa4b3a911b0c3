"""Which of the regions inside one are hidden from readers without access: the small, and others that protect them.

Nothing that is shown depends on who asks, and a hidden region is hidden for all months or for all years, with all
measures of a group: so the same numbers would be shown if a record stood in another of the hidden regions.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from .sibling_counts import Counts, SiblingCounts, are_small, complete

TOTAL = ""


@dataclass(frozen=True)
class HiddenRegions:
    """By dimension (empty for totals): the regions hidden for the years that are over, and for all other periods."""

    years: dict[str, frozenset[str]] = field(default_factory=dict)
    months: dict[str, frozenset[str]] = field(default_factory=dict)

    def of(self, dimension: str, *, of_years: bool) -> frozenset[str]:
        """The hidden regions; what was not decided is not hidden."""
        return (self.years if of_years else self.months).get(dimension, frozenset())


@dataclass
class _Patterns:
    years: Counts
    months: Counts


def choose(counts: SiblingCounts, around: HiddenRegions, above: str, follows: list[HiddenRegions]) -> HiddenRegions:
    """Decide for the totals and all dimensions of a group.

    `around`: what was decided for the siblings of `above`, the region that holds these: inside a hidden region all are
    hidden. `follows`: what was decided for the stocks that the flows of the group would give away.
    """
    group, decided = counts.group, HiddenRegions()
    dimensions = (TOTAL, *group.dimensions)
    if group.has_flows:
        patterns = _choose(counts, dimensions, _forced(counts, around, above, TOTAL, follows), None)
        for dimension in dimensions:
            _write(decided, dimension, counts, patterns)
        return decided
    total = _choose(counts, (TOTAL,), _forced(counts, around, above, TOTAL, follows), None)
    _write(decided, TOTAL, counts, total)
    for dimension in group.dimensions:
        forced = _forced(counts, around, above, dimension, follows)
        _write(decided, dimension, counts, _choose(counts, (dimension,), forced, total))
    return decided


def _forced(
    counts: SiblingCounts, around: HiddenRegions, above: str, dimension: str, follows: list[HiddenRegions]
) -> _Patterns:
    """What is hidden whatever the counts are."""

    def of(*, of_years: bool) -> Counts:
        if above in around.of(dimension, of_years=of_years):
            return np.ones(len(counts.regions), dtype=bool)
        hidden = {code for one in follows for part in (TOTAL, "tier") for code in one.of(part, of_years=of_years)}
        return np.array([region in hidden for region in counts.regions], dtype=bool)

    return _Patterns(of(of_years=True), of(of_years=False))


def _choose(
    counts: SiblingCounts, dimensions: tuple[str, ...], forced: _Patterns, total: _Patterns | None
) -> _Patterns:
    """Where a total is shown but not its categories of a month, those of the years are hidden too."""
    years = forced.years | _small(counts, dimensions, of_years=True)
    months = forced.months | _small(counts, dimensions, of_years=False)
    if total is not None:
        years, months = years | total.years, months | total.months
    while True:
        before = years.sum() + months.sum()
        margins = counts.margins(dimensions, years, of_years=True)
        years = complete(margins, years, counts.size)
        months = months | years
        margins = counts.margins(dimensions, years, of_years=False)
        months = complete(margins, months, counts.size)
        if are_small(margins[:, months].sum(axis=1)).any():  # all are hidden, and yet what came in the year is few
            years = months
        if total is not None:
            years = years | (months & ~total.months)
        if years.sum() + months.sum() == before:
            return _Patterns(years, months)


def _small(counts: SiblingCounts, dimensions: tuple[str, ...], *, of_years: bool) -> Counts:
    found = counts.small(dimensions, of_years=of_years)
    return found | counts.one_way(dimensions, of_years=of_years) if counts.group.has_stock else found


def _write(decided: HiddenRegions, dimension: str, counts: SiblingCounts, patterns: _Patterns) -> None:
    for hidden, target in ((patterns.years, decided.years), (patterns.months, decided.months)):
        target[dimension] = frozenset(np.array(counts.regions, dtype=object)[hidden])
