"""The people of the province: cohorts of families, drawn tier by tier, set down in villages and put in order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from shared.models import ExitReason, Tier

from .amounts import Amounts
from .calibration import REFERENCE, Scale
from .days import DAYS_A_YEAR, NO_DAY
from .draws import Random, code_of, stream
from .families import ELDER, MIXES, Family
from .frame import Array
from .geography import Places
from .members import HEAD_CODE, NOT, Members, families_for, members_of
from .people import Homes, People
from .recognition import DIED_YOUNGER, Stays, before, leaving, starting
from .standing import AFTER_BIRTH, people_in_tier, people_watched

YOUNGEST = AFTER_BIRTH + 1  # days: who is younger does not stand in a tier yet
ADULT = 18
ROUNDS = 40  # of proportional fitting


@dataclass(frozen=True)
class Cohort:
    """Families of one tier: in force on the reference date, or gone by then. Tier None was only ever watched."""

    tier: Tier | None
    persons: int
    left: bool = False


def populate(seed: int, places: Places, scale: Scale) -> tuple[Homes, People]:
    """All households and persons, sorted by village."""
    random = stream(seed, "population")
    draw = partial(_draw, random, places, tier_shares(places, scale))
    marginal = draw(Cohort(Tier.MARGINAL, scale.target("marginal_persons")))
    alone = int((marginal[1].last.tier == code_of(Tier.DIBAO)).sum())
    parts = [marginal] + [draw(cohort) for cohort in _cohorts(scale, alone)]
    return _in_order(random, parts)


def tier_shares(places: Places, scale: Scale) -> dict[Tier | None, Array]:
    """Each county's share of the persons of each tier: the mix differs, the sum of the tiers is the county's."""
    persons = np.array([scale.target(f"{tier}_persons") for tier in Tier], float)
    found = np.outer(persons, places.by_county)
    found *= np.array([places.effects.factor(str(tier)) for tier in Tier])
    for _ in range(ROUNDS):
        found *= places.by_county * persons.sum() / found.sum(axis=0)
        found *= (persons / found.sum(axis=1))[:, None]
    watched = places.by_county * places.effects.factor("watched")
    return dict(zip(Tier, found / persons[:, None], strict=True)) | {None: watched / watched.sum()}


def _cohorts(scale: Scale, alone_in_dibao: int) -> list[Cohort]:
    """All cohorts but the marginal families, some of whose members stand in dibao alone and count there."""
    now = [Cohort(tier, scale.target(f"{tier}_persons")) for tier in (Tier.TEKUN, Tier.EXPENDITURE)]
    now.append(Cohort(Tier.DIBAO, scale.target("dibao_persons") - alone_in_dibao))
    left = [Cohort(tier, scale.target(f"{tier}_left"), left=True) for tier in Tier]
    return [*now, *left, Cohort(None, scale.target("watched_persons"))]


def _draw(random: Random, places: Places, shares: dict[Tier | None, Array], cohort: Cohort) -> tuple[Homes, People]:
    mix, by_county = MIXES[cohort.tier], shares[cohort.tier]
    if cohort.left:
        by_county = by_county * places.effects.factor("exits")
    county, kinds = families_for(random, places, mix, cohort.persons, by_county / by_county.sum())
    end, reason = _ends(random, cohort, kinds)
    men = places.effects.shift("men")[county]
    members = members_of(random, mix, kinds, men, reason == code_of(ExitReason.DIED))
    homes = Homes(places.spread(random, county))
    born = _births(members, np.minimum(end, REFERENCE))
    if cohort.tier is None:
        return homes, people_watched(members, born)
    longer = places.effects.factor("stays")[county]
    stays = _stays(random, cohort.tier, _of_heads(members, born), kinds, end, reason, longer)
    people = people_in_tier(random, cohort.tier, members, born, stays)
    amounts = Amounts(places)
    for spells in (people.last, people.before):
        spells.fen = amounts.monthly(random, spells, people, homes)
    return homes, people


def _births(members: Members, looked_at: Array) -> Array:
    """Birthdays that give each member its age on the day its household is looked at."""
    return (looked_at[members.household] - YOUNGEST - members.age * DAYS_A_YEAR).astype(np.int32)


def _of_heads(members: Members, values: Array) -> Array:
    """The value of the head of each household."""
    heads = np.flatnonzero(members.relation == HEAD_CODE)
    found = np.empty(len(heads), values.dtype)
    found[members.household[heads]] = values[heads]
    return found


def _ends(random: Random, cohort: Cohort, kinds: Array) -> tuple[Array, Array]:
    """The day and reason each family left its tier; none while it is in force."""
    if not cohort.left or cohort.tier is None:
        return np.full(len(kinds), NO_DAY, np.int32), np.full(len(kinds), NOT, np.int8)
    return leaving(random, cohort.tier, np.array([_frailty(family) for family in MIXES[cohort.tier]])[kinds])


def _frailty(family: Family) -> float:
    if len(family.members) > 1:
        return 0
    return 1 if family.members[0].frailty is ELDER else DIED_YOUNGER


def _stays(
    random: Random, tier: Tier, head_born: Array, kinds: Array, end: Array, reason: Array, longer: Array
) -> Stays:
    head_from = np.array([family.head_from for family in MIXES[tier]])[kinds]
    old_enough = (head_born + head_from * DAYS_A_YEAR).astype(np.int32)
    start = starting(random, tier, end, reason == code_of(ExitReason.EXPIRED), old_enough, longer)
    stays = before(random, tier, start, (head_born + ADULT * DAYS_A_YEAR).astype(np.int32))
    stays.end, stays.exit = end, reason
    return stays


def _in_order(random: Random, parts: list[tuple[Homes, People]]) -> tuple[Homes, People]:
    """Join the cohorts; sort households by village and persons by household, the head first."""
    offsets = np.cumsum([0, *(len(homes) for homes, _ in parts)])
    for (_, people), offset in zip(parts, offsets, strict=False):
        people.household = people.household + np.int32(offset)
    homes, people = Homes.joined([p[0] for p in parts]), People.joined([p[1] for p in parts])
    order = np.lexsort((random.random(len(homes)), homes.village))
    rank = np.empty(len(homes), np.int32)
    rank[order] = np.arange(len(homes), dtype=np.int32)
    people.household = rank[people.household]
    return homes.take(order), people.take(np.lexsort((-people.born, people.relation, people.household)))
