"""What a text that was searched for may mean: regions, figures, terms, or a figure of a region."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashboard.region_navigation import RegionRef
from dashboard.views.search.figure_matches import find_figures, find_terms
from dashboard.views.search.region_matches import RegionIndex
from shared.indicators.indicator import Indicator
from shared.indicators.terms import Term


@dataclass(frozen=True)
class Matches:
    """What was found. With words for both, `regions` and `figures` belong together."""

    regions: Sequence[RegionRef] = ()
    figures: Sequence[Indicator] = ()
    terms: Sequence[Term] = ()
    are_paired: bool = False

    def __bool__(self) -> bool:
        return bool(self.regions or self.figures or self.terms)


def find_matches(index: RegionIndex, text: str) -> Matches:
    """Matches of all words; else of words for a region beside words for a figure; else of a text written as one."""
    words = text.split()
    if not words:
        return Matches()
    regions = index.find(words)
    if len(words) == 1:
        regions = [*regions, *index.find_villages(words[0])]
    whole = Matches(regions, find_figures(words), find_terms(words))
    return whole or _pair(index, words) or _part(index, text)


def _pair(index: RegionIndex, words: Sequence[str]) -> Matches:
    """The first words name a region and the others a figure, or the other way round."""
    for cut in range(1, len(words)):
        for first, second in ((words[:cut], words[cut:]), (words[cut:], words[:cut])):
            if found := _both(index.find, first, second):
                return found
    return Matches()


def _part(index: RegionIndex, text: str) -> Matches:
    """A region and a figure written without a space: 昆山低保, with the longest possible name of the region."""
    joined = "".join(text.split())
    for cut in range(len(joined) - 1, 1, -1):
        if found := _both(index.find, [joined[:cut]], [joined[cut:]]):
            return found
    return Matches()


def _both(
    find_regions: Callable[[Sequence[str]], list[RegionRef]], of_region: Sequence[str], of_figure: Sequence[str]
) -> Matches:
    figures = find_figures(of_figure)
    regions = find_regions(of_region) if figures else []
    return Matches(regions, figures, are_paired=True) if regions else Matches()
