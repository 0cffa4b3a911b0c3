"""Telephone numbers that can belong to nobody: eleven digits behind 142.

Numbers from 140 to 144 are those of machines and have thirteen digits (Telephone numbers in China: 140–144 are 13-digit
IoT numbers), and 142 is given to no carrier: a call to such a number reaches nobody.
"""

from __future__ import annotations

from seed.demo.toolkit.columnar_table import Array
from seed.demo.toolkit.sampling import Random

PREFIX, DIGITS = 142, 8
REACHABLE_SHARE = 0.9  # ASSUMED share of families with a telephone


def draw_telephones(random: Random, count: int) -> Array:
    """A number for most of the families; None for the others."""
    numbers = PREFIX * 10**DIGITS + random.integers(0, 10**DIGITS, count)
    texts = numbers.astype("U11").astype(object)
    texts[random.random(count) >= REACHABLE_SHARE] = None
    return texts
