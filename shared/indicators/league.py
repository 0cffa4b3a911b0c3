"""The league table: regions ranked by one figure, ties alike, what rests on few behind all others; order and filter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter
from typing import Any, NamedTuple

from .indicator import Indicator
from .indicator_value import IndicatorValue
from .units import Unit
from .value_columns import ValueColumn

REVERSED = "-"  # before the column that a table is sorted by
RANK, REGION, VALUE, CHANGE = SORTS = ("rank", "region", "value", "change")
EVERY, WORSE, UNFINISHED = FILTERS = ("all", "worse", "unfinished")


class Ranks(NamedTuple):
    """Where numbers stand, in their order: 1 is the best; None: not ranked. `shared`: the ranks that several have."""

    ranks: list[int | None]
    shared: set[int | None]


@dataclass(frozen=True)
class RankedValue:
    """A value with its rank: 1 is the best, of a figure without a better side the highest. None: not ranked.

    `before`: the value of a year ago, where there is one to compare with.
    """

    value: IndicatorValue
    rank: int | None = None
    is_tied: bool = False
    before: IndicatorValue | None = None

    @property
    def change(self) -> Decimal | None:
        """How far it moved in the year; None without a basis, and for what rests on few."""
        before = self.before.value if self.before else None
        return None if before is None or self.value.value is None or self.value.is_small else self.value.value - before


@dataclass(frozen=True)
class LeagueChoices:
    """The words that names are searched for, a filter, and the column sorted by: by default what needs attention.

    `peers`: the county whose similar ones are meant.
    """

    search: str = ""
    only: str = EVERY
    sort: str = ""
    peers: str = ""

    @property
    def narrows(self) -> bool:
        """Whether some regions are left out on request."""
        return bool(self.search or self.peers) or self.only != EVERY

    def apply(
        self,
        ranked: Sequence[RankedValue],
        whole: IndicatorValue,
        names: Mapping[str, str],
        peers: Collection[str] = (),
    ) -> list[RankedValue]:
        """The chosen values in the chosen order; `names` by region: what is searched; `peers`: the similar ones."""
        words = self.search.casefold()
        return [
            one
            for one in sort_ranked(ranked, self.sort or default_sort(whole.indicator))
            if words in names[one.value.region_code].casefold()
            and _passes(one.value, self.only, whole)
            and (not self.peers or one.value.region_code in peers)
        ]


def default_sort(one: Indicator) -> str:
    """The order in which what needs attention stands first: the last ranks, of a figure without sides the first."""
    return f"{REVERSED}{RANK}" if one.better_region else RANK


def rank_values(
    values: Iterable[IndicatorValue], before: Mapping[str, IndicatorValue] | None = None
) -> list[RankedValue]:
    """All values in the order of the league table: what needs attention first, then the unranked, then the blank.

    First stands the worst where a side is better, else the highest. Equal values share the first rank of theirs.
    `before`: the values of a year ago, by region.
    """
    listed, years_before = list(values), before or {}
    better = listed[0].indicator.better_region if listed else 0
    numbers = [value.value if value.is_rankable else None for value in listed]
    ranks, shared = rank_numbers(numbers, better)
    sign, found = (1 if better > 0 else -1), []
    for value, rank in zip(listed, ranks, strict=True):
        ranked = RankedValue(value, rank, rank in shared, years_before.get(value.region_code))
        order = Decimal(0) if rank is None or value.value is None else sign * value.value  # the unranked as they come
        found.append(((value.value is None, rank is None, order), ranked))
    return [ranked for _order, ranked in sorted(found, key=itemgetter(0))]


def rank_column(column: ValueColumn) -> Ranks:
    """The same ranks of a column that nobody made values of yet."""
    return rank_numbers(column.rankable, column.indicator.better_region)


def rank_numbers(numbers: Sequence[Decimal | float | None], better: int) -> Ranks:
    """The rank of each: one more than those better have it. Of a figure without a better side the highest is first."""
    known: list[Any] = sorted((number for number in numbers if number is not None), reverse=better >= 0)
    first_ranks = dict(zip(reversed(known), range(len(known), 0, -1), strict=True))
    ranks = list(map(first_ranks.get, numbers))
    is_shared = len(first_ranks) < len(known)
    return Ranks(ranks, {rank for rank, n in Counter(ranks).items() if n > 1 and rank} if is_shared else set())


def sort_ranked(ranked: Sequence[RankedValue], sort: str) -> list[RankedValue]:
    """Sorted by a column, with `-` before it reversed; what has no rank, value or change stays at the end."""
    key, is_reversed = SORT_KEYS[sort.removeprefix(REVERSED)], sort.startswith(REVERSED)
    known = [one for one in ranked if key(one) is not None]
    unknown = [one for one in ranked if key(one) is None]
    return sorted(known, key=key, reverse=is_reversed) + unknown  # type: ignore[arg-type]


SORT_KEYS: dict[str, Callable[[RankedValue], int | str | Decimal | None]] = {
    RANK: lambda one: one.rank,
    REGION: lambda one: one.value.region_code,
    VALUE: lambda one: one.value.value if one.value.is_rankable else None,
    CHANGE: lambda one: one.change,
}


def _passes(value: IndicatorValue, only: str, whole: IndicatorValue) -> bool:
    if only == WORSE:
        return value.is_rankable and is_worse(value, whole)
    return only == EVERY or is_unfinished(value)


def is_worse(value: IndicatorValue, whole: IndicatorValue) -> bool:
    """Whether a value is on the worse side of that of the whole; of a figure without sides: whether it is lower."""
    if value.value is None or whole.value is None:
        return False
    if value.indicator.better_region < 0:
        return value.value > whole.value
    return value.value < whole.value


def has_goal(one: Indicator) -> bool:
    """Whether a figure can be finished: a share of which more is better, or a count that should be none."""
    return (one.unit is Unit.PERCENT and one.better > 0) or (not one.needs_base and one.better < 0)


def is_unfinished(value: IndicatorValue) -> bool:
    """Whether something is left to do: not all of the share, or some of what should be none."""
    if value.value is None or not has_goal(value.indicator):
        return False
    if value.indicator.better_region > 0:
        return (value.numerator or 0) < (value.denominator or 0)
    return value.value > 0
