"""Why a share differs from another: what the mix of cases and each step on the way contribute.

A share is Σ over kinds of case of mix × ratio of step 1 × … × ratio of the last step. Each of these factors is
exchanged in turn, in every order, for that of the other; its contribution is the mean of what the exchange changes
(the Shapley value: Shorrocks, "Decomposition procedures for distributional analysis", J Econ Inequal 2013). The
contributions add up to the difference, whatever the order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from math import factorial, prod

Counts = Mapping[str, Sequence[int]]
"""By kind of case, how many came to each step; the first is all cases, the last is what the share counts."""


def decompose(own: Counts, other: Counts) -> list[float]:
    """What the mix, then each step, contributes to the share of `own` less that of `other`, in percentage points.

    A kind of case that has no cases before a step takes the ratio of the other there. All are 0 where either has none.
    """
    steps = len(next(iter([*own.values(), *other.values()]), [])) - 1
    if not (_total(own) and _total(other)):
        return [0.0] * (steps + 1)
    kinds = sorted({*own, *other})
    factors = [(_mix(own, kinds), _mix(other, kinds)), *(_ratios(own, other, kinds, n) for n in range(steps))]
    return [_contribution(factors, n) for n in range(len(factors))]


def _total(counts: Counts) -> int:
    return sum(steps[0] for steps in counts.values())


def _mix(counts: Counts, kinds: Sequence[str]) -> list[float]:
    return [counts[kind][0] / _total(counts) if kind in counts else 0.0 for kind in kinds]


def _ratios(own: Counts, other: Counts, kinds: Sequence[str], step: int) -> tuple[list[float], list[float]]:
    pairs = [(_ratio(own, kind, step), _ratio(other, kind, step)) for kind in kinds]
    filled = [(b if a is None else a, a if b is None else b) for a, b in pairs]
    return [a or 0.0 for a, _b in filled], [b or 0.0 for _a, b in filled]


def _ratio(counts: Counts, kind: str, step: int) -> float | None:
    before, after = counts[kind][step : step + 2] if kind in counts else (0, 0)
    return after / before if before else None


Factor = tuple[list[float], list[float]]
"""The values of a factor by kind of case, of the one and of the other."""


def _contribution(factors: Sequence[Factor], position: int) -> float:
    number, others = len(factors), [n for n in range(len(factors)) if n != position]
    return sum(
        factorial(len(exchanged)) * factorial(number - len(exchanged) - 1) / factorial(number)
        * (_share(factors, {*exchanged, position}) - _share(factors, exchanged))
        for exchanged in _subsets(others)
    )  # fmt: skip


def _subsets(positions: Sequence[int]) -> Iterator[set[int]]:
    for size in range(len(positions) + 1):
        yield from map(set, combinations(positions, size))


def _share(factors: Sequence[Factor], own: set[int]) -> float:
    """The share in percent with some factors of the one, the rest of the other."""
    chosen = [one if n in own else other for n, (one, other) in enumerate(factors)]
    return 100 * sum(map(prod, zip(*chosen, strict=True)))
