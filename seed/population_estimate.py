"""Population below the city is not published: it is estimated, marked so, and sums to the published city.

Rule: the urban share of a city's people (2018, the last year with both figures) lives in its communities (居委会),
the rest in its villages, in equal parts each. A township has the people of its communities and villages; whole
persons are handed out by the largest remainder. A county is the sum of its townships.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction

from shared.models import Level
from shared.models.region import ancestor

COMMUNITY = "居委会"


def apportion_by_weight(total: int, weights: Mapping[str, Fraction]) -> dict[str, int]:
    """Whole parts of `total` in proportion to `weights`, by the largest remainder; ties go by key."""
    total_weight = sum(weights.values())
    exact = {key: total * weight / total_weight for key, weight in weights.items()}
    parts = {key: int(share) for key, share in exact.items()}
    by_remainder = sorted(exact, key=lambda key: (parts[key] - exact[key], key))
    for key in by_remainder[: total - sum(parts.values())]:
        parts[key] += 1
    return parts


def weigh_townships(villages: list[tuple[str, str]], urban: Fraction) -> dict[str, Fraction]:
    """Weights of the townships of a city from the (code, kind) of its villages and its urban share."""
    kinds = Counter(kind == COMMUNITY for _, kind in villages)
    one = {True: urban / kinds[True], False: (1 - urban) / kinds[False]}
    weights: dict[str, Fraction] = defaultdict(Fraction)
    for code, kind in villages:
        weights[ancestor(code, Level.TOWNSHIP)] += one[kind == COMMUNITY]
    return weights


def estimate_below_city(persons: int, weights: Mapping[str, Fraction]) -> Iterator[tuple[str, int]]:
    """(code, persons) of every township and county of a city of so many persons."""
    townships = apportion_by_weight(persons, weights)
    yield from townships.items()
    counties: Counter[str] = Counter()
    for code, people in townships.items():
        counties[ancestor(code, Level.COUNTY)] += people
    yield from counties.items()
