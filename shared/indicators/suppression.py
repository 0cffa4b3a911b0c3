"""Which of the regions inside one are hidden from readers without access: the small, and others that protect them.

Nothing that is shown depends on who asks, and a hidden region is hidden for all months or for all years, with all
measures of a group: so the same numbers would be shown if a record stood in another of the hidden regions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from .sibling_counts import Counts, SiblingCounts, are_small, complete


@dataclass(frozen=True)
class HiddenRegions:
    """The regions hidden for the years that are over, and for all other periods; `decided`: those looked at."""

    years: frozenset[str] = frozenset()
    months: frozenset[str] = frozenset()
    decided: frozenset[str] = frozenset()

    def __or__(self, other: HiddenRegions) -> HiddenRegions:
        """Those hidden in one of both."""
        decided = self.decided | other.decided
        return HiddenRegions(self.years | other.years, self.months | other.months, decided)


def inside_hidden(higher: HiddenRegions, above: str, regions: Iterable[str]) -> HiddenRegions:
    """All regions inside one that is hidden; none where it is shown. `higher`: the hidden siblings of `above`."""
    everywhere = frozenset(regions)
    none: frozenset[str] = frozenset()
    return HiddenRegions(everywhere if above in higher.years else none, everywhere if above in higher.months else none)


def choose(counts: SiblingCounts, forced: HiddenRegions, total: HiddenRegions | None = None) -> HiddenRegions:
    """Decide for some regions.

    `forced`: those hidden whatever the counts are. `total`: for the categories of a dimension, where their totals are
    hidden: where a total of a month is shown but not its categories, those of the years are hidden too.
    """

    def mask(codes: frozenset[str]) -> Counts:
        return np.array([region in codes for region in counts.regions], dtype=bool)

    hidden_totals = mask(total.months) if total is not None else np.ones(len(counts.regions), dtype=bool)
    years, months = mask(forced.years) | counts.years.small, mask(forced.months) | counts.months.small
    hidden_before = -1
    while (now_hidden := int(years.sum() + months.sum())) != hidden_before:
        hidden_before = now_hidden
        years = complete(counts.years.margins(years), years, counts.size)
        margins = counts.months.margins(years)
        months = complete(margins, months | years, counts.size)
        if are_small(margins[:, months].sum(axis=1)).any():  # all are hidden, and yet what came in the year is few
            years = months.copy()
        years = years | (months & ~hidden_totals)
    names = np.array(counts.regions, dtype=object)
    return HiddenRegions(frozenset(names[years]), frozenset(names[months]), frozenset(counts.regions))
