"""Members of families, drawn in bulk: age, sex, relation, disability."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shared.models import Relation

from .draws import Random, code_of, curve, favoured, weighted
from .effects import shifted
from .families import ELDER, FEMALE, MALE, Family, Frailty, Member
from .frame import Array, Frame
from .geography import Places

NOT = -1  # no tier, no reason, no disability
DEATH_BY_AGE, DRAWS = 0.115, 12  # ASSUMED: the risk of death rises by 12 per cent with each year of age


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


def mixes(places: Places, mix: dict[Family, float]) -> Array:
    """The share of each family of `mix` (columns) in each county (rows): some have larger families, some older ones."""
    sizes = np.array([own_size(family) for family in mix])
    old = np.array([family.members[0].frailty is ELDER for family in mix])
    tilt = np.outer(places.effects.shift("size"), sizes - 1.6) + np.outer(places.effects.shift("elders"), old)
    weights = np.array(list(mix.values())) * np.exp(tilt)
    return weights / weights.sum(axis=1, keepdims=True)


def families_for(
    random: Random, places: Places, mix: dict[Family, float], persons: int, by_county: Array
) -> tuple[Array, Array]:
    """Counties and positions in `mix`, one a household, whose members in the family's own tier are exactly `persons`.

    `by_county` is each county's share of these persons.
    """
    shares, sizes = mixes(places, mix), np.array([own_size(family) for family in mix])
    households = by_county / (shares @ sizes)
    cells = (households[:, None] * shares).ravel()
    count = round(persons * households.sum() / by_county.sum())
    edges = np.cumsum(cells)
    points = (np.arange(count) + random.random()) / count * edges[-1]
    found = random.permutation(np.minimum(np.searchsorted(edges, points), len(cells) - 1))
    county, family = np.divmod(found, len(mix))
    whole = int(np.searchsorted(np.cumsum(sizes[family]), persons, side="right"))
    missing = persons - int(sizes[family[:whole]].sum())
    single = np.full(missing, int(np.flatnonzero(sizes == 1)[0]))
    more = weighted(random, by_county, missing)
    return np.concatenate([county[:whole], more]), np.concatenate([family[:whole], single])


def own_size(family: Family) -> int:
    """How many of the family stand in its tier."""
    return sum(not member.gone and member.alone_in is None for member in family.members)


def members_of(random: Random, mix: dict[Family, float], families: Array, men: Array, dying: Array) -> Members:
    """The members of all households, grouped by kind of family.

    `men` shifts the share of men in each household; `dying` says where the head is about to die.
    """
    parts = []
    for position, family in enumerate(mix):
        households = np.flatnonzero(families == position).astype(np.int32)
        parts += _family_members(random, family, households, men[households], dying[households])
    return Members.joined(parts)


def _family_members(random: Random, family: Family, households: Array, men: Array, dying: Array) -> list[Members]:
    ages: list[Array] = []
    sexes: list[Array] = []
    parts = []
    for member in family.members:
        about_to_die = dying if member.relation is Relation.HEAD else np.full(len(dying), member.gone)
        ages.append(_ages(random, member, ages, about_to_die))
        sexes.append(_sexes(random, member, sexes, men))
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


def _ages(random: Random, member: Member, before: list[Array], dying: Array) -> Array:
    """Ages; of those who are about to die, one of several draws, the likelier the higher its risk of death."""
    found = _drawn(random, member, before, np.arange(len(dying)))
    who = np.repeat(np.flatnonzero(dying), DRAWS)
    if len(who):
        drawn = _drawn(random, member, before, who).reshape(-1, DRAWS)
        found[who[::DRAWS]] = favoured(random, drawn, DEATH_BY_AGE * drawn)
    return found


def _drawn(random: Random, member: Member, before: list[Array], who: Array) -> Array:
    age = member.age
    years = curve(random, age.knots, len(who))
    return np.maximum(years if age.than is None else before[age.than][who] + years, age.least)


def _sexes(random: Random, member: Member, before: list[Array], men: Array) -> Array:
    if member.male is None:
        return 1 - before[member.age.than or 0]
    share = member.male if member.male == 1 else shifted(member.male, men)
    return np.where(random.random(len(men)) < share, MALE, FEMALE).astype(np.int8)


def _disability(random: Random, frailty: Frailty, count: int) -> tuple[Array, Array]:
    kinds = np.array([code_of(kind) for kind, _ in frailty.kinds], np.int8)
    kind = kinds[weighted(random, [share for _, share in frailty.kinds], count)]
    level = weighted(random, frailty.levels, count) + 1
    frail = random.random(count) < frailty.share
    return np.where(frail, kind, NOT).astype(np.int8), np.where(frail, level, 0).astype(np.int8)


HEAD_CODE = code_of(Relation.HEAD)
