"""Random sampling. Every part of the province draws from a stream of its own; renaming a stream changes its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any
from zlib import crc32

import numpy as np

from .columnar_table import Array

Random = np.random.Generator


def random_stream(seed: int, name: str) -> Random:
    """The random stream of one part: a change in one part leaves the others as they were."""
    return np.random.default_rng([seed, crc32(name.encode())])


def code_of(choice: StrEnum) -> int:
    """The position of a choice in its list; the generator keeps positions instead of strings."""
    return list(type(choice)).index(choice)


def sample_weighted(random: Random, weights: Sequence[float] | Array, count: int) -> Array:
    """`count` positions, each with the probability of its weight."""
    edges = np.cumsum(weights)
    positions = np.searchsorted(edges / edges[-1], random.random(count), side="right")
    return positions.astype(np.int32)


def sample_codes(random: Random, weights: Mapping[Any, float], count: int) -> Array:
    """`count` codes of the choices that are keys of `weights`, as their weights say."""
    codes = np.array([code_of(choice) for choice in weights], np.int8)
    return codes[sample_weighted(random, list(weights.values()), count)]


def sample_between(random: Random, low: Array | float, high: Array | float, count: int) -> Array:
    """`count` whole numbers with low ≤ n < high; both may be arrays."""
    return (low + random.random(count) * (np.asarray(high) - low)).astype(np.int32)


def sample_curve(random: Random, knots: Sequence[tuple[float, float]], count: int) -> Array:
    """`count` numbers as likely as the weights of `knots` (number, weight) say, straight between them."""
    at, weight = np.array(knots, float).T
    grid = np.linspace(at[0], at[-1], 401)
    density = np.interp(grid, at, weight)
    mass = np.concatenate([[0], np.cumsum((density[1:] + density[:-1]) / 2)])
    return np.interp(random.random(count) * mass[-1], mass, grid)


def sample_by_log_weight(random: Random, drawn: Array, logs: Array) -> Array:
    """One number of each row of `drawn`, each with a probability in proportion to the exponential of `logs`."""
    best = np.argmax(logs + random.gumbel(size=logs.shape), axis=1)
    return drawn[np.arange(len(drawn)), best]


def choose(random: Random, candidates: Array, count: int, weights: Array | None = None) -> Array:
    """`count` different candidates in random order; heavier ones sooner. ValueError when there are too few."""
    if count > len(candidates):
        raise ValueError(f"{len(candidates)} candidates for {count}")
    waiting = random.exponential(size=len(candidates))
    if weights is not None:
        waiting /= weights
    first = np.argpartition(waiting, count - 1)[:count] if 0 < count < len(waiting) else np.arange(count)
    return candidates[first[np.argsort(waiting[first])]]


def sample_per_group(random: Random, members: Array, groups: Array) -> Array:
    """One of the members of each group, at random, in order of the groups."""
    order = random.permutation(len(members))
    chosen = np.full(int(groups.max(initial=-1)) + 1, -1, np.int64)
    chosen[groups[order]] = members[order]
    return chosen[chosen >= 0]


def apportion(total: int, shares: Array) -> Array:
    """Whole parts of `total` in proportion to `shares`; they sum to it (largest remainder)."""
    exact = total * shares / shares.sum()
    parts = np.floor(exact).astype(np.int64)
    parts[np.argsort(parts - exact, kind="stable")[: total - int(parts.sum())]] += 1
    return parts


def round_to_step(amounts: Array, step: int) -> Array:
    """Amounts in fen, rounded to `step` fen and never below it."""
    return np.maximum(step, np.round(amounts / step) * step).astype(np.int64)
