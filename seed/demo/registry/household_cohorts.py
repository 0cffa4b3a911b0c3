"""The people of the province: cohorts of families, drawn tier by tier, set down in villages and put in order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from seed.demo.regions.villages import Villages
from seed.demo.toolkit.ages import ADULT_AGE
from seed.demo.toolkit.calibration import REFERENCE_DAY, Scale
from seed.demo.toolkit.columnar_table import Array
from seed.demo.toolkit.day_numbers import DAYS_PER_YEAR, NO_DAY
from seed.demo.toolkit.sampling import Random, code_of, random_stream
from shared.models import ExitReason, Tier

from .benefit_amounts import BenefitAmounts
from .family_members import HEAD_CODE, NONE_CODE, Members, draw_household_types, draw_members
from .household_types import ELDER_DISABILITY, HOUSEHOLD_TYPE_SHARES, HouseholdType
from .people_and_households import Households, People
from .spell_dates import DEATH_WEIGHT_OF_YOUNGER, HouseholdSpells, add_previous_spells, draw_exits, draw_starts
from .tier_membership import DAYS_FROM_BIRTH_TO_TIER, build_persons_in_tier, build_watched_persons

MIN_AGE_DAYS = DAYS_FROM_BIRTH_TO_TIER + 1  # days: who is younger is in no tier yet
FITTING_ROUNDS = 40  # of proportional fitting


@dataclass(frozen=True)
class Cohort:
    """Families of one tier: in force on the reference date, or gone by then. Tier None was only ever watched."""

    tier: Tier | None
    persons: int
    left: bool = False


def draw_households_and_persons(seed: int, villages: Villages, scale: Scale) -> tuple[Households, People]:
    """All households and persons, sorted by village."""
    random = random_stream(seed, "population")
    draw = partial(_draw_cohort, random, villages, county_shares_by_tier(villages, scale))
    marginal = draw(Cohort(Tier.MARGINAL, scale.target("marginal_persons")))
    single_count = int((marginal[1].last.tier == code_of(Tier.DIBAO)).sum())
    parts = [marginal] + [draw(cohort) for cohort in _list_cohorts(scale, single_count)]
    return _sort_by_village(random, parts)


def county_shares_by_tier(villages: Villages, scale: Scale) -> dict[Tier | None, Array]:
    """Each county's share of the persons of each tier: the mix differs, the sum of the tiers is the county's."""
    persons = np.array([scale.target(f"{tier}_persons") for tier in Tier], float)
    shares = np.outer(persons, villages.by_county)
    shares *= np.array([villages.effects.factor(str(tier)) for tier in Tier])
    for _ in range(FITTING_ROUNDS):
        shares *= villages.by_county * persons.sum() / shares.sum(axis=0)
        shares *= (persons / shares.sum(axis=1))[:, None]
    watched = villages.by_county * villages.effects.factor("watched")
    return dict(zip(Tier, shares / persons[:, None], strict=True)) | {None: watched / watched.sum()}


def _list_cohorts(scale: Scale, alone_in_dibao: int) -> list[Cohort]:
    """All cohorts but the marginal families, some of whose members are in dibao alone and are counted there."""
    now = [Cohort(tier, scale.target(f"{tier}_persons")) for tier in (Tier.TEKUN, Tier.EXPENDITURE)]
    now.append(Cohort(Tier.DIBAO, scale.target("dibao_persons") - alone_in_dibao))
    left = [Cohort(tier, scale.target(f"{tier}_left"), left=True) for tier in Tier]
    return [*now, *left, Cohort(None, scale.target("watched_persons"))]


def _draw_cohort(
    random: Random, villages: Villages, shares: dict[Tier | None, Array], cohort: Cohort
) -> tuple[Households, People]:
    mix, by_county = HOUSEHOLD_TYPE_SHARES[cohort.tier], shares[cohort.tier]
    if cohort.left:
        by_county = by_county * villages.effects.factor("exits")
    county, kinds = draw_household_types(random, villages, mix, cohort.persons, by_county / by_county.sum())
    end, reason = _draw_exits(random, cohort, kinds)
    men = villages.effects.shift("men")[county]
    members = draw_members(random, mix, kinds, men, reason == code_of(ExitReason.DIED))
    households = Households(villages.spread(random, county))
    born = _birth_days(members, np.minimum(end, REFERENCE_DAY))
    if cohort.tier is None:
        return households, build_watched_persons(members, born)
    longer = villages.effects.factor("stays")[county]
    stays = _draw_spells(random, cohort.tier, _values_of_heads(members, born), kinds, end, reason, longer)
    people = build_persons_in_tier(random, cohort.tier, members, born, stays)
    amounts = BenefitAmounts(villages)
    for spells in (people.last, people.previous):
        spells.fen = amounts.draw_last(random, spells, people, households)
    return households, people


def _birth_days(members: Members, looked_at: Array) -> Array:
    """Birthdays that give each member its age on the day its household is looked at."""
    return (looked_at[members.household] - MIN_AGE_DAYS - members.age * DAYS_PER_YEAR).astype(np.int32)


def _values_of_heads(members: Members, values: Array) -> Array:
    """The value of the head of each household."""
    heads = np.flatnonzero(members.relation == HEAD_CODE)
    values_of_heads = np.empty(len(heads), values.dtype)
    values_of_heads[members.household[heads]] = values[heads]
    return values_of_heads


def _draw_exits(random: Random, cohort: Cohort, kinds: Array) -> tuple[Array, Array]:
    """The day and reason each family left its tier; none while it is in force."""
    if not cohort.left or cohort.tier is None:
        return np.full(len(kinds), NO_DAY, np.int32), np.full(len(kinds), NONE_CODE, np.int8)
    return draw_exits(
        random, cohort.tier, np.array([_death_weight(family) for family in HOUSEHOLD_TYPE_SHARES[cohort.tier]])[kinds]
    )


def _death_weight(family: HouseholdType) -> float:
    if len(family.members) > 1:
        return 0
    return 1 if family.members[0].disability is ELDER_DISABILITY else DEATH_WEIGHT_OF_YOUNGER


def _draw_spells(
    random: Random, tier: Tier, head_born: Array, kinds: Array, end: Array, reason: Array, longer: Array
) -> HouseholdSpells:
    head_from = np.array([family.head_from for family in HOUSEHOLD_TYPE_SHARES[tier]])[kinds]
    old_enough = (head_born + head_from * DAYS_PER_YEAR).astype(np.int32)
    start = draw_starts(random, tier, end, reason == code_of(ExitReason.EXPIRED), old_enough, longer)
    stays = add_previous_spells(random, tier, start, (head_born + ADULT_AGE * DAYS_PER_YEAR).astype(np.int32))
    stays.end, stays.exit = end, reason
    return stays


def _sort_by_village(random: Random, parts: list[tuple[Households, People]]) -> tuple[Households, People]:
    """Join the cohorts; sort households by village and persons by household, the head first."""
    offsets = np.cumsum([0, *(len(households) for households, _ in parts)])
    for (_, people), offset in zip(parts, offsets, strict=False):
        people.household = people.household + np.int32(offset)
    households, people = Households.concatenate([p[0] for p in parts]), People.concatenate([p[1] for p in parts])
    order = np.lexsort((random.random(len(households)), households.village))
    rank = np.empty(len(households), np.int32)
    rank[order] = np.arange(len(households), dtype=np.int32)
    people.household = rank[people.household]
    return households.take(order), people.take(np.lexsort((-people.born, people.relation, people.household)))
