"""Members of families, drawn in bulk: age, sex, relation, disability."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seed.demo.regions.county_effects import shift_share
from seed.demo.regions.villages import Villages
from seed.demo.toolkit.columnar_table import Array, ColumnarTable
from seed.demo.toolkit.sampling import Random, code_of, sample_by_log_weight, sample_curve, sample_weighted
from shared.models import Relation

from .household_types import ELDER_DISABILITY, FEMALE, MALE, DisabilityProfile, HouseholdType, MemberType

NONE_CODE = -1  # no tier, no reason, no disability
DEATH_RISK_PER_YEAR, AGE_DRAWS = 0.115, 12  # ASSUMED: the risk of death rises by 12 per cent with each year of age


@dataclass
class Members(ColumnarTable):
    """One row a person; `household` counts within the draw, `age` is in years on the day looked at."""

    household: Array
    relation: Array
    sex: Array
    age: Array
    disability: Array
    level: Array
    alone_in: Array
    has_died: Array


def type_shares_by_county(villages: Villages, mix: dict[HouseholdType, float]) -> Array:
    """The share of each family of `mix` (columns) in each county (rows): some have larger families, some older ones."""
    sizes = np.array([count_in_tier(family) for family in mix])
    old = np.array([family.members[0].disability is ELDER_DISABILITY for family in mix])
    tilt = np.outer(villages.effects.shift("size"), sizes - 1.6) + np.outer(villages.effects.shift("elders"), old)
    weights = np.array(list(mix.values())) * np.exp(tilt)
    return weights / weights.sum(axis=1, keepdims=True)


def draw_household_types(
    random: Random, villages: Villages, mix: dict[HouseholdType, float], persons: int, by_county: Array
) -> tuple[Array, Array]:
    """Counties and positions in `mix`, one a household, whose members in the family's own tier are exactly `persons`.

    `by_county` is each county's share of these persons.
    """
    shares, sizes = type_shares_by_county(villages, mix), np.array([count_in_tier(family) for family in mix])
    households = by_county / (shares @ sizes)
    cells = (households[:, None] * shares).ravel()
    count = round(persons * households.sum() / by_county.sum())
    edges = np.cumsum(cells)
    points = (np.arange(count) + random.random()) / count * edges[-1]
    types = random.permutation(np.minimum(np.searchsorted(edges, points), len(cells) - 1))
    county, family = np.divmod(types, len(mix))
    whole_households = int(np.searchsorted(np.cumsum(sizes[family]), persons, side="right"))
    missing = persons - int(sizes[family[:whole_households]].sum())
    single = np.full(missing, int(np.flatnonzero(sizes == 1)[0]))
    more = sample_weighted(random, by_county, missing)
    return np.concatenate([county[:whole_households], more]), np.concatenate([family[:whole_households], single])


def count_in_tier(family: HouseholdType) -> int:
    """How many members are in the tier of the household."""
    return sum(not member.has_died and member.alone_in is None for member in family.members)


def draw_members(random: Random, mix: dict[HouseholdType, float], families: Array, men: Array, dying: Array) -> Members:
    """The members of all households, grouped by kind of family.

    `men` shifts the share of men in each household; `dying` says where the head is about to die.
    """
    parts = []
    for position, family in enumerate(mix):
        households = np.flatnonzero(families == position).astype(np.int32)
        parts += _draw_of_type(random, family, households, men[households], dying[households])
    return Members.concatenate(parts)


def _draw_of_type(random: Random, family: HouseholdType, households: Array, men: Array, dying: Array) -> list[Members]:
    ages: list[Array] = []
    sexes: list[Array] = []
    parts = []
    for member in family.members:
        about_to_die = dying if member.relation is Relation.HEAD else np.full(len(dying), member.has_died)
        ages.append(_draw_ages(random, member, ages, about_to_die))
        sexes.append(_draw_sexes(random, member, sexes, men))
        disability, level = _draw_disabilities(random, member.disability, len(households))
        alone_in = NONE_CODE if member.alone_in is None else code_of(member.alone_in)
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
                has_died=same * member.has_died > 0,
            )
        )
    return parts


def _draw_ages(random: Random, member: MemberType, previous: list[Array], dying: Array) -> Array:
    """Ages; of those who are about to die, one of several draws, the likelier the higher its risk of death."""
    ages = _draw_ages_alive(random, member, previous, np.arange(len(dying)))
    rows = np.repeat(np.flatnonzero(dying), AGE_DRAWS)
    if len(rows):
        drawn = _draw_ages_alive(random, member, previous, rows).reshape(-1, AGE_DRAWS)
        ages[rows[::AGE_DRAWS]] = sample_by_log_weight(random, drawn, DEATH_RISK_PER_YEAR * drawn)
    return ages


def _draw_ages_alive(random: Random, member: MemberType, previous: list[Array], rows: Array) -> Array:
    age = member.age
    years = sample_curve(random, age.knots, len(rows))
    return np.maximum(years if age.than is None else previous[age.than][rows] + years, age.least)


def _draw_sexes(random: Random, member: MemberType, previous: list[Array], men: Array) -> Array:
    if member.male is None:
        return 1 - previous[member.age.than or 0]
    share = member.male if member.male == 1 else shift_share(member.male, men)
    return np.where(random.random(len(men)) < share, MALE, FEMALE).astype(np.int8)


def _draw_disabilities(random: Random, disability: DisabilityProfile, count: int) -> tuple[Array, Array]:
    kinds = np.array([code_of(kind) for kind, _ in disability.kinds], np.int8)
    kind = kinds[sample_weighted(random, [share for _, share in disability.kinds], count)]
    level = sample_weighted(random, disability.levels, count) + 1
    frail = random.random(count) < disability.share
    return np.where(frail, kind, NONE_CODE).astype(np.int8), np.where(frail, level, 0).astype(np.int8)


HEAD_CODE = code_of(Relation.HEAD)
