"""The league table: regions ranked by one figure, ties alike, and what rests on few behind all others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .indicator import Indicator
from .indicator_value import IndicatorValue
from .units import Unit


@dataclass(frozen=True)
class RankedValue:
    """A value with its rank: 1 is the best, of a figure without a better side the highest. None: not ranked."""

    value: IndicatorValue
    rank: int | None = None
    is_tied: bool = False


def rank_values(values: Iterable[IndicatorValue]) -> list[RankedValue]:
    """All values in the order of the league table: what needs attention first, then the unranked, then the blank.

    First stands the worst where a side is better, else the highest. Equal values share the first rank of theirs.
    """
    listed = list(values)
    ranks, counts = _rank_numbers(listed), Counter(value.value for value in listed if value.is_rankable)
    ranked = [
        RankedValue(value, ranks[value.value], counts[value.value] > 1) if value.is_rankable else RankedValue(value)
        for value in listed
    ]
    return sorted(ranked, key=_attention_first)


def _rank_numbers(values: Sequence[IndicatorValue]) -> dict[Decimal | None, int]:
    """The rank of each number that occurs: one more than those better have it."""
    is_lower_better = bool(values) and values[0].indicator.better < 0
    numbers = sorted((value.value or Decimal(0) for value in values if value.is_rankable), reverse=not is_lower_better)
    ranks: dict[Decimal | None, int] = {}
    for rank, number in enumerate(numbers, 1):
        ranks.setdefault(number, rank)
    return ranks


def _attention_first(ranked: RankedValue) -> tuple[bool, bool, Decimal]:
    value = ranked.value
    sign = 1 if value.indicator.better > 0 else -1
    return value.value is None, ranked.rank is None, sign * (value.value or Decimal(0))


def is_worse(value: IndicatorValue, whole: IndicatorValue) -> bool:
    """Whether a value is on the worse side of that of the whole; of a figure without sides: whether it is lower."""
    if value.value is None or whole.value is None:
        return False
    if value.indicator.better < 0:
        return value.value > whole.value
    return value.value < whole.value


def has_goal(one: Indicator) -> bool:
    """Whether a figure can be finished: a share of which more is better, or a count that should be none."""
    return (one.unit is Unit.PERCENT and one.better > 0) or (not one.needs_base and one.better < 0)


def is_unfinished(value: IndicatorValue) -> bool:
    """Whether something is left to do: not all of the share, or some of what should be none."""
    if value.value is None or not has_goal(value.indicator):
        return False
    if value.indicator.better > 0:
        return (value.numerator or 0) < (value.denominator or 0)
    return value.value > 0
