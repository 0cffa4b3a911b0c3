"""Members of families, drawn in bulk: age, sex, relation, disability."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shared.models import Relation

from .draws import Random, code_of, weighted
from .families import FEMALE, MALE, Family, Frailty, Member
from .frame import Array, Frame

NOT = -1  # no tier, no reason, no disability


@dataclass
class Members(Frame):
    """One row a person; `household` counts within the draw, `age` is in years on the day looked at."""

    household: Array
    relation: Array
    sex: Array
    age: Array
    disability: Array
    level: Array
    alone_in: Array
    gone: Array


def families_for(random: Random, mix: dict[Family, float], persons: int) -> Array:
    """Positions in `mix`, one a household, whose members in the family's own tier are exactly `persons`."""
    sizes = np.array([_own_size(family) for family in mix])
    shares = np.array(list(mix.values()))
    ample = int(persons / (sizes @ shares) * shares.sum() * 1.05) + 50
    drawn = weighted(random, shares, ample)
    reached = np.cumsum(sizes[drawn])
    whole = int(np.searchsorted(reached, persons, side="right"))
    missing = persons - (int(reached[whole - 1]) if whole else 0)
    single = int(np.flatnonzero(sizes == 1)[0])
    return np.concatenate([drawn[:whole], np.full(missing, single, np.int32)])


def _own_size(family: Family) -> int:
    return sum(not member.gone and member.alone_in is None for member in family.members)


def members_of(random: Random, mix: dict[Family, float], families: Array) -> Members:
    """The members of all households, grouped by kind of family."""
    parts = []
    for position, family in enumerate(mix):
        households = np.flatnonzero(families == position).astype(np.int32)
        parts += _family_members(random, family, households)
    return Members.joined(parts)


def _family_members(random: Random, family: Family, households: Array) -> list[Members]:
    ages: list[Array] = []
    sexes: list[Array] = []
    parts = []
    for member in family.members:
        ages.append(_ages(random, member, ages, len(households)))
        sexes.append(_sexes(random, member, sexes, len(households)))
        disability, level = _disability(random, member.frailty, len(households))
        alone_in = NOT if member.alone_in is None else code_of(member.alone_in)
        same = np.ones(len(households), np.int8)  # what all members of a kind have in common
        parts.append(
            Members(
                household=households,
                relation=same * code_of(member.relation),
                sex=sexes[-1],
                age=ages[-1],
                disability=disability,
                level=level,
                alone_in=same * alone_in,
                gone=same * member.gone > 0,
            )
        )
    return parts


def _ages(random: Random, member: Member, before: list[Array], count: int) -> Array:
    age = member.age
    drawn = random.triangular(age.low, age.mode, age.high, count)
    return np.maximum(drawn if age.than is None else before[age.than] + drawn, age.least)


def _sexes(random: Random, member: Member, before: list[Array], count: int) -> Array:
    if member.male is None:
        return 1 - before[member.age.than or 0]
    return np.where(random.random(count) < member.male, MALE, FEMALE).astype(np.int8)


def _disability(random: Random, frailty: Frailty, count: int) -> tuple[Array, Array]:
    kinds = np.array([code_of(kind) for kind, _ in frailty.kinds], np.int8)
    kind = kinds[weighted(random, [share for _, share in frailty.kinds], count)]
    level = weighted(random, frailty.levels, count) + 1
    frail = random.random(count) < frailty.share
    return np.where(frail, kind, NOT).astype(np.int8), np.where(frail, level, 0).astype(np.int8)


HEAD_CODE = code_of(Relation.HEAD)
