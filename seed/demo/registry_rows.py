"""Rows of the registry and of recognition: households, persons, memberships, spells."""

from __future__ import annotations

import numpy as np

from shared.models import (
    CareLevel,
    Disability,
    EntryReason,
    ExitReason,
    Level,
    Relation,
    Residence,
    Sex,
    SupportPlace,
    Tier,
)

from .calibration import FIRST
from .columns import Blobs, Coded, Days, Flags, Keys, Links, Numbers, Rows, Texts
from .days import NO_DAY
from .draws import Random, code_of
from .frame import Array
from .identity import Seals
from .moves import Moves
from .names import addresses
from .people import Spells
from .world import World

SEXES = (Sex.MALE, Sex.FEMALE)
BEFORE_TIER, SINCE = 400, 3000  # days a household was known before its first spell, at most; ASSUMED


def household_rows(random: Random, world: World) -> Rows:
    """Households with a number made of the county's code and a count inside it."""
    village, places = world.homes.village, world.places
    counties, county = places.above(Level.COUNTY)
    first = np.searchsorted(county[village], np.arange(len(counties)))
    count = np.arange(len(village)) - first[county[village]] + 1
    number = counties.astype(np.int64)[county[village]] * 1_000_000 + count
    return Rows(
        "household",
        {
            "id": Keys(len(village)),
            "region_code": Coded(village, places.code),
            "number": Texts(number.astype("S12")),
            "address": Texts(addresses(random, places.name[village])),
            "residence": Coded(places.rural[village].astype(np.int8), (Residence.URBAN, Residence.RURAL)),
        },
    )


def person_rows(world: World, names: Array, seals: Seals, shown: Array, wrong: Array) -> Rows:
    """Persons with sealed identity numbers. `shown` is the masked form, `wrong` those with a false check digit."""
    people = world.people
    valid = np.ones(len(people), bool)
    valid[wrong] = False
    return Rows(
        "person",
        {
            "id": Keys(len(people)),
            "region_code": Coded(world.village, world.places.code),
            "name": Texts(names),
            "sex": Coded(people.sex, SEXES),
            "born_on": Days(people.born),
            "died_on": Days(people.died),
            "identity_kind": Coded(np.zeros(len(people), np.int8), ("resident",)),
            "identity_encrypted": Blobs(seals.encrypted),
            "identity_index": Blobs(seals.index),
            "identity_masked": Texts(shown),
            "identity_valid": Flags(valid),
            "disability": Coded(people.disability, Disability),
            "disability_level": Numbers(people.level, missing=0),
        },
    )


def membership_rows(random: Random, world: World, moved: Moves) -> Rows:
    """One membership a person, and the former one of those who moved."""
    people = world.people
    first = np.where(people.before.tier >= 0, people.before.start, people.last.start)
    known = random.integers(0, BEFORE_TIER, len(world.homes))[people.household]
    watched = FIRST - random.integers(60, SINCE, len(people))
    start = np.maximum(people.born, np.where(people.last.tier >= 0, first - known, watched))
    helped = world.events.resident  # who was helped had been known before
    np.minimum.at(start, world.events.person[helped], world.events.day[helped] - 30)
    start = np.maximum(start, people.born)
    start[moved.person] = moved.day
    person = np.concatenate([np.arange(len(people)), moved.person])
    household = np.concatenate([people.household, moved.former])
    relation = np.concatenate([people.relation, np.full(len(moved), code_of(Relation.OTHER), np.int8)])
    begin = np.concatenate([start, people.born[moved.person]])
    end = np.concatenate([np.where(people.died < NO_DAY, people.died + 1, NO_DAY), moved.day])
    order = np.lexsort((begin, person, household))
    person, household = person[order], household[order]
    return Rows(
        "membership",
        {
            "id": Keys(len(person)),
            "region_code": Coded(world.homes.village[household], world.places.code),
            "person_id": Links(person),
            "household_id": Links(household),
            "relation": Coded(relation[order], Relation),
            "start_on": Days(begin[order]),
            "end_on": Days(end[order]),
        },
    )


def spell_order(world: World) -> tuple[Array, Array]:
    """Persons of all spells in order, and whether each is the last spell (else the one before it)."""
    people = world.people
    person = np.concatenate([np.flatnonzero(s.tier >= 0) for s in (people.before, people.last)])
    is_last = np.arange(len(person)) >= int((people.before.tier >= 0).sum())
    order = np.lexsort((is_last, person))
    return person[order], is_last[order]


def spell_rows(world: World) -> Rows:
    """All spells; those of extremely poor persons with place of support and level of care."""
    people = world.people
    person, is_last = spell_order(world)
    spells = Spells.joined([people.last.take(person[is_last]), people.before.take(person[~is_last])])
    spells = spells.take(np.argsort(np.concatenate([np.flatnonzero(is_last), np.flatnonzero(~is_last)])))
    tekun = spells.tier == code_of(Tier.TEKUN)
    cared = tekun & (people.care[person] >= 0)
    return Rows(
        "spell",
        {
            "id": Keys(len(person)),
            "region_code": Coded(world.village[person], world.places.code),
            "person_id": Links(person),
            "household_id": Links(people.household[person]),
            "tier": Coded(spells.tier, Tier),
            "start_on": Days(spells.start),
            "end_on": Days(spells.end),
            "monthly_fen": Numbers(spells.fen),
            "entry_reason": Coded(spells.entry, EntryReason),
            "exit_reason": Coded(spells.exit, ExitReason),
            "support_place": Coded(np.where(cared, people.support[person], -1), SupportPlace),
            "care_level": Coded(np.where(cared, people.care[person], -1), CareLevel),
        },
    )
