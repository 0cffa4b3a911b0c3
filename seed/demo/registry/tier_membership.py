"""When each member was in the tier of the household: newborns join later, the dead leave earlier, some are alone."""

from __future__ import annotations

import numpy as np

from seed.demo.toolkit.calibration import FIRST_DAY, REFERENCE_DAY
from seed.demo.toolkit.columnar_table import Array
from seed.demo.toolkit.day_numbers import NO_DAY
from seed.demo.toolkit.sampling import Random, code_of
from shared.models import EntryReason, ExitReason, SupportPlace, Tier

from .family_members import NONE_CODE, Members
from .mortality import draw_days_of_death
from .people_and_households import People, Spells
from .spell_dates import HouseholdSpells

DAYS_FROM_BIRTH_TO_TIER = 30  # a newborn joins the recognition of its family after a month
INSTITUTION_SHARES = (0.14, 0.32, 0.55)  # ASSUMED shares by level of care: full, partial, no self-care


def build_persons_in_tier(
    random: Random, tier: Tier, members: Members, born: Array, household_spells: HouseholdSpells
) -> People:
    """The members of households that are or were in a tier, with spells made from those of the household."""
    spell = household_spells.take(members.household)
    died = _draw_deaths(random, members, spell)
    care, support = _draw_care(random, tier, members)
    people = _build_persons(
        members, born, _last_spells(tier, members, born, spell), _previous_spells(members, born, spell)
    )
    people.died, people.care, people.support = died, care, support
    first = died < np.minimum(people.last.end, NO_DAY) - 1
    people.last.end = np.where(first, died + 1, people.last.end).astype(np.int32)
    people.last.exit = np.where(first, code_of(ExitReason.DIED), people.last.exit).astype(np.int8)
    return people.take(~members.has_died | (died < NO_DAY))


def build_watched_persons(members: Members, born: Array) -> People:
    """The members of households that were never in a tier."""
    count = len(members)
    no_code, zero = np.full(count, NONE_CODE, np.int8), np.zeros(count, np.int32)
    no_spells = Spells(tier=no_code, start=zero, end=zero, entry=no_code, exit=no_code, fen=zero)
    return _build_persons(members, born, no_spells, no_spells).take(~members.has_died)


def _build_persons(members: Members, born: Array, last: Spells, previous: Spells) -> People:
    return People(
        household=members.household,
        relation=members.relation,
        sex=members.sex,
        born=born,
        died=np.full(len(members), NO_DAY, np.int32),
        disability=members.disability,
        level=members.level,
        last=last,
        previous=previous,
        care=np.full(len(members), NONE_CODE, np.int8),
        support=np.full(len(members), NONE_CODE, np.int8),
    )


def _last_spells(tier: Tier, members: Members, born: Array, spell: HouseholdSpells) -> Spells:
    is_alone = members.alone_in >= 0
    joined = born + DAYS_FROM_BIRTH_TO_TIER > spell.start
    entry = np.where(joined, code_of(EntryReason.BIRTH), spell.entry)
    return Spells(
        tier=np.where(is_alone, members.alone_in, code_of(tier)).astype(np.int8),
        start=np.where(joined, born + DAYS_FROM_BIRTH_TO_TIER, spell.start).astype(np.int32),
        end=spell.end,
        entry=np.where(is_alone, code_of(EntryReason.APPLICATION), entry).astype(np.int8),
        exit=spell.exit,
        fen=np.zeros(len(born), np.int32),
    )


def _previous_spells(members: Members, born: Array, spell: HouseholdSpells) -> Spells:
    start = np.maximum(spell.previous_start, born + DAYS_FROM_BIRTH_TO_TIER).astype(np.int32)
    has_previous = (
        (spell.previous_tier >= 0) & (start < spell.previous_end - DAYS_FROM_BIRTH_TO_TIER) & (members.alone_in < 0)
    )
    joined = start > spell.previous_start
    return Spells(
        tier=np.where(has_previous, spell.previous_tier, NONE_CODE).astype(np.int8),
        start=start,
        end=spell.previous_end,
        entry=np.where(joined, code_of(EntryReason.BIRTH), code_of(EntryReason.APPLICATION)).astype(np.int8),
        exit=spell.previous_exit,
        fen=np.zeros(len(born), np.int32),
    )


def _draw_deaths(random: Random, members: Members, spell: HouseholdSpells) -> Array:
    """The day of death of those whose recognition ended with it; a spouse who is gone died during the stay."""
    died = np.where(spell.exit == code_of(ExitReason.DIED), spell.end - 1, NO_DAY)
    earliest = np.maximum(spell.start + DAYS_FROM_BIRTH_TO_TIER, FIRST_DAY + 2)
    latest = np.minimum(spell.end, REFERENCE_DAY) - 5
    widowed = members.has_died & (earliest < latest)
    died = died.astype(np.int32)
    died[widowed] = draw_days_of_death(random, earliest[widowed], latest[widowed])
    return died


def _draw_care(random: Random, tier: Tier, members: Members) -> tuple[Array, Array]:
    """Care level and place of support of extremely poor persons, as codes; NONE_CODE for others. Shares are assumed."""
    count = len(members)
    if tier is not Tier.TEKUN:
        return np.full(count, NONE_CODE, np.int8), np.full(count, NONE_CODE, np.int8)
    need = np.clip((members.age - 55) / 60, 0, 0.4) + np.where(members.level > 0, 0.15, 0)
    draw = random.random(count)
    care = np.where(draw < need * 0.35, 2, np.where(draw < need, 1, 0)).astype(np.int8)
    inside = random.random(count) < np.array(INSTITUTION_SHARES)[care]
    villages = code_of(SupportPlace.INSTITUTION), code_of(SupportPlace.SCATTERED)
    return care, np.where(inside, *villages).astype(np.int8)
