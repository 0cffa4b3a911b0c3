"""Who of a family stood in its tier when: newborns join later, the dead leave earlier, some stand alone."""

from __future__ import annotations

import numpy as np

from shared.models import EntryReason, ExitReason, SupportPlace, Tier

from .calibration import FIRST, REFERENCE
from .days import NO_DAY
from .draws import Random, code_of
from .frame import Array
from .members import NOT, Members
from .mortality import days_of_death
from .people import People, Spells
from .recognition import Stays

AFTER_BIRTH = 30  # a newborn joins the recognition of its family after a month
IN_INSTITUTION = (0.14, 0.32, 0.55)  # ASSUMED shares by level of care: full, partial, no self-care


def people_in_tier(random: Random, tier: Tier, members: Members, born: Array, stays: Stays) -> People:
    """The members of families that stand, or stood, in a tier as their stays say."""
    stay = stays.take(members.household)
    died = _deaths(random, members, stay)
    care, support = _care(random, tier, members)
    people = _people(members, born, _last(tier, members, born, stay), _before(members, born, stay))
    people.died, people.care, people.support = died, care, support
    first = died < np.minimum(people.last.end, NO_DAY) - 1
    people.last.end = np.where(first, died + 1, people.last.end).astype(np.int32)
    people.last.exit = np.where(first, code_of(ExitReason.DIED), people.last.exit).astype(np.int8)
    return people.take(~members.gone | (died < NO_DAY))


def people_watched(members: Members, born: Array) -> People:
    """The members of families that never stood in a tier."""
    count = len(members)
    nothing, zero = np.full(count, NOT, np.int8), np.zeros(count, np.int32)
    none = Spells(tier=nothing, start=zero, end=zero, entry=nothing, exit=nothing, fen=zero)
    return _people(members, born, none, none).take(~members.gone)


def _people(members: Members, born: Array, last: Spells, before: Spells) -> People:
    return People(
        household=members.household,
        relation=members.relation,
        sex=members.sex,
        born=born,
        died=np.full(len(members), NO_DAY, np.int32),
        disability=members.disability,
        level=members.level,
        last=last,
        before=before,
        care=np.full(len(members), NOT, np.int8),
        support=np.full(len(members), NOT, np.int8),
    )


def _last(tier: Tier, members: Members, born: Array, stay: Stays) -> Spells:
    alone = members.alone_in >= 0
    joined = born + AFTER_BIRTH > stay.start
    entry = np.where(joined, code_of(EntryReason.BIRTH), stay.entry)
    return Spells(
        tier=np.where(alone, members.alone_in, code_of(tier)).astype(np.int8),
        start=np.where(joined, born + AFTER_BIRTH, stay.start).astype(np.int32),
        end=stay.end,
        entry=np.where(alone, code_of(EntryReason.APPLICATION), entry).astype(np.int8),
        exit=stay.exit,
        fen=np.zeros(len(born), np.int32),
    )


def _before(members: Members, born: Array, stay: Stays) -> Spells:
    start = np.maximum(stay.before_start, born + AFTER_BIRTH).astype(np.int32)
    there = (stay.before_tier >= 0) & (start < stay.before_end - AFTER_BIRTH) & (members.alone_in < 0)
    joined = start > stay.before_start
    return Spells(
        tier=np.where(there, stay.before_tier, NOT).astype(np.int8),
        start=start,
        end=stay.before_end,
        entry=np.where(joined, code_of(EntryReason.BIRTH), code_of(EntryReason.APPLICATION)).astype(np.int8),
        exit=stay.before_exit,
        fen=np.zeros(len(born), np.int32),
    )


def _deaths(random: Random, members: Members, stay: Stays) -> Array:
    """The day of death of those whose recognition ended with it; a spouse who is gone died during the stay."""
    died = np.where(stay.exit == code_of(ExitReason.DIED), stay.end - 1, NO_DAY)
    earliest = np.maximum(stay.start + AFTER_BIRTH, FIRST + 2)
    latest = np.minimum(stay.end, REFERENCE) - 5
    widowed = members.gone & (earliest < latest)
    died = died.astype(np.int32)
    died[widowed] = days_of_death(random, earliest[widowed], latest[widowed])
    return died


def _care(random: Random, tier: Tier, members: Members) -> tuple[Array, Array]:
    """Care level and place of support of extremely poor persons, as codes; NOT for others. Shares are assumed."""
    count = len(members)
    if tier is not Tier.TEKUN:
        return np.full(count, NOT, np.int8), np.full(count, NOT, np.int8)
    need = np.clip((members.age - 55) / 60, 0, 0.4) + np.where(members.level > 0, 0.15, 0)
    draw = random.random(count)
    care = np.where(draw < need * 0.35, 2, np.where(draw < need, 1, 0)).astype(np.int8)
    inside = random.random(count) < np.array(IN_INSTITUTION)[care]
    places = code_of(SupportPlace.INSTITUTION), code_of(SupportPlace.SCATTERED)
    return care, np.where(inside, *places).astype(np.int8)
