"""People, households and spells: the tables all other parts draw from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seed.demo.toolkit.columnar_table import Array, ColumnarTable
from seed.demo.toolkit.day_numbers import whole_years_between
from seed.demo.toolkit.sampling import code_of
from shared.models import Tier

from .family_members import HEAD_CODE, NONE_CODE

ALL_TIERS = tuple(code_of(tier) for tier in Tier)


@dataclass
class Spells(ColumnarTable):
    """One recognition a row; `tier` is NONE_CODE where there is none. In force on days d with start ≤ d < end."""

    tier: Array
    start: Array
    end: Array
    entry: Array
    exit: Array
    fen: Array

    def in_force(self, day: Array | int) -> Array:
        """Whether each spell is in force on the day."""
        return (self.tier >= 0) & (self.start <= day) & (day < self.end)


@dataclass
class People(ColumnarTable):
    """One row a person, sorted by village. A person has at most two spells: the last, and one before it."""

    household: Array
    relation: Array
    sex: Array
    born: Array
    died: Array
    disability: Array
    level: Array
    last: Spells
    previous: Spells
    care: Array
    support: Array

    def tier_on(self, person: Array, day: Array | int) -> Array:
        """The tier in force for each of the persons on the day; NONE_CODE for none."""
        tier = np.full(len(person), NONE_CODE, np.int8)
        for spells in (self.previous, self.last):
            in_force = (spells.start[person] <= day) & (day < spells.end[person])
            tier = np.where(in_force & (tier == NONE_CODE), spells.tier[person], tier)
        return tier

    def is_in_tier(self, person: Array, day: Array | int, tiers: tuple[int, ...] = ALL_TIERS) -> Array:
        """Whether each of the persons is in force in one of the tiers on the day, and alive."""
        return np.isin(self.tier_on(person, day), tiers) & (self.died[person] > day)

    def age_on(self, person: Array, day: Array) -> Array:
        """Whole years of each of the persons on the day."""
        return whole_years_between(self.born[person], np.broadcast_to(day, person.shape))

    def heads(self) -> Array:
        """The persons who head a household."""
        return np.flatnonzero(self.relation == HEAD_CODE)


@dataclass
class Households(ColumnarTable):
    """One row a household, sorted by village; `village` is a position in `Villages`."""

    village: Array
