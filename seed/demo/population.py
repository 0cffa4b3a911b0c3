"""The people of the province: cohorts of families, drawn tier by tier, set down in villages and put in order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shared.models import ExitReason, Tier

from .amounts import Amounts
from .calibration import REFERENCE, Scale
from .days import DAYS_A_YEAR, NO_DAY
from .draws import Random, code_of, stream
from .families import MIXES
from .frame import Array
from .geography import Places
from .members import HEAD_CODE, NOT, Members, families_for, members_of
from .people import Homes, People
from .recognition import Stays, before, leaving, starting
from .standing import people_in_tier, people_watched

YOUNGEST = 60  # days: nobody is born within two months of the day the family is looked at
ADULT = 18


@dataclass(frozen=True)
class Cohort:
    """Families of one tier: in force on the reference date, or gone by then. Tier None was only ever watched."""

    tier: Tier | None
    persons: int
    left: bool = False


def populate(seed: int, places: Places, scale: Scale) -> tuple[Homes, People]:
    """All households and persons, sorted by village."""
    random = stream(seed, "population")
    marginal = _draw(random, places, Cohort(Tier.MARGINAL, scale.target("marginal_persons")))
    alone = int((marginal[1].last.tier == code_of(Tier.DIBAO)).sum())
    parts = [marginal] + [_draw(random, places, cohort) for cohort in _cohorts(scale, alone)]
    return _in_order(random, parts)


def _cohorts(scale: Scale, alone_in_dibao: int) -> list[Cohort]:
    """All cohorts but the marginal families, some of whose members stand in dibao alone and count there."""
    now = [Cohort(tier, scale.target(f"{tier}_persons")) for tier in (Tier.TEKUN, Tier.EXPENDITURE)]
    now.append(Cohort(Tier.DIBAO, scale.target("dibao_persons") - alone_in_dibao))
    left = [Cohort(tier, scale.target(f"{tier}_left"), left=True) for tier in Tier]
    return [*now, *left, Cohort(None, scale.target("watched_persons"))]


def _draw(random: Random, places: Places, cohort: Cohort) -> tuple[Homes, People]:
    mix = MIXES[cohort.tier]
    kinds = families_for(random, mix, cohort.persons)
    members = members_of(random, mix, kinds)
    homes = Homes(places.spread(random, len(kinds)))
    if cohort.tier is None:
        return homes, people_watched(members, _births(members, np.full(len(kinds), REFERENCE)))
    end, reason = _ends(random, cohort, kinds)
    born = _births(members, np.minimum(end, REFERENCE))
    stays = _stays(random, cohort.tier, _of_heads(members, born), kinds, end, reason)
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
    single = np.array([len(family.members) == 1 for family in MIXES[cohort.tier]])[kinds]
    return leaving(random, cohort.tier, single)


def _stays(random: Random, tier: Tier, head_born: Array, kinds: Array, end: Array, reason: Array) -> Stays:
    head_from = np.array([family.head_from for family in MIXES[tier]])[kinds]
    old_enough = (head_born + head_from * DAYS_A_YEAR).astype(np.int32)
    start = starting(random, tier, end, reason == code_of(ExitReason.EXPIRED), old_enough)
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
