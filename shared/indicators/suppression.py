"""Which of the regions inside one are hidden from readers without access: the small, and others that protect them.

Nothing that is shown depends on who asks, and a region is hidden with all measures of a group, in all periods that are
hidden together: so the same numbers would be shown if a record stood in another of the hidden regions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .hidden_periods import EVERY_PERIOD, OTHERS, YEARS, HiddenTogether
from .sibling_counts import Counts, SiblingCounts, are_small, complete

Place = tuple[str, str]  # what is hidden together, region
Masks = dict[str, Counts]  # by what is hidden together, which regions are


@dataclass(frozen=True)
class HiddenRegions:
    """The places that are hidden; `decided`: the regions looked at."""

    places: frozenset[Place] = frozenset()
    decided: frozenset[str] = frozenset()

    def __or__(self, other: HiddenRegions) -> HiddenRegions:
        """Those hidden in one of both."""
        return HiddenRegions(self.places | other.places, self.decided | other.decided)

    @cached_property
    def _by_name(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for name, region in self.places:
            found.setdefault(name, set()).add(region)
        return found

    def within(self, names: Iterable[str]) -> set[str]:
        """The regions that are hidden in one of some of what is hidden together."""
        return set[str]().union(*(self._by_name.get(name, ()) for name in (EVERY_PERIOD, *names)))

    def names_of(self, region: str) -> list[str]:
        """What is hidden of a region."""
        return [name for name, regions in self._by_name.items() if region in regions]


def inside_hidden(names: Iterable[str], regions: Collection[str]) -> HiddenRegions:
    """All regions inside one of which something is hidden."""
    return HiddenRegions(frozenset((name, region) for name in names for region in regions))


def choose(counts: SiblingCounts, forced: HiddenRegions, total: HiddenRegions | None = None) -> HiddenRegions:
    """Decide for some regions.

    `forced`: those hidden whatever the counts are. `total`: for the categories of a dimension, where their totals are
    hidden: where a total of a month is shown but not its categories, those of the year are hidden too.
    """

    def mask(hidden: HiddenRegions, name: str) -> Counts:
        codes = hidden.within((name,))
        return np.array([region in codes for region in counts.regions], dtype=bool)

    hidden = {name: mask(forced, name) | counts.small(name) for name in counts.names}
    everywhere = np.ones(len(counts.regions), dtype=bool)
    totals = {name: everywhere if total is None else mask(total, name) for name in counts.names}
    ways = {HiddenTogether.HISTORY: _hide_history, HiddenTogether.QUARTERS: _hide_quarters}
    hide, before = ways.get(counts.group.together, _hide_days), -1
    while (now_hidden := int(sum(one.sum() for one in hidden.values()))) != before:
        before = now_hidden
        hide(counts, hidden, totals)
    found = {(name, counts.regions[n]) for name, regions in hidden.items() for n in np.flatnonzero(regions)}
    return HiddenRegions(frozenset(found), frozenset(counts.regions))


def _hide_days(counts: SiblingCounts, hidden: Masks, _totals: Masks) -> None:
    for name, regions in hidden.items():
        if regions.any():
            hidden[name] = complete(counts.table(name).margins(), regions, counts.size)


def _hide_history(counts: SiblingCounts, hidden: Masks, totals: Masks) -> None:
    if not (hidden[YEARS].any() or hidden[OTHERS].any()):
        return
    years = complete(counts.table(YEARS).margins(hidden[YEARS]), hidden[YEARS], counts.size)
    margins = counts.table(OTHERS).margins(years)
    others = complete(margins, hidden[OTHERS] | years, counts.size)
    if are_small(margins[:, others].sum(axis=1)).any():  # all are hidden, and yet what came in the year is few
        years = others.copy()
    hidden[YEARS], hidden[OTHERS] = years | (others & ~totals[OTHERS]), others


def _hide_quarters(counts: SiblingCounts, hidden: Masks, totals: Masks) -> None:
    """Years tell what the one hidden quarter of a region comes to: where some are few, all are hidden alike."""
    _hide_days(counts, hidden, totals)
    for year, quarters in counts.quarters_of_years.items():
        for quarter in quarters:
            hidden[year] = hidden[year] | (hidden[quarter] & ~totals[quarter])
        if counts.are_quarters_few(hidden, quarters).any():
            somewhere: Counts = np.any([hidden[quarter] for quarter in quarters], axis=0)
            for quarter in quarters:
                hidden[quarter] = somewhere
